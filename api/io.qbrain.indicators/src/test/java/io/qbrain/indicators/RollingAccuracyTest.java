package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.indicators.StandardDeviation.Divisor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rolling results after long runs, against exact arithmetic on the window alone. */
class RollingAccuracyTest {
  private static final int UPDATES = 300_000;
  private static final MathContext DIGITS = new MathContext(60);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 30, 200})
  void doesNotDriftOverALongRun(int period) {
    SplittableRandom random = new SplittableRandom(period);
    Window window = new Window(period);
    double price = 30_000;
    for (int i = 1; i <= UPDATES; i++) {
      price = Math.max(1, price * (1 + (random.nextDouble() - 0.5) * 0.002));
      window.update(price);
      if (i % 9_973 == 0) {
        window.check(1e-15, 1e-9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 30})
  void forgetsAnOutlierOnceItHasLeftTheWindow(int period) {
    SplittableRandom random = new SplittableRandom(period);
    for (int offset = 0; offset <= period; offset++) {
      Window window = new Window(period);
      for (int i = 0; i < offset; i++) {
        window.update(1 + random.nextDouble());
      }
      window.update(1e90);
      window.update(-1e60);
      for (int i = 0; i < period; i++) {
        window.update(1 + random.nextDouble());
      }
      window.check(1e-14, 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 49.35, 1e-7, 123_456.789, -37.63})
  void isExactOnceThePriceStandsStill(double price) {
    for (int period = 2; period < 60; period++) {
      Window window = new Window(period);
      Cci cci = new Cci(period);
      Rsi rsi = new Rsi(period);
      for (int i = 0; i < 3 * period; i++) {
        double input = i < period - 1 ? price * 1.37 + i : price;
        window.update(input);
        cci.update(input, input, input);
        rsi.update(price);
        if (i >= 2 * period - 2) {
          assertThat(window.sma.value()).isEqualTo(price);
          assertThat(window.deviation.mean()).isEqualTo(price);
          assertThat(window.deviation.value()).isZero();
          assertThat(window.regression.slope()).isEqualTo(0, within(0.0));
          assertThat(window.regression.value()).isEqualTo(price);
          assertThat(cci.value()).isEqualTo(0, within(0.0));
        }
      }
      assertThat(rsi.value()).isEqualTo(50);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 10, 30})
  void roundsTheMeanOfWholeNumbersCorrectly(int period) {
    SplittableRandom random = new SplittableRandom(3);
    Sma sma = new Sma(period);
    long[] inputs = random.longs(5_000, 900_000, 1_100_000).toArray();
    for (int i = 0; i < inputs.length; i++) {
      sma.update(inputs[i]);
      if (sma.isWarm()) {
        long sum = 0;
        for (int j = i - period + 1; j <= i; j++) {
          sum += inputs[j];
        }
        assertThat(sma.value()).isEqualTo((double) sum / period);
      }
    }
  }

  /** The indicators that roll, and the plain window they are compared with. */
  private static final class Window {
    private final double[] inputs;
    private int seen;
    private final Sma sma;
    private final StandardDeviation deviation;
    private final LinearRegression regression;
    private final Highest highest;
    private final Lowest lowest;

    Window(int period) {
      inputs = new double[period];
      sma = new Sma(period);
      deviation = new StandardDeviation(Math.max(2, period), Divisor.N);
      regression = new LinearRegression(Math.max(2, period));
      highest = new Highest(period);
      lowest = new Lowest(period);
    }

    void update(double input) {
      inputs[seen++ % inputs.length] = input;
      sma.update(input);
      deviation.update(input);
      regression.update(input);
      highest.update(input);
      lowest.update(input);
    }

    void check(double meanError, double spreadError) {
      int n = inputs.length;
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal weighted = BigDecimal.ZERO;
      double greatest = Double.NEGATIVE_INFINITY;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        BigDecimal input = new BigDecimal(inputs[(seen + i) % n]);
        sum = sum.add(input);
        weighted = weighted.add(input.multiply(BigDecimal.valueOf(2L * i - (n - 1))));
        greatest = Math.max(greatest, input.doubleValue());
        least = Math.min(least, input.doubleValue());
      }
      BigDecimal mean = sum.divide(BigDecimal.valueOf(n), DIGITS);
      assertThat(sma.value() / mean.doubleValue()).isEqualTo(1, within(meanError));
      assertThat(highest.value()).isEqualTo(greatest);
      assertThat(lowest.value()).isEqualTo(least);
      if (n > 1) {
        checkSpread(mean, weighted, spreadError);
      }
    }

    private void checkSpread(BigDecimal mean, BigDecimal weighted, double error) {
      int n = inputs.length;
      BigDecimal squares = BigDecimal.ZERO;
      for (double input : inputs) {
        squares = squares.add(new BigDecimal(input).subtract(mean).pow(2));
      }
      double sd = Math.sqrt(squares.divide(BigDecimal.valueOf(n), DIGITS).doubleValue());
      double slope = weighted.doubleValue() * 6 / ((double) n * ((double) n * n - 1));
      assertThat(deviation.value()).isEqualTo(sd, within(error * sd));
      assertThat(regression.slope()).isEqualTo(slope, within(error * sd));
    }
  }
}
