package io.qbrain.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OccupationTest {
  private static final Settings SETTINGS = new Settings("127.0.0.1", 8181, 8101);

  private final StateDirectory state;

  OccupationTest(@TempDir Path folder) {
    state = new StateDirectory(folder.resolve("home"));
  }

  @Test
  void nobodyIsInADirectoryThatWasNeverUsed() {
    assertThat(Occupation.of(state)).isEmpty();
  }

  @Test
  void oneAtATimeAndTheSecondHearsWhoTheFirstIs() throws Exception {
    state.create();
    try (Occupation first = Occupation.take(state, SETTINGS)) {
      long pid = ProcessHandle.current().pid();
      assertThat(first).isNotNull();
      assertThat(Occupation.of(state))
          .contains(new Occupation.Tenant(pid, 8101, "127.0.0.1", 8181));
      assertThatThrownBy(() -> Occupation.take(state, SETTINGS))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("already running")
          .hasMessageContaining("process " + pid);
    }
    assertThat(Occupation.of(state)).isEmpty();
  }
}
