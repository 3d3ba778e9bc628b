package io.qbrain.container.faults;

import io.qbrain.container.faults.Watch.Seen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The disk under the state directory, a small one in memory, fills up while the platform trades.
 */
final class DiskFull {
  private static final int MEGABYTES = 640;
  private static final Duration CLEAR_WITHIN = Duration.ofSeconds(5);
  private static final Duration HEALED_WITHIN = Duration.ofSeconds(180);
  private static final int MORE_FILLS = 3;

  private final int seconds;

  DiskFull(int seconds) {
    this.seconds = seconds;
  }

  void run(Scene scene, Report report) throws Exception {
    Path home = Files.createDirectories(scene.home());
    if (run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m,mode=755", "tmpfs", home) != 0) {
      report.check(
          "a small file system can be mounted", false, "it needs root: sudo, or a container");
      return;
    }
    try {
      drill(scene, report, home.resolve("ballast"));
    } finally {
      scene.stop();
      run("umount", home);
    }
  }

  private void drill(Scene scene, Report report, Path ballast) throws Exception {
    scene.start();
    scene.awaitTrading();
    Books before = scene.books();
    long logBefore = scene.platform().log().size();
    fill(ballast);
    Watch watch = new Watch(scene);
    for (int half = 0; half < 2 * seconds; half++) {
      TimeUnit.MILLISECONDS.sleep(500);
      fill(ballast); // what a server has given back meanwhile
    }
    watch.close();
    Optional<Seen> seen = watch.seen("account " + Scene.ACCOUNT);
    String said = seen.map(Seen::detail).orElse("nothing");
    report.check(
        "the account is said to be halted within " + CLEAR_WITHIN.toMillis() + " ms",
        seen.isPresent() && seen.get().after().compareTo(CLEAR_WITHIN) <= 0,
        seen.map(s -> s.after().toMillis() + " ms: " + s.detail()).orElse("never"));
    report.check(
        "it says that there is no space", said.toLowerCase(Locale.ROOT).contains("space"), said);
    for (Map.Entry<String, Seen> part : watch.seen().entrySet()) {
      report.fact("down meanwhile: " + part.getKey(), part.getValue().detail());
    }
    Files.delete(ballast);
    long healed = System.nanoTime();
    scene.awaitUp(HEALED_WITHIN);
    report.fact("every part is up again after", (System.nanoTime() - healed) / 1_000_000 + " ms");
    scene.awaitFills(MORE_FILLS, HEALED_WITHIN);
    LogCheck.of(scene.platform().log(), logBefore, seconds).tell(report);
    new Comparison(scene, report).with(before);
  }

  private static void fill(Path ballast) throws IOException {
    for (int block = 1 << 20; block >= 512; block /= 2) {
      byte[] bytes = new byte[block];
      try (OutputStream out =
          Files.newOutputStream(
              ballast,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          out.write(bytes);
        }
      } catch (IOException e) {
        // as wanted: no room for so many bytes
      }
    }
  }

  private static int run(Object... words) throws IOException, InterruptedException {
    String[] command = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      command[i] = words[i].toString();
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
