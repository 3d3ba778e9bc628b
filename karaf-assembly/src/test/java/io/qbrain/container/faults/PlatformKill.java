package io.qbrain.container.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The platform itself is killed in the middle of trading, and started again. */
final class PlatformKill {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);
  private static final Duration TRADES_WITHIN = Duration.ofSeconds(120);
  private static final int MORE_FILLS = 3;

  private final int seconds;

  PlatformKill(int seconds) {
    this.seconds = seconds;
  }

  void run(Scene scene, Report report) throws Exception {
    scene.start();
    scene.awaitTrading();
    Books before = scene.books();
    List<ProcessHandle> all = Signals.tree(scene.platform().process());
    scene.platform().kill();
    long killed = System.nanoTime();
    scene
        .platform()
        .await(
            "its servers end with it",
            ENDED_WITHIN,
            () -> all.stream().noneMatch(ProcessHandle::isAlive));
    report.check(
        "no process of it is left",
        true,
        all.size() + " ended within " + (System.nanoTime() - killed) / 1_000_000 + " ms");
    TimeUnit.SECONDS.sleep(seconds);
    long started = System.nanoTime();
    scene.start();
    report.fact("ready again after", (System.nanoTime() - started) / 1_000_000 + " ms");
    scene.awaitFills(MORE_FILLS, TRADES_WITHIN);
    report.fact(
        MORE_FILLS + " more fills after", (System.nanoTime() - started) / 1_000_000 + " ms");
    new Comparison(scene, report).with(before);
  }
}
