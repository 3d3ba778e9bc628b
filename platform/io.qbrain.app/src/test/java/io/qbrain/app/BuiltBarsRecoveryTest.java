package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import io.qbrain.service.InstanceService.NewInstance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minutes come, bars of two minutes are built; the platform ends in the middle of one. */
class BuiltBarsRecoveryTest {
  private static final AccountId PAPER = AccountId.of("paper");
  private static final InstanceId ONE = InstanceId.of("one");

  // Pairs of minutes: up, down, up (known only from both halves), down, up.
  private static final List<String> MINUTES =
      List.of("100", "101", "103", "99", "90", "95", "97", "96", "95", "98", "98");

  private enum End {
    NONE,
    RESTART,
    CRASH
  }

  /** Runs all minutes, with an end after one of them; returns the fills. */
  private static List<String> decisions(Path folder, End end, int after) {
    Bench bench = new Bench(folder);
    assertThat(bench.start()).isTrue();
    bench
        .platform
        .instances()
        .create(
            new NewInstance(
                ONE,
                Bench.TWO_MINUTES,
                Map.of("instrument", Bench.ALPHA.toString()),
                Optional.empty(),
                Optional.empty()));
    bench.platform.instances().start(ONE, "test");
    for (int minute = 1; minute <= MINUTES.size(); minute++) {
      send(bench, minute);
      if (minute == after) {
        end(bench, end);
        // As a feed does: what came after the last bar that the platform knows comes again.
        int known = bench.feed.lastBar().map(BuiltBarsRecoveryTest::minuteOf).orElse(0);
        for (int again = known + 1; again <= minute; again++) {
          send(bench, again);
        }
      }
    }
    assertThat(bench.platform.replays().prove(PAPER).difference()).isEmpty();
    assertThat(bench.platform.portfolio().verifyLedger(PAPER).differences()).isEmpty();
    List<String> fills =
        bench.platform.portfolio().fills(Optional.of(ONE), 100).stream()
            .map(BuiltBarsRecoveryTest::text)
            .toList();
    bench.platform.stop();
    return fills;
  }

  private static void end(Bench bench, End end) {
    if (end == End.RESTART) {
      bench.restart();
    } else if (end == End.CRASH) {
      bench.crash();
      assertThat(bench.start()).isTrue();
    }
  }

  private static Instant close(int minute) {
    return Bench.T0.plusSeconds(60L * minute);
  }

  private static int minuteOf(Bar bar) {
    return (int) ((bar.timeNanos() - Times.nanos(Bench.T0)) / BarSpec.MINUTE.stepNanos());
  }

  /** Sends a minute; where it ends a bar of two, waits until the strategy knew and traded. */
  private static void send(Bench bench, int minute) {
    Price p = Price.parse(MINUTES.get(minute - 1));
    bench.feed.send(
        Bar.of(Bench.ALPHA, BarSpec.MINUTE, close(minute), p, p, p, p, Quantity.of(1_000)));
    if (minute % 2 == 0) {
      long built = Times.nanos(close(minute));
      Bench.await(
          "the bar that ends with minute " + minute,
          () -> bench.platform.instances().get(ONE).lastEventNanos() >= built);
    }
    int wanted = (minute - 1) / 2;
    Bench.await(
        wanted + " fills",
        () -> bench.platform.portfolio().fills(Optional.of(ONE), 100).size() >= wanted);
  }

  private static String text(Fill fill) {
    return fill.time() + " " + fill.side() + " " + fill.quantity() + " @ " + fill.price();
  }

  @Test
  void restartAndCrashWithinABuiltBarChangeNoDecision(
      @TempDir Path straight, @TempDir Path restarted, @TempDir Path crashed) {
    List<String> expected = decisions(straight, End.NONE, 0);
    assertThat(expected).hasSize(5);
    for (int after : List.of(3, 4, 5)) {
      assertThat(decisions(restarted.resolve("" + after), End.RESTART, after))
          .as("restart after minute %s", after)
          .isEqualTo(expected);
      assertThat(decisions(crashed.resolve("" + after), End.CRASH, after))
          .as("crash after minute %s", after)
          .isEqualTo(expected);
    }
  }
}
