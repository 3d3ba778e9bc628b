package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Fixed;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeModelTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none                      | 697 | 100000 | 0",
        "flat:1.25                 | 697 | 100000 | 1.25",
        "percentage:0.001          | 697 | 100000 | 100",
        "per-contract:2.0          |   3 | 100000 | 6",
        "per-share:0.005,1.00,0.005| 697 | 100000 | 3.485",
        "per-share:0.005,1.00,0.005|  10 | 100000 | 1",
        "per-share:0.005,1.00,0.005|  10 |    100 | 0.5",
        "per-share-or-minimum:0.005,1.00,0.005|  10 |    100 | 1",
        "per-share-or-minimum:0.005,1.00,0.005| 697 | 100000 | 3.485",
        "per-share-or-minimum:0.005,1.00,0.005| 697 |    500 | 2.5"
      })
  void chargesWhatItSays(String model, long quantity, long notional, String expected) {
    assertThat(FeeModel.parse(model).fee(quantity * Fixed.ONE, notional * Fixed.ONE))
        .isEqualTo(Fixed.parse(expected));
  }

  @Test
  void roundsWhereAsked() {
    FeeModel model = FeeModel.parse("per-share:0.005,1.00,0.005").rounded(2, RoundingMode.HALF_UP);
    assertThat(model.fee(697 * Fixed.ONE, 100_000 * Fixed.ONE)).isEqualTo(Fixed.parse("3.49"));
    assertThat(model)
        .hasToString("0.005 a share, at least 1, at most 0.5 %, rounded HALF_UP to 2 decimals");
  }

  @Test
  void saysWhatItCharges() {
    assertThat(FeeModel.NONE).hasToString("none");
    assertThat(FeeModel.parse("flat:1")).hasToString("flat 1 a fill");
    assertThat(FeeModel.parse("percentage:0.001")).hasToString("0.1 % of the notional");
    assertThat(FeeModel.parse("per-contract:2")).hasToString("2 a contract");
    assertThat(FeeModel.parse("per-share-or-minimum:0.005,1.00,0.005"))
        .hasToString("0.005 a share, at least 1, above that at most 0.5 %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "free", "flat", "flat:1,2", "none:1", "per-share:1"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> FeeModel.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '" + text + "'");
  }
}
