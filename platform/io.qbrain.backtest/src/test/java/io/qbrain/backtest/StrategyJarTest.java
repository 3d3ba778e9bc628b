package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyJarTest {
  private final Path folder;

  StrategyJarTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void factoryComesFromTheJarAndNotFromTheClassPath() throws IOException {
    try (StrategyJar jar = StrategyJar.load(StrategyBundle.trend(folder))) {
      assertThat(jar.ref()).hasToString("trend@1.4.2");
      assertThat(jar.factory().name()).isEqualTo("trend");
      assertThat(jar.factory().getClass().getClassLoader())
          .isNotSameAs(getClass().getClassLoader());
      assertThat(jar.factory().getClass()).isNotEqualTo(com.example.trend.TrendFactory.class);
    }
  }

  @Test
  void strategySeesNothingOfThePlatformButItsOwnPackages() throws IOException {
    try (StrategyJar jar = StrategyJar.load(StrategyBundle.trend(folder))) {
      ClassLoader loader = jar.factory().getClass().getClassLoader();
      assertThatThrownBy(() -> loader.loadClass("io.qbrain.kernel.Kernel"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private void refused(Path jar, String code, String... words) {
    assertThatThrownBy(() -> StrategyJar.load(jar))
        .isInstanceOfSatisfying(BacktestException.class, e -> assertThat(e.code()).isEqualTo(code))
        .message()
        .contains(words)
        .contains(jar.toString());
  }

  @Test
  void fileThatIsNoJarIsRefused() throws IOException {
    refused(Files.writeString(folder.resolve("a.jar"), "hello"), "artifact.not-a-jar", "jar");
    refused(folder.resolve("missing.jar"), "artifact.not-a-jar", "is no file");
  }

  @Test
  void otherSpiVersionIsRefused() throws IOException {
    Path jar =
        StrategyBundle.of(folder, "TrendFactory", "[2.0,3)", "TrendFactory", "TrendFactory$Config");
    refused(jar, "artifact.spi-range", "[2.0,3)");
  }

  @Test
  void factoryThatCannotBeMadeIsRefused() throws IOException {
    Path jar =
        StrategyBundle.of(
            folder, "FailingFactory", "[1.0,2)", "FailingFactory", "FailingFactory$Config");
    refused(jar, "artifact.component", "cannot be made", "no licence");
  }

  @Test
  void missingClassIsNamed() throws IOException {
    Path jar = StrategyBundle.of(folder, "TrendFactory", "[1.0,2)", "TrendFactory");
    refused(jar, "artifact.component", "TrendFactory$Config", "neither in the jar nor");
  }

  @Test
  void componentOfAnotherTypeIsRefused() throws IOException {
    Path jar = StrategyBundle.of(folder, "OddFactory", "[1.0,2)", "OddFactory");
    refused(jar, "artifact.component", "expected a StrategyFactory");
  }
}
