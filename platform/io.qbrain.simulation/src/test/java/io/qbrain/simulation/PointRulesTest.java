package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.model.Fixed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of orders on the tick grid: 0.95 ticks are rounded away for the better, 0.05 are not. */
class PointRulesTest {
  @ParameterizedTest
  @CsvSource({
    "10.00,    0.01, true,  10.00",
    "10.0094,  0.01, true,  10.00",
    "10.0096,  0.01, true,  10.01",
    "10.0104,  0.01, true,  10.01",
    "10.00,    0.01, false, 10.00",
    "10.0004,  0.01, false, 10.00",
    "10.0006,  0.01, false, 10.01",
    "0.004,    0.01, true,  0",
    "100.2,    0.25, true,  100",
    "100.24,   0.25, true,  100.25",
    "100.02,   0.25, false, 100.25",
    "100.01,   0.25, false, 100",
    "7,        1,    true,  7"
  })
  void aPriceGoesToTheTickThatIsBetter(String price, String tick, boolean below, String expected) {
    assertThat(PointRules.onTick(Fixed.parse(price), Fixed.parse(tick), below))
        .isEqualTo(Fixed.parse(expected));
  }

  /** The rows of zipline's tests of execution styles, each from itself to nine above it. */
  @ParameterizedTest
  @CsvSource({
    "0.01,   0,          0,      0",
    "0.01,   0.0005,     0,      0",
    "0.01,   1.0005,     1,      1",
    "0.01,   1.000501,   1,      1.01",
    "0.01,   1.009499,   1,      1.01",
    "0.01,   1.0095,     1.01,   1.01",
    "0.01,   0.01,       0.01,   0.01",
    "0.0001, 0,          0,      0",
    "0.0001, 0.0005,     0.0005, 0.0005",
    "0.0001, 0.00005,    0,      0.0001",
    "0.0001, 0.000005,   0,      0",
    "0.0001, 1.000005,   1,      1",
    "0.0001, 1.00000501, 1,      1.0001",
    "0.0001, 1.00009499, 1,      1.0001",
    "0.0001, 1.000095,   1.0001, 1.0001",
    "0.0001, 0.01,       0.01,   0.01",
    "0.05,   0,          0,      0",
    "0.05,   0.0005,     0,      0",
    "0.05,   1.0025,     1,      1",
    "0.05,   1.002501,   1,      1.05",
    "0.05,   1.047499,   1,      1.05",
    "0.05,   1.0475,     1.05,   1.05",
    "0.05,   0.05,       0.05,   0.05"
  })
  void pricesAreRoundedAsZiplineTests(String tick, String price, String below, String above) {
    for (long more = 0; more < 10 * Fixed.ONE; more += Fixed.ONE) {
      long given = Fixed.parse(price) + more;
      assertThat(PointRules.onTick(given, Fixed.parse(tick), true))
          .isCloseTo(Fixed.parse(below) + more, within(1L));
      assertThat(PointRules.onTick(given, Fixed.parse(tick), false))
          .isCloseTo(Fixed.parse(above) + more, within(1L));
    }
  }

  /** 0.01 x 50284 is 502.84000000000003 in doubles, and 0.01 x 17476 is 174.76. */
  @ParameterizedTest
  @CsvSource({"502.84, 502.84000001", "174.76, 174.76", "0.35, 0.35000001", "1.11, 1.11"})
  void theResultIsBesideThePriceWhereTheProductOfTheTickIs(String price, String expected) {
    assertThat(Fixed.format(PointRules.onTick(Fixed.parse(price), Fixed.parse("0.01"), true)))
        .isEqualTo(expected);
  }
}
