package io.qbrain.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import aQute.libg.reporter.ReporterAdapter;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.exception.JApiCmpException;
import japicmp.model.JApiClass;
import japicmp.output.incompatible.IncompatibleErrorOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What bnd and japicmp, set up as in {@code api/pom.xml}, say to changes of an api. Strategies are
 * compiled against a range of versions that a minor version does not leave, so it matters that one
 * of the two refuses what would break them.
 */
class ApiChangeTest {

  private static final String CONSUMER = "org.osgi.annotation.versioning.ConsumerType";
  private static final String PROVIDER = "org.osgi.annotation.versioning.ProviderType";

  @TempDir private Path folder;

  @Test
  void anAbstractMethodAfterADefaultMethodIsRefusedThoughBndCallsItMinor() throws Exception {
    ApiJar agreed = callbacks("agreed", "1.0.0", CONSUMER, "default void onBar(long price) {}");
    ApiJar changed =
        callbacks(
            "changed",
            "1.1.0",
            CONSUMER,
            "default void onBar(long price) {} void onQuote(long bid);");

    assertThat(versionBndAsksFor(agreed, changed)).isEqualTo(new Version("1.1.0"));
    assertThatCode(() -> japicmp(agreed, changed, binary())).doesNotThrowAnyException();
    assertThatThrownBy(() -> japicmp(agreed, changed, source()))
        .isInstanceOf(JApiCmpException.class)
        .hasMessageContaining("onQuote(long):METHOD_ADDED_TO_INTERFACE");
  }

  @Test
  void aDefaultMethodIsAMinorChange() throws Exception {
    ApiJar agreed = callbacks("agreed", "1.0.0", CONSUMER, "default void onBar(long price) {}");
    ApiJar changed =
        callbacks(
            "changed",
            "1.1.0",
            CONSUMER,
            "default void onBar(long price) {} default void onQuote(long bid) {}");

    assertThat(versionBndAsksFor(agreed, changed)).isEqualTo(new Version("1.1.0"));
    assertThatCode(() -> japicmp(agreed, changed, binary())).doesNotThrowAnyException();
    assertThatCode(() -> japicmp(agreed, changed, source())).doesNotThrowAnyException();
  }

  @Test
  void whatOnlyWeImplementMayGainAbstractMethods() throws Exception {
    ApiJar agreed = callbacks("agreed", "1.0.0", PROVIDER, "long now();");
    ApiJar changed = callbacks("changed", "1.1.0", PROVIDER, "long now(); long equity();");

    assertThat(versionBndAsksFor(agreed, changed)).isEqualTo(new Version("1.1.0"));
    assertThatCode(() -> japicmp(agreed, changed, binary())).doesNotThrowAnyException();
    assertThatCode(() -> japicmp(agreed, changed, source())).doesNotThrowAnyException();
  }

  @Test
  void aMethodThatIsGoneIsRefusedByBoth() throws Exception {
    ApiJar agreed = callbacks("agreed", "1.0.0", PROVIDER, "long now(); long equity();");
    ApiJar changed = callbacks("changed", "1.1.0", PROVIDER, "long now();");

    assertThat(versionBndAsksFor(agreed, changed)).isEqualTo(new Version("2.0.0"));
    assertThatThrownBy(() -> japicmp(agreed, changed, binary()))
        .isInstanceOf(JApiCmpException.class)
        .hasMessageContaining("equity():METHOD_REMOVED");
  }

  private ApiJar callbacks(String name, String version, String role, String methods)
      throws Exception {
    return ApiJar.compile(
        folder.resolve(name),
        version,
        "Callbacks",
        "package %s; @%s public interface Callbacks { %s }"
            .formatted(ApiJar.PACKAGE, role, methods));
  }

  private static Version versionBndAsksFor(ApiJar agreed, ApiJar changed) throws Exception {
    try (Jar older = new Jar(agreed.file().toFile());
        Jar newer = new Jar(changed.file().toFile())) {
      Baseline baseline = new Baseline(new ReporterAdapter(), new DiffPluginImpl());
      Baseline.Info found =
          baseline.baseline(newer, older, new Instructions(ApiJar.PACKAGE)).iterator().next();
      assertThat(found.mismatch)
          .isEqualTo(found.newerVersion.compareTo(found.suggestedVersion) < 0);
      return found.suggestedVersion;
    }
  }

  /** Like the execution {@code compiled}. */
  private static Options binary() {
    Options options = Options.newDefault();
    options.setErrorOnBinaryIncompatibility(true);
    return options;
  }

  /** Like the execution {@code implemented}. */
  private static Options source() {
    Options options = Options.newDefault();
    options.setErrorOnSourceIncompatibility(true);
    options.setErrorOnExclusionIncompatibility(false);
    options.addExcludeFromArgument(Optional.of("@" + PROVIDER), false);
    return options;
  }

  private static void japicmp(ApiJar agreed, ApiJar changed, Options options) {
    JarArchiveComparator comparator =
        new JarArchiveComparator(JarArchiveComparatorOptions.of(options));
    List<JApiClass> classes =
        comparator.compare(
            new JApiCmpArchive(agreed.file().toFile(), "1.0.0"),
            new JApiCmpArchive(changed.file().toFile(), "1.1.0"));
    new IncompatibleErrorOutput(options, classes, comparator).generate();
  }
}
