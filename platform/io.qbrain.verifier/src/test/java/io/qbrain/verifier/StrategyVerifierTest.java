package io.qbrain.verifier;

import static io.qbrain.verifier.TestJar.COMPONENT;
import static io.qbrain.verifier.TestJar.component;
import static io.qbrain.verifier.TestJar.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qbrain.model.StrategyRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyVerifierTest {
  private static final HostOffer OFFER =
      new HostOffer(
          new TreeMap<>(
              Map.of(
                  "io.qbrain.model", OsgiVersion.parse("1.2"),
                  "io.qbrain.strategy", OsgiVersion.parse("1.3"))),
          17);

  private final Path folder;

  StrategyVerifierTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VerificationReport verify(byte[] jar) {
    return verify(jar, ArchiveLimits.DEFAULT);
  }

  private VerificationReport verify(byte[] jar, ArchiveLimits limits) {
    try {
      Path file = Files.write(folder.resolve("strategy.jar"), jar);
      return new StrategyVerifier(OFFER, limits).verify(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRefused(byte[] jar, String code, String... words) {
    assertRefused(verify(jar), code, words);
  }

  private static void assertRefused(VerificationReport report, String code, String... words) {
    assertThat(report.facts()).isEmpty();
    assertThat(report.findings())
        .as(report.describe())
        .extracting(finding -> finding.code().text())
        .containsOnly(code);
    assertThat(report.describe()).contains(words);
  }

  @Test
  void acceptsAStrategyAndSaysWhatItIs() throws Exception {
    byte[] jar = good().bytes();
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));

    VerificationReport report = verify(jar);

    assertThat(report.describe()).isEmpty();
    assertThat(report.facts())
        .contains(
            new StrategyFacts(
                "trend",
                "1.4.2",
                "com.example.trend",
                "com.example.trend.TrendFactory",
                "[1.0,2)",
                sha256,
                jar.length));
    assertThat(report.facts().orElseThrow().ref("acme"))
        .isEqualTo(StrategyRef.parse("acme/trend@1.4.2"));
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    assertRefused(
        new StrategyVerifier(OFFER, ArchiveLimits.DEFAULT).verify(folder),
        "artifact.not-a-jar",
        "is no file");
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused(new byte[0], "artifact.not-a-jar", "empty");
  }

  @Test
  void refusesTextAndShowsIt() {
    assertRefused(
        "<html>\n<body>not found".getBytes(StandardCharsets.UTF_8),
        "artifact.not-a-jar",
        "text that begins with '<html>'");
  }

  @Test
  void refusesAnotherKindOfFile() {
    assertRefused(
        new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, "artifact.not-a-jar", "another kind");
  }

  @Test
  void refusesAnArchiveWithoutEntries() {
    byte[] end = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4);

    assertRefused(end, "artifact.not-a-jar", "no entries");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000, -1})
  void refusesAJarThatWasCutOff(int bytes) {
    byte[] jar = good().bytes();
    byte[] cut = Arrays.copyOf(jar, bytes < 0 ? jar.length + bytes : bytes);

    assertRefused(cut, "artifact.not-a-jar", "cut off");
  }

  @Test
  void refusesBytesBehindTheArchive() {
    byte[] jar = good().bytes();

    assertRefused(Arrays.copyOf(jar, jar.length + 7), "artifact.not-a-jar", "added behind it");
  }

  @Test
  void refusesADamagedArchive() {
    byte[] jar = good().bytes();
    int middle = new String(jar, StandardCharsets.ISO_8859_1).indexOf(".class") + 40;
    for (int i = 0; i < 30; i++) {
      jar[middle + i] ^= 0x55;
    }

    assertRefused(jar, "artifact.not-a-jar", "damaged");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(500, 100, 10_000, 100)),
        "artifact.too-large",
        "at most 500");
  }

  @Test
  void refusesTooManyEntries() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(100_000, 2, 10_000, 100)),
        "artifact.too-large",
        "3 entries, at most 2");
  }

  @Test
  void refusesAZipBomb() {
    assertRefused(
        good().entry("zeros", new byte[3_000_000]).bytes(), "artifact.too-large", "zeros", "bomb");
  }

  @Test
  void refusesTooManyUnpackedBytes() {
    assertRefused(
        verify(good().bytes(), new ArchiveLimits(100_000, 100, 300, 100)),
        "artifact.too-large",
        "more than 300 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "a/../../b",
        "/etc/passwd",
        "C:/windows",
        "a\\b",
        "a//b",
        "./a",
        "a/.",
        "line\nbreak",
        "right\u202eleft"
      })
  void refusesOddNames(String name) {
    assertRefused(good().entry(name, "x").bytes(), "artifact.entry", "plain relative name");
  }

  @Test
  void refusesAnEntryThatIsThereTwice() {
    byte[] jar = good().entry("notes-a.txt", "a").entry("notes-b.txt", "b").bytes();

    assertRefused(
        TestJar.renamed(jar, "notes-b.txt", "notes-a.txt"),
        "artifact.entry",
        "notes-a.txt",
        "twice");
  }

  @Test
  void refusesASecondManifestInOtherLetters() {
    assertRefused(good().entry("meta-inf/manifest.mf", "x").bytes(), "artifact.entry", "twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/other.jar", "data.ZIP", "native/libx.so", "x.dll"})
  void refusesNestedArchivesAndNativeCode(String name) {
    assertRefused(good().entry(name, "x").bytes(), "artifact.entry", name);
  }

  @Test
  void refusesAnArchiveUnderAnotherName() {
    assertRefused(
        good().entry("picture.png", good().bytes()).bytes(), "artifact.entry", "picture.png");
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

  @Test
  void refusesABundleWithoutComponent() {
    assertRefused(
        good().without("Service-Component").header("Export-Package", "com.example").bytes(),
        "artifact.no-strategy",
        "@Component");
  }

  @Test
  void refusesABundleThatDoesNotKnowTheSpi() {
    assertRefused(
        good().header("Import-Package", "org.slf4j").bytes(),
        "artifact.no-strategy",
        "io.qbrain.strategy is not imported");
  }

  @Test
  void refusesAComponentThatIsNotInTheJar() {
    assertRefused(good().without(COMPONENT).bytes(), "artifact.no-strategy", "not in the jar");
  }

  @Test
  void refusesAComponentThatIsNoFactory() {
    String other =
        component("TrendFactory", "")
            .replace("io.qbrain.strategy.StrategyFactory", "java.lang.Runnable");

    assertRefused(
        good().entry(COMPONENT, other).bytes(), "artifact.no-strategy", "java.lang.Runnable");
  }

  @Test
  void refusesAFactoryWhoseClassIsNotInTheJar() {
    assertRefused(
        good().entry(COMPONENT, component("Missing", "")).bytes(),
        "artifact.no-strategy",
        "com.example.trend.Missing");
  }

  @Test
  void refusesTwoStrategies() {
    byte[] jar =
        good()
            .header("Service-Component", "OSGI-INF/*.xml")
            .entry("OSGI-INF/other.xml", component("InheritingFactory", ""))
            .type("InheritingFactory")
            .bytes();

    assertRefused(
        jar,
        "artifact.several-strategies",
        "com.example.TrendFactory",
        "com.example.InheritingFactory");
  }

  @Test
  void findsTheComponentByAPattern() {
    assertThat(verify(good().header("Service-Component", "OSGI-INF/*.xml").bytes()).facts())
        .isPresent();
  }

  @Test
  void refusesAComponentThatProvidesMore() {
    String more = "<service><provide interface=\"java.lang.Runnable\"/></service>";

    assertRefused(
        good().entry(COMPONENT, component("TrendFactory", more)).bytes(),
        "artifact.component",
        "java.lang.Runnable");
  }

  @Test
  void refusesAComponentThatWantsServices() {
    String reference = "<reference name=\"x\" interface=\"java.lang.Runnable\"/>";

    assertRefused(
        good().entry(COMPONENT, component("TrendFactory", reference)).bytes(),
        "artifact.component",
        "refers to services");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enabled='false'", "configuration-policy='require'", "factory='x'"})
  void refusesAComponentThatWouldNeverStart(String attribute) {
    String xml = component("TrendFactory", "").replace("name=\"com", attribute + " name=\"com");

    assertRefused(good().entry(COMPONENT, xml).bytes(), "artifact.component", "expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a>",
        "<a></b>",
        "<a b></a>",
        "<a b='1' b='2'/>",
        "<a b='&evil;'/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        "<a><![CDATA[x]]></a>",
        "<a/><b/>",
        "<a><b><c><d><e><f><g><h><i><j><k><l><m><n><o><p><q><r/></q></a>"
      })
  void refusesWhatIsNoComponentDescription(String xml) {
    assertRefused(
        good().entry(COMPONENT, xml).bytes(), "artifact.component", COMPONENT, "expected");
  }

  @Test
  void refusesADescriptionOfNothing() {
    assertRefused(good().entry(COMPONENT, "<a/>").bytes(), "artifact.no-strategy", "component");
  }

  @Test
  void readsAnInheritedName() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("InheritingFactory", ""))
            .type("InheritingFactory")
            .bytes();

    assertThat(verify(jar).facts()).map(StrategyFacts::name).contains("trend");
  }

  @Test
  void refusesANameThatIsNoConstant() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("CalculatingFactory", ""))
            .type("CalculatingFactory")
            .bytes();

    assertRefused(jar, "artifact.name", "must return a string constant");
  }

  @Test
  void refusesANameThatNoStrategyCanHave() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("OddlyNamedFactory", ""))
            .type("OddlyNamedFactory")
            .bytes();

    assertRefused(jar, "artifact.name", "Trend Follower", "ema-cross");
  }

  @Test
  void refusesClassesOfALaterJava() {
    byte[] type = TestJar.classFile("com/example/trend/TrendFactory.class");
    type[7] = 65;

    assertRefused(
        good().entry("com/example/trend/TrendFactory.class", type).bytes(),
        "artifact.class-version",
        "needs Java 21, this host runs 17",
        "--release 17");
  }

  @Test
  void refusesClassesThatAreNone() {
    assertRefused(
        good().entry("com/example/trend/X.class", "text").bytes(),
        "artifact.class-version",
        "no class file");
    byte[] type = TestJar.classFile("com/example/trend/TrendFactory.class");
    assertRefused(
        good().entry("com/example/trend/X.class", Arrays.copyOf(type, 60)).bytes(),
        "artifact.class-version",
        "no class file");
  }

  @Test
  void keepsControlCharactersOutOfItsMessages() {
    VerificationReport report = verify("\u001b[31m\n\n".getBytes(StandardCharsets.UTF_8));

    assertThat(report.describe()).doesNotContain("\u001b");
  }

  @Test
  void boundsWhatItReports() {
    TestJar jar = good();
    for (int i = 0; i < 80; i++) {
      jar.entry("x".repeat(600) + i + ".zip", "x");
    }

    VerificationReport report = verify(jar.bytes());

    assertThat(report.findings()).hasSize(50);
    assertThat(report.findings().get(0).place()).hasSizeLessThan(510);
  }

  @Test
  void aHostOffersTheSpiAndNothingElse() {
    OsgiVersion version = OsgiVersion.parse("1");

    assertThat(HostOffer.of(Map.of("io.qbrain.strategy", version)).javaVersion())
        .isGreaterThanOrEqualTo(17);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostOffer.of(Map.of("io.qbrain.model", version)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HostOffer.of(Map.of("io.qbrain.strategy", version, "io.qbrain.app", version)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ArchiveLimits(1, 0, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerificationReport(Optional.empty(), List.of()));
  }
}
