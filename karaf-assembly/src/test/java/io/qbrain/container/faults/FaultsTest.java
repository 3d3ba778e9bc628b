package io.qbrain.container.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.container.faults.ServerDrill.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One drill of each kind that is short enough for every build; faults.sh has all of them. */
class FaultsTest {
  /** As in {@code faults.sh}, but the server is back after five seconds. */
  private static final Limits LIMITS = new Limits(5, Duration.ofSeconds(2), Duration.ofSeconds(10));

  private final Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

  FaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFrozenPostgresqlStopsTheAccountAndNothingElseAndNothingIsLostOrDoubled() throws Exception {
    try (Scene scene = new Scene(folder)) {
      new ServerDrill(Server.POSTGRESQL, false, LIMITS).run(scene, report);
    }
    assertThat(report.failures()).as(printed.toString(StandardCharsets.UTF_8)).isZero();
  }
}
