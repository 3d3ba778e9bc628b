package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qbrain.indicators.StandardDeviation.Divisor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What bad arguments and bad bars are told. */
class ArgumentsTest {
  @Test
  void periodsSayWhatWasExpectedAndFound() {
    List<ThrowingCallable> makers =
        List.of(
            () -> new Sma(0),
            () -> new Ema(0, Ema.Seed.FIRST_VALUE),
            () -> new Rma(0),
            () -> new Rsi(0),
            () -> new Roc(0),
            () -> new Momentum(0),
            () -> new Atr(0),
            () -> new Donchian(0),
            () -> new Highest(0),
            () -> new Lowest(0),
            () -> new Stochastic(0, 1, 1));
    for (ThrowingCallable maker : makers) {
      refused(maker, "expected period >= 1, found 0");
    }
    List<ThrowingCallable> needTwo =
        List.of(
            () -> new StandardDeviation(1, Divisor.N),
            () -> new ZScore(1, Divisor.N),
            () -> new BollingerBands(1, 2),
            () -> new Cci(1),
            () -> new LinearRegression(1));
    for (ThrowingCallable maker : needTwo) {
      refused(maker, "expected period >= 2, found 1");
    }
    refused(() -> new Sma(Integer.MIN_VALUE), "expected period >= 1, found -2147483648");
    refused(() -> new Sma(1_000_001), "expected period <= 1000000, found 1000001");
    refused(() -> new RollingWindow(0), "expected length >= 1, found 0");
  }

  @Test
  void otherArgumentsSayWhatWasExpectedAndFound() {
    refused(() -> macd(30, 10, 9), "expected 1 <= fast < slow, found 30 and 10");
    refused(() -> macd(12, 12, 9), "expected 1 <= fast < slow, found 12 and 12");
    refused(() -> macd(0, 12, 9), "expected 1 <= fast < slow, found 0 and 12");
    refused(() -> macd(12, 26, 0), "expected signal >= 1, found 0");
    refused(() -> new Stochastic(5, 0, 1), "expected slowing >= 1, found 0");
    refused(() -> new Stochastic(5, 1, 0), "expected signal >= 1, found 0");
    refused(() -> new BollingerBands(20, 0), "expected 0 < width <= 1.0E100, found 0.0");
    refused(() -> new BollingerBands(20, Double.NaN), "expected 0 < width <= 1.0E100, found NaN");
  }

  @Test
  void barsThatCannotBeAreRefused() {
    refused(
        () -> new Donchian(5).update(9, 10),
        "Donchian(5): expected high >= low, found 9.0 and 10.0");
    refused(() -> new Atr(5).update(9, 10, 9), "Atr(5): expected high >= low, found 9.0 and 10.0");
    refused(
        () -> new Stochastic(5, 3, 3).update(10, 9, 11),
        "Stochastic(5, 3, 3): expected low <= close <= high, found 9.0, 11.0 and 10.0");
    refused(
        () -> new Cci(5).update(10, 9, 8),
        "Cci(5): expected low <= close <= high, found 9.0, 8.0 and 10.0");
    refused(() -> new Obv().update(10, -1), "Obv(): expected volume >= 0, found -1.0");
    refused(() -> new Roc(5).update(0), "Roc(5): expected an input other than 0, found 0.0");
  }

  @Test
  void anAgeOutsideTheWindowIsRefused() {
    RollingWindow window = new RollingWindow(1);
    window.update(7);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> window.get(1))
        .withMessage("RollingWindow(1): expected 0 <= age < 1, found 1");
  }

  @Test
  void namesSayTheArguments() {
    assertThat(new Sma(20)).hasToString("Sma(20)");
    assertThat(macd(12, 26, 9)).hasToString("Macd(12, 26, 9, SMA_OF_FIRST_N)");
    assertThat(new BollingerBands(20, 2)).hasToString("BollingerBands(20, 2.0)");
  }

  private static Macd macd(int fast, int slow, int signal) {
    return new Macd(fast, slow, signal, Ema.Seed.SMA_OF_FIRST_N);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
