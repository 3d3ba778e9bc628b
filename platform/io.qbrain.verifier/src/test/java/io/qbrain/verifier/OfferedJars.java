package io.qbrain.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Jars that are offered to the verifier, and what it says of them. */
abstract class OfferedJars {
  static final HostOffer OFFER =
      new HostOffer(
          new TreeMap<>(
              Map.of(
                  "io.qbrain.model", OsgiVersion.parse("1.2"),
                  "io.qbrain.strategy", OsgiVersion.parse("1.3"))),
          17);

  final Path folder;

  OfferedJars(Path folder) {
    this.folder = folder;
  }

  VerificationReport verify(byte[] jar) {
    return verify(jar, ArchiveLimits.DEFAULT);
  }

  VerificationReport verify(byte[] jar, ArchiveLimits limits) {
    try {
      Path file = Files.write(folder.resolve("strategy.jar"), jar);
      return new StrategyVerifier(OFFER, limits).verify(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void assertRefused(byte[] jar, String code, String... words) {
    assertRefused(verify(jar), code, words);
  }

  static void assertRefused(VerificationReport report, String code, String... words) {
    assertThat(report.facts()).isEmpty();
    assertThat(report.findings())
        .as(report.describe())
        .extracting(finding -> finding.code().text())
        .containsOnly(code);
    assertThat(report.describe()).contains(words);
  }
}
