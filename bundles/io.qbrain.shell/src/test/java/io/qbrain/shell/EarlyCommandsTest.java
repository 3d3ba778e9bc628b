package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.shell.RealShell.Answer;
import org.junit.jupiter.api.Test;

class EarlyCommandsTest {

  @Test
  void saysThatThePlatformIsNotReadyYet() {
    try (RealShell shell = new RealShell()) {
      Answer list = shell.execute("strategy:list");
      assertThat(list.status()).isEqualTo(1);
      assertThat(list.text()).startsWith("Error: the platform is").contains("[platform.not-ready]");
      assertThat(shell.execute("platform:status").text()).contains("[platform.not-started]");
      assertThat(shell.complete("strategy:start ")).isEmpty();
    }
  }
}
