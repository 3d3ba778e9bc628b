package io.qbrain.testkit;

import io.qbrain.verifier.ArchiveLimits;
import io.qbrain.verifier.HostOffer;
import io.qbrain.verifier.OsgiVersion;
import io.qbrain.verifier.StrategyFacts;
import io.qbrain.verifier.StrategyVerifier;
import io.qbrain.verifier.VerificationReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractAssert;

/**
 * Asks the platform's own verifier about a strategy bundle, before it is packed: the answer is that
 * of the upload and of the installation.
 */
public final class BundleAssert extends AbstractAssert<BundleAssert, Path> {
  private static final OsgiVersion OFFERED = OsgiVersion.parse("1.1.0");
  private static final Path COMPILED = Path.of("target", "classes");

  private BundleAssert(Path classes) {
    super(classes, BundleAssert.class);
  }

  /** Starts assertions on the bundle of this Maven module, {@code target/classes}. */
  public static BundleAssert assertThatBundle() {
    return new BundleAssert(COMPILED);
  }

  /** Starts assertions on a folder of compiled classes with their manifest. */
  public static BundleAssert assertThatBundle(Path classes) {
    return new BundleAssert(classes);
  }

  /** Expects that the platform would install it as a strategy of this name and version. */
  public BundleAssert isStrategy(String name, String version) {
    VerificationReport report = verify();
    if (report.facts().isEmpty()) {
      failWithMessage("expected a strategy bundle, found: %s", report.describe());
    }
    StrategyFacts facts = report.facts().orElseThrow();
    if (!facts.name().equals(name) || !facts.version().equals(version)) {
      failWithMessage(
          "expected the strategy %s@%s, found %s@%s", name, version, facts.name(), facts.version());
    }
    return this;
  }

  private VerificationReport verify() {
    try {
      Path jar = Files.createTempFile("strategy", ".jar");
      try {
        pack(jar);
        return new StrategyVerifier(offer(), ArchiveLimits.DEFAULT).verify(jar);
      } finally {
        Files.delete(jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostOffer offer() {
    return HostOffer.of(
        Map.of(
            "io.qbrain.model", OFFERED, "io.qbrain.indicators", OFFERED, HostOffer.SPI, OFFERED));
  }

  private void pack(Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(actual)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(actual.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
