package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of trading: what comes back is what the paper venue's own log says, no fill
 * lost, none doubled.
 */
class CrashTest {
  private static final Path STRATEGY =
      Path.of("../sample-strategies/io.qbrain.samples.reference.smacross/target");
  private static final int ROUNDS = 2;
  private static final Duration TRADES_WITHIN = Duration.ofSeconds(120);
  private static final Pattern FILLS = Pattern.compile("\"fills\"\\s*:\\s*(\\d+)");

  @Test
  void killedWhileTradingItLosesAndDoublesNothing(@TempDir Path folder) throws Exception {
    Path home = folder.resolve("home");
    Platform platform = Platform.start(home, Map.of());
    try {
      tradeWithTwoInstances(platform);
      for (int round = 0; round < ROUNDS; round++) {
        long before = venueFills(home);
        platform.await(
            "fills", TRADES_WITHIN, () -> venueFills(home) >= before + 4);
        platform.kill();
        long durable = venueFills(home);
        platform = Platform.start(home, Map.of());
        Platform now = platform;
        platform.await(
            "the instances are back",
            TRADES_WITHIN,
            () -> now.shell("strategy:list -o csv").output().split("RUNNING").length == 3);
        assertThat(verifiedFills(platform)).isGreaterThanOrEqualTo(durable);
      }
      assertThat(platform.shell("strategy:stop fast").exitCode()).isZero();
      assertThat(platform.shell("strategy:stop slow").exitCode()).isZero();
      assertThat(verifiedFills(platform)).isEqualTo(venueFills(home));
      assertThat(distinctExecutions(home)).isEqualTo(venueFills(home));
      assertThat(platform.stop()).isZero();
    } catch (Exception | AssertionError e) {
      System.err.println(platform.diagnosis());
      platform.kill();
      throw e;
    }
  }

  private static void tradeWithTwoInstances(Platform platform) throws Exception {
    succeed(platform, "strategy:install " + jar());
    for (String[] instance : new String[][] {{"fast", "2"}, {"slow", "3"}}) {
      succeed(
          platform,
          "strategy:create "
              + instance[0]
              + " sma-cross@1.0.0 --param instrument=DELTA.SIM --param bars=1s --param size=10"
              + " --param period="
              + instance[1]);
      succeed(platform, "strategy:start " + instance[0]);
    }
  }

  private static void succeed(Platform platform, String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as("%s: %s", command, answer.output()).isZero();
  }

  private static Path jar() throws IOException {
    try (var files = Files.list(STRATEGY)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith("-SNAPSHOT.jar"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath()
          .normalize();
    }
  }

  private static long verifiedFills(Platform platform) {
    Answer answer = platform.shell("ledger:verify -o json");
    assertThat(answer.exitCode()).as(answer.output()).isZero();
    Matcher fills = FILLS.matcher(answer.output());
    assertThat(fills.find()).as(answer.output()).isTrue();
    return Long.parseLong(fills.group(1));
  }

  private static List<String> fillLines(Path home) throws IOException {
    Path log = home.resolve("paper/venue.log");
    if (!Files.exists(log)) {
      return List.of();
    }
    return Files.readAllLines(log).stream().filter(l -> l.contains("\tFILL\t")).toList();
  }

  private static long venueFills(Path home) throws IOException {
    return fillLines(home).size();
  }

  private static long distinctExecutions(Path home) throws IOException {
    return fillLines(home).stream().map(l -> l.split("\t")[5]).distinct().count();
  }
}
