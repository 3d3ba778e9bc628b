package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.InstrumentId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CanonicalBenchmarkTest {

  @Test
  void loopsEndAsPublished() {
    Columns bars = Columns.of(CanonicalBars.make(InstrumentId.of("W1.SIM"), 42, 0, 100_000));
    assertThat(new LimitLoop(bars).run()).hasToString("3879 fills, equity 9956944.6326");
    assertThat(new EventLoop(bars).run(new EventLoop.Cross())).isEqualTo(new LimitLoop(bars).run());
  }

  @Test
  void printsAllContestantsWithTheirRatios() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CanonicalBenchmark(new PrintStream(out, true, StandardCharsets.UTF_8), 5_000, 1).run();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("W1, 5,000 bars", "limit loop L", "event loop E", "engine", "x L", "x E");
  }
}
