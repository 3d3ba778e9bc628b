package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each bundle undoes at its stop what it did at its start: all of them are stopped and started
 * twice.
 */
class BundleRestartTest {
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);
  private static final List<String> BUNDLES =
      List.of(
          "io.qbrain.feed.camel",
          "io.qbrain.execution.paper",
          "io.qbrain.hosting",
          "io.qbrain.data",
          "io.qbrain.runtime",
          "io.qbrain.rest",
          "io.qbrain.shell");

  @Test
  void everyBundleStopsAndStartsTwice(@TempDir Path folder) throws Exception {
    try (Platform platform = Platform.startEmpty(folder.resolve("home"))) {
      for (int round = 0; round < 2; round++) {
        for (String bundle : BUNDLES) {
          for (String verb : List.of("stop", "start")) {
            Answer answer = platform.shell("bundle:" + verb + " " + bundle);
            assertThat(answer.exitCode()).as("%s %s: %s", verb, bundle, answer.output()).isZero();
          }
          platform.await(
              "ready again after the restart of " + bundle,
              READY_WITHIN,
              () -> platform.shell("platform:status").output().matches("(?s).*Ready +yes.*"));
        }
      }
      assertThat(platform.shell("ledger:verify").output()).contains("everything agrees");
      assertThat(platform.log()).noneMatch(line -> line.contains("\"ERROR\""));
    }
  }
}
