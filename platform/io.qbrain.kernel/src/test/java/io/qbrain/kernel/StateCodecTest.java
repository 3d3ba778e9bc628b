package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.StateData;
import org.junit.jupiter.api.Test;

class StateCodecTest {

  @Test
  void givesBackWhatItTook() {
    StateCodec.Writer writer = new StateCodec.Writer();
    writer.putLong("n", -7);
    writer.putDouble("x", Double.MIN_VALUE);
    writer.putString("s", "über");
    writer.putDoubles("a", new double[] {1, -0.0, Double.NaN});
    StateCodec.Reader reader = new StateCodec.Reader(writer.data());
    assertThat(reader.has("n")).isTrue();
    assertThat(reader.has("m")).isFalse();
    assertThat(reader.getLong("n")).isEqualTo(-7);
    assertThat(reader.getDouble("x")).isEqualTo(Double.MIN_VALUE);
    assertThat(reader.getString("s")).isEqualTo("über");
    assertThat(reader.getDoubles("a")).containsExactly(1, -0.0, Double.NaN);
  }

  @Test
  void orderOfWritingDoesNotMatter() {
    StateCodec.Writer one = new StateCodec.Writer();
    one.putLong("a", 1);
    one.putLong("b", 2);
    StateCodec.Writer two = new StateCodec.Writer();
    two.putLong("b", 2);
    two.putLong("a", 1);
    assertThat(one.data()).isEqualTo(two.data());
  }

  @Test
  void namesWhatIsMissingOrOfAnotherType() {
    StateCodec.Writer writer = new StateCodec.Writer();
    writer.putLong("n", 1);
    StateCodec.Reader reader = new StateCodec.Reader(writer.data());
    assertThatThrownBy(() -> reader.getDouble("n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("saved state: expected a Double named n, found Long; saved are [n]");
    assertThatThrownBy(() -> reader.getLong("m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named m, found nothing");
  }

  @Test
  void refusesDamagedBytes() {
    assertThatThrownBy(() -> new StateCodec.Reader(StateData.of(new byte[] {0, 0, 0, 1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () -> new StateCodec.Reader(StateData.of(new byte[] {0, 0, 0, 1, 0, 1, 'n', 'z'})))
        .hasMessageContaining("expected a type l, d, s or a");
  }
}
