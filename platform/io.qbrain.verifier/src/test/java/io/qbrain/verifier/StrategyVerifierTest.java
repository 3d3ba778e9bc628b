package io.qbrain.verifier;

import static io.qbrain.verifier.TestJar.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qbrain.model.StrategyRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyVerifierTest extends OfferedJars {
  StrategyVerifierTest(@TempDir Path folder) {
    super(folder);
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
