package io.qbrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices, quantities and money made of what is no number, and where they are refused. */
class NoNumberTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        92_233_720_369.0,
        -92_233_720_369.0,
        1e300
      })
  void isNoNumberButIsThere(double value) {
    assertThat(Price.ofDouble(value)).isEqualTo(Price.NONE);
    assertThat(Quantity.ofDouble(value)).isEqualTo(Quantity.NONE);
    assertThat(Money.ofDouble(value, Currency.USD).isNumber()).isFalse();
    assertThat(Price.NONE.toDouble()).isNaN();
    assertThatThrownBy(() -> Fixed.ofDouble(value))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("found " + value);
  }

  @Test
  void numbersAreRoundedHalfEvenToEightDecimals() {
    assertThat(Price.ofDouble(101.25)).hasToString("101.25");
    assertThat(Price.ofDouble(0.1 + 0.2)).hasToString("0.3");
    assertThat(Quantity.ofDouble(1.0 / 3)).hasToString("0.33333333");
    assertThat(Price.ofDouble(9.2e10)).hasToString("92000000000");
    assertThat(Money.ofDouble(-0.005, Currency.USD)).hasToString("-0.005 USD");
  }

  @Test
  void whatIsCalculatedWithItIsNoNumberEither() {
    Price ten = Price.of(10);
    assertThat(ten.plus(Price.NONE)).isEqualTo(Price.NONE);
    assertThat(ten.minus(Price.NONE)).isEqualTo(Price.NONE);
    assertThat(Price.NONE.minus(Price.NONE)).isEqualTo(Price.NONE);
    assertThat(Quantity.NONE.negate()).isEqualTo(Quantity.NONE);
    assertThat(Quantity.NONE.abs()).isEqualTo(Quantity.NONE);
    Quantity most = Quantity.of(92_000_000_000L);
    assertThat(most.plus(most)).isEqualTo(Quantity.NONE);
    assertThat(most.negate().minus(most)).isEqualTo(Quantity.NONE);
    assertThat(Quantity.of(Long.MAX_VALUE)).isEqualTo(Quantity.NONE);
    assertThat(most.minus(most)).isEqualTo(Quantity.ZERO);
    Money none = Money.ofDouble(Double.NaN, Currency.USD);
    assertThat(none.plus(Money.of(1, Currency.USD)).isNumber()).isFalse();
    assertThat(none.negate().isNumber()).isFalse();
    Money all = Money.of(92_000_000_000L, Currency.USD);
    assertThatThrownBy(() -> all.plus(all))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("92000000000.00 USD");
  }

  @Test
  void textAndValueAreInverse() {
    assertThat(Price.parse(Price.NONE.toString())).isEqualTo(Price.NONE);
    assertThat(Quantity.parse(Quantity.NONE.toString())).isEqualTo(Quantity.NONE);
    TrailingOffset offset = TrailingOffset.ticks(Long.MAX_VALUE);
    assertThat(TrailingOffset.parse(offset.toString())).isEqualTo(offset);
  }

  @Test
  void marketDataAndInstrumentsRefuseIt() {
    Price one = Price.of(1);
    Quantity size = Quantity.of(1);
    assertThatThrownBy(
            () -> Bar.of(A, BarSpec.MINUTE, NOON, one, one, Price.NONE, one, Quantity.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers");
    assertThatThrownBy(() -> Quote.of(A, NOON, Price.NONE, one, size, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bid NaN");
    assertThatThrownBy(() -> TradeTick.of(A, NOON, Price.NONE, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> TradeTick.of(A, NOON, one, Quantity.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                DepthSeries.builder(A, 1).add(1, Price.NONE.raw(), Fixed.ONE, Fixed.ONE, Fixed.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> Instrument.builder(A, Currency.USD).maxOrderQuantity(Quantity.NONE).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxOrderQuantity");
    assertThatThrownBy(() -> Instrument.builder(A, Currency.USD).tickSize(Price.NONE).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timesBeyondTheirRangeAreNamed() {
    assertThatThrownBy(() -> Times.nanos(Instant.MAX))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("2262-04-11")
        .hasMessageContaining("+1000000000-12-31");
    assertThat(Times.nanos(Times.instant(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(Times.nanos(Times.instant(-Long.MAX_VALUE))).isEqualTo(-Long.MAX_VALUE);
  }
}
