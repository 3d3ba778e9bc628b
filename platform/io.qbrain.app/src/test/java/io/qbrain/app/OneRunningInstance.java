package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.AccountId;
import io.qbrain.model.InstanceId;
import io.qbrain.service.InstanceService.NewInstance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on a platform of one instance that runs. */
abstract class OneRunningInstance {
  static final AccountId PAPER = AccountId.of("paper");
  static final InstanceId ONE = InstanceId.of("one");
  Bench bench;
  Path folder;

  @BeforeEach
  void startPlatform(@TempDir Path temporary) {
    folder = temporary;
    bench = new Bench(folder);
    assertThat(bench.start()).isTrue();
    bench
        .platform
        .instances()
        .create(
            new NewInstance(
                ONE,
                Bench.SWITCH,
                Map.of("instrument", Bench.ALPHA.toString()),
                Optional.empty(),
                Optional.empty()));
    bench.platform.instances().start(ONE, "test");
  }

  @AfterEach
  void stopPlatform() {
    bench.platform.stop();
  }
}
