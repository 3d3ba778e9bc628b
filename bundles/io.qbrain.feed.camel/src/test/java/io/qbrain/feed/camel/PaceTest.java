package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  @ParameterizedTest
  @ValueSource(strings = {"asap", "5/s", "0.5/s", "60x", "1.25x"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Pace.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "5", "0/s", "-1x", "x", "1e3x"})
  void refusesWhatIsNoPace(String text) {
    assertThatThrownBy(() -> Pace.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a pace asap, 5/s")
        .hasMessageEndingWith("found '" + text + "'");
  }

  @Test
  void saysWhenABarIsDue() {
    assertThat(Pace.parse("asap").dueNanos(10, 1_000)).isZero();
    assertThat(Pace.parse("4/s").dueNanos(10, 1_000)).isEqualTo(2_500_000_000L);
    assertThat(Pace.parse("60x").dueNanos(10, 60_000_000_000L)).isEqualTo(1_000_000_000L);
  }
}
