package io.qbrain.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are uploaded to the store, and installed from it. */
class UploadsTest extends HostBench {
  UploadsTest(@TempDir Path folder) throws Exception {
    super(folder);
  }

  private StrategyView upload(StrategyRef ref, Path jar, Optional<String> sha256)
      throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return strategies.upload(ref, in, sha256);
    }
  }

  /** An upload whose sender goes away. */
  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }
  }

  @Test
  void storesAnUploadAndInstallsItOnDemand() throws Exception {
    StrategyRef ref = StrategyRef.parse("acme/trend@1.0.0");
    Path jar = jar("trend").build();

    StrategyView stored = upload(ref, jar, Optional.empty());

    assertThat(stored.state()).isEqualTo(State.STORED);
    assertThat(framework.guests()).isEmpty();
    assertThat(upload(ref, jar, Optional.of(stored.sha256()))).isEqualTo(stored);
    assertThat(strategies.install(ref, WHY).state()).isEqualTo(State.INSTALLED);
    Path copy = strategies.download(ref);
    assertThat(copy).hasSameBinaryContentAs(jar);
    Files.delete(copy);
    assertNoFileIsLeft();
  }

  @Test
  void refusesUploadsThatAreNotWhatTheySay() throws Exception {
    Path jar = jar("trend").build();

    assertRefused(
        () -> upload(TREND, jar, Optional.of("00ff")), Kind.INVALID, "artifact.digest", "00ff");
    assertRefused(
        () -> upload(StrategyRef.parse("acme/other@1.0.0"), jar, Optional.empty()),
        Kind.INVALID,
        "artifact.name",
        "holds the strategy 'trend', expected 'other'");
    assertRefused(
        () -> upload(StrategyRef.parse("acme/trend@2.0.0"), jar, Optional.empty()),
        Kind.INVALID,
        "artifact.version",
        "holds version 1.0.0, expected 2.0.0");
    assertRefused(
        () ->
            strategies.upload(
                TREND, new ByteArrayInputStream(new byte[21 << 20]), Optional.empty()),
        Kind.TOO_LARGE,
        "artifact.too-large",
        "20971520");
    assertRefused(
        () -> strategies.upload(TREND, new BrokenStream(), Optional.empty()),
        Kind.INVALID,
        "artifact.not-a-jar",
        "connection reset");
    assertNothingIsLeft();
  }

  @Test
  void refusesAnUploadThatWouldChangeAVersion() throws Exception {
    upload(TREND, jar("trend").build(), Optional.empty());
    Path other = jar("trend").with("Bundle-Vendor", "Example").build();

    assertRefused(() -> upload(TREND, other, Optional.empty()), Kind.CONFLICT, "artifact.exists");
  }
}
