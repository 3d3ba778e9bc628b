package io.qbrain.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void areLoopbackAndTheUsualPortsUnlessTheEnvironmentSaysOtherwise() {
    assertThat(Settings.of(Map.of())).isEqualTo(new Settings("127.0.0.1", 8181, 8101));
    assertThat(
            Settings.of(
                Map.of(
                    "QBRAIN_HTTP_HOST", "0.0.0.0",
                    "QBRAIN_HTTP_PORT", "80",
                    "QBRAIN_SSH_PORT", "22")))
        .isEqualTo(new Settings("0.0.0.0", 80, 22));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "-1", "http", "99999999999"})
  void refuseWhatIsNoPort(String port) {
    assertThatThrownBy(() -> Settings.of(Map.of("QBRAIN_SSH_PORT", port)))
        .isInstanceOf(Refusal.class)
        .hasMessage("QBRAIN_SSH_PORT: expected a port from 1 to 65535, found '" + port + "'.");
  }

  @Test
  void refuseOnePortForBoth() {
    assertThatThrownBy(() -> Settings.of(Map.of("QBRAIN_SSH_PORT", "8181")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("both 8181");
  }
}
