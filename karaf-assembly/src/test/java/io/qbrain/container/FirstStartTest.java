package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who has typed nothing but {@code qbrain run}. */
class FirstStartTest {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @Test
  void theSampleStrategiesTradeOnPaper(@TempDir Path folder) throws Exception {
    Platform platform = Platform.start(folder.resolve("home"), Map.of());
    try {
      platform.await(
          "the instances of the demo run",
          WITHIN,
          () -> instances(platform).stream().filter(i -> i.contains("RUNNING")).count() >= 5);
      assertThat(instances(platform)).allMatch(i -> i.contains("PAPER"));
      platform.await(
          "they trade", WITHIN, () -> platform.shell("order:list").output().contains("FILLED"));
      assertThat(platform.log()).noneMatch(line -> line.contains("\"ERROR\""));
      assertThat(platform.stop()).isZero();
    } catch (Exception | AssertionError e) {
      System.err.println(platform.diagnosis());
      platform.kill();
      throw e;
    }
  }

  private static List<String> instances(Platform platform) {
    return platform.shell("strategy:list -o csv --no-format").output().lines().toList();
  }
}
