package io.qbrain.verifier;

import static io.qbrain.verifier.TestJar.good;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifest of a strategy may say. */
class ManifestsTest extends OfferedJars {
  ManifestsTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void refusesAJarWithoutManifest() {
    assertRefused(
        new TestJar().entry("readme.txt", "x").bytes(),
        "artifact.not-a-bundle",
        "bnd-maven-plugin");
  }

  @Test
  void refusesAMalformedManifest() {
    assertRefused(
        good().bytesWith("Manifest-Version: 1.0\nnonsense\n\n"),
        "artifact.not-a-bundle",
        "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bundle-SymbolicName", "Bundle-ManifestVersion", "Bundle-Version"})
  void refusesAJarThatIsNoBundle(String header) {
    assertRefused(
        good().without(header).bytes(), "artifact.not-a-bundle", header, "no OSGi bundle");
  }

  @Test
  void refusesABundleOfTheFirstManifestVersion() {
    assertRefused(
        good().header("Bundle-ManifestVersion", "1").bytes(),
        "artifact.not-a-bundle",
        "expected 2, found 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.qbrain.kernel", "io.qbrain", "org.apache.felix.scr", "java.trend"})
  void refusesSymbolicNamesOfThePlatform(String name) {
    assertRefused(
        good().header("Bundle-SymbolicName", name + ";singleton:=true").bytes(),
        "artifact.reserved",
        name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.qbrain.samples.trend", "io.qbrainy"})
  void acceptsSymbolicNamesOfOthersAndOfTheSamples(String name) {
    assertThat(verify(good().header("Bundle-SymbolicName", name).bytes()).facts()).isPresent();
  }

  @Test
  void refusesClassesInPackagesOfThePlatform() {
    byte[] type = TestJar.classFile("com/example/trend/TrendFactory.class");

    assertRefused(
        good().entry("io/qbrain/strategy/StrategyFactory.class", type).bytes(),
        "artifact.reserved",
        "io.qbrain.strategy");
  }

  @ParameterizedTest
  @CsvSource({
    "1.4.2,1.4.2",
    "1,1.0.0",
    "2.1,2.1.0",
    "0.1.0.SNAPSHOT,0.1.0-SNAPSHOT",
    "1.0.0.rc-1,1.0.0-rc-1"
  })
  void readsTheVersionOfTheBundle(String bundle, String strategy) {
    assertThat(verify(good().header("Bundle-Version", bundle).bytes()).facts())
        .map(StrategyFacts::version)
        .contains(strategy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.2.3.a_b", "1.2.3.4.5", "1.-1"})
  void refusesVersionsThatNoStrategyCanHave(String version) {
    assertRefused(
        good().header("Bundle-Version", version).bytes(), "artifact.version", version, "1.4.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bundle-Activator",
        "bundle-activator",
        "Fragment-Host",
        "DynamicImport-Package",
        "Require-Bundle",
        "Bundle-NativeCode",
        "Export-Package",
        "Bundle-Blueprint",
        "Karaf-Commands",
        "Class-Path",
        "Multi-Release"
      })
  void refusesHeadersThatReachBeyondTheStrategy(String header) {
    assertRefused(good().header(header, "x").bytes(), "artifact.header", header, "not allowed");
  }

  @Test
  void refusesAHeaderThatIsThereTwice() {
    assertRefused(
        good().header("bundle-version", "9").bytes(), "artifact.not-a-bundle", "found twice");
  }

  @Test
  void refusesAClassPathInTheBundle() {
    assertThat(verify(good().header("Bundle-ClassPath", ".").bytes()).facts()).isPresent();
    assertRefused(good().header("Bundle-ClassPath", ".,lib/x").bytes(), "artifact.header", "lib/x");
  }

  @Test
  void refusesOtherCapabilities() {
    assertRefused(
        good()
            .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=other)\"")
            .bytes(),
        "artifact.header",
        "osgi.extender=other");
    assertRefused(
        good().header("Provide-Capability", "osgi.extender;osgi.extender=mine").bytes(),
        "artifact.header",
        "osgi.extender");
  }

  @Test
  void refusesMalformedHeaders() {
    assertRefused(
        good().header("Import-Package", "io.qbrain.strategy;version=\"[1,2)").bytes(),
        "artifact.header",
        "Import-Package",
        "quote");
    assertRefused(
        good().header("Service-Component", ";a=b").bytes(), "artifact.header", "Service-Component");
    assertRefused(
        good().header("Import-Package", "io.qbrain.strategy;version=\"[1;2)\"").bytes(),
        "artifact.header",
        "[1;2)");
  }

  @Test
  void refusesImportsOfAnythingButTheSpi() {
    String imports = "io.qbrain.strategy,io.qbrain.kernel,org.slf4j;resolution:=optional";

    VerificationReport report = verify(good().header("Import-Package", imports).bytes());

    assertRefused(report, "artifact.import", "io.qbrain.kernel", "!org.slf4j,*");
    assertThat(report.findings()).hasSize(2);
  }

  @Test
  void refusesAPackageOfTheApiThatThisHostDoesNotHave() {
    assertRefused(
        good().header("Import-Package", "io.qbrain.strategy,io.qbrain.indicators").bytes(),
        "artifact.import",
        "io.qbrain.indicators is not offered by this host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2.0,3)", "[1.4,2)", "(1.3,2)", "[1.0,1.3)", "1.3.1"})
  void refusesASpiRangeThatTheHostDoesNotOffer(String range) {
    assertRefused(
        good().header("Import-Package", "io.qbrain.strategy;version=\"" + range + "\"").bytes(),
        "artifact.spi-range",
        range,
        "this host offers 1.3.0",
        "build the strategy against version 1.3.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1.0,2)", "[1.3,1.4)", "[1,1.3]", "1.3", "[ 1.3.0 , 1.3.0 ]"})
  void acceptsASpiRangeThatTheHostOffers(String range) {
    assertThat(
            verify(
                    good()
                        .header("Import-Package", "io.qbrain.strategy;version=\"" + range + "\"")
                        .bytes())
                .facts())
        .map(StrategyFacts::spiRange)
        .contains(range);
  }
}
