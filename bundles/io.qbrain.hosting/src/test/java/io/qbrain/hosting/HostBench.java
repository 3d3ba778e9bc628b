package io.qbrain.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.StrategyRef;
import io.qbrain.port.Startable;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host of strategies in a framework of its own, with what it needs. */
abstract class HostBench {
  static final StrategyRef TREND = StrategyRef.parse("trend@1.0.0");
  static final String WHY = "test";

  final Path folder;
  final KeptArtifacts store = new KeptArtifacts();
  final ListedStrategies catalog = new ListedStrategies();
  final TestFramework framework;
  final StrategyService strategies;
  final Startable startable;

  HostBench(Path folder) throws Exception {
    this.folder = folder;
    framework = new TestFramework(folder.resolve("cache"), store, catalog);
    strategies = framework.strategies();
    startable = framework.service(Startable.class);
  }

  @BeforeEach
  void start() {
    startable.start();
    framework.newEvents();
  }

  @AfterEach
  void close() throws Exception {
    framework.close();
  }

  GuestJar jar(String simplePackage) {
    return new GuestJar(folder, simplePackage);
  }

  void assertRefused(ThrowingCallable call, Kind kind, String code, String... words) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(kind);
              for (String word : words) {
                assertThat(e).hasMessageContaining(word);
              }
            });
  }

  void assertNothingIsLeft() throws IOException {
    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    assertThat(store.list()).isEmpty();
    assertNoFileIsLeft();
  }

  void assertNoFileIsLeft() throws IOException {
    Path jars = framework.hosting().getDataFile("jars").toPath();
    try (Stream<Path> files = Files.list(jars)) {
      assertThat(files).isEmpty();
    }
  }
}
