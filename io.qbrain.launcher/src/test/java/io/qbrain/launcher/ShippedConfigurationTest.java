package io.qbrain.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedConfigurationTest {
  private static final Path FILE = Path.of("a.cfg");

  private final Path distribution;
  private final Path etc;
  private final ShippedConfiguration configuration;

  ShippedConfigurationTest(@TempDir Path folder) {
    distribution = folder.resolve("distribution");
    etc = folder.resolve("etc");
    configuration = new ShippedConfiguration(distribution, etc, folder.resolve("last"));
  }

  @BeforeEach
  void startOnce() throws IOException {
    ship("one");
    assertThat(configuration.bringUpToDate()).isEmpty();
    assertThat(etc.resolve(FILE)).hasContent("one");
  }

  @Test
  void whatNobodyTouchedFollowsTheDistribution() throws IOException {
    ship("two");
    assertThat(configuration.bringUpToDate()).isEmpty();
    assertThat(etc.resolve(FILE)).hasContent("two");
  }

  @Test
  void whatAnOperatorChangedStaysAndIsReportedWhenTheShippedOneChanges() throws IOException {
    Files.writeString(etc.resolve(FILE), "mine");
    assertThat(configuration.bringUpToDate()).isEmpty();
    ship("two");
    assertThat(configuration.bringUpToDate()).containsExactly(FILE);
    assertThat(configuration.bringUpToDate()).containsExactly(FILE);
    assertThat(etc.resolve(FILE)).hasContent("mine");
  }

  @Test
  void whatAnOperatorDeletedComesBack() throws IOException {
    Files.delete(etc.resolve(FILE));
    configuration.bringUpToDate();
    assertThat(etc.resolve(FILE)).hasContent("one");
  }

  @Test
  void whatIsNoLongerShippedGoesUnlessAnOperatorChangedIt() throws IOException {
    ship("b.cfg", "one");
    configuration.bringUpToDate();
    Files.writeString(etc.resolve("b.cfg"), "mine");
    Files.delete(distribution.resolve(FILE));
    Files.delete(distribution.resolve("b.cfg"));
    configuration.bringUpToDate();
    assertThat(etc.resolve(FILE)).doesNotExist();
    assertThat(etc.resolve("b.cfg")).hasContent("mine");
  }

  @Test
  void whatAnOperatorAddedIsLeftAlone() throws IOException {
    Files.writeString(etc.resolve("own.cfg"), "mine");
    configuration.bringUpToDate();
    assertThat(etc.resolve("own.cfg")).hasContent("mine");
  }

  private void ship(String text) throws IOException {
    ship(FILE.toString(), text);
  }

  private void ship(String name, String text) throws IOException {
    Files.createDirectories(distribution);
    Files.writeString(distribution.resolve(name), text);
  }
}
