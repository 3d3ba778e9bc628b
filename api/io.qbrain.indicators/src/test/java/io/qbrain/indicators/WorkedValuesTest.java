package io.qbrain.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.indicators.StandardDeviation.Divisor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The worked values of the documentation. */
class WorkedValuesTest {
  private static final Offset<Double> ROUNDED = within(5e-4);

  @Test
  void smaIsTheMeanOfTheWindow() {
    Sma sma = new Sma(3);
    sma.update(1);
    sma.update(2);
    sma.update(3);
    assertThat(sma.value()).isEqualTo(2);
    sma.update(7);
    assertThat(sma.value()).isEqualTo(4);
  }

  @Test
  void emaBeginsAsChosen() {
    Ema mean = new Ema(3, Ema.Seed.SMA_OF_FIRST_N);
    Ema first = new Ema(3, Ema.Seed.FIRST_VALUE);
    for (double input : new double[] {1, 2, 3}) {
      mean.update(input);
      first.update(input);
    }
    assertThat(mean.value()).isEqualTo(2);
    assertThat(first.value()).isEqualTo(2.25);
    mean.update(5);
    first.update(5);
    assertThat(mean.value()).isEqualTo(3.5);
    assertThat(first.value()).isEqualTo(3.625);
  }

  @Test
  void rmaMovesByOneNth() {
    Rma rma = new Rma(3);
    rma.update(1);
    rma.update(2);
    rma.update(3);
    assertThat(rma.value()).isEqualTo(2);
    rma.update(8);
    assertThat(rma.value()).isEqualTo(4);
  }

  @Test
  void macdFeedsItsSignalOnceBothAveragesAreWarm() {
    Macd macd = new Macd(1, 3, 2, Ema.Seed.SMA_OF_FIRST_N);
    macd.update(1);
    macd.update(2);
    macd.update(3);
    assertThat(macd.isWarm()).isFalse();
    macd.update(4);
    assertThat(macd.value()).isEqualTo(1);
    assertThat(macd.signal()).isEqualTo(1);
    macd.update(6);
    assertThat(macd.value()).isEqualTo(1.5);
    assertThat(macd.signal()).isEqualTo(1.333, ROUNDED);
    assertThat(macd.histogram()).isEqualTo(macd.value() - macd.signal());
    assertThat(macd.fast() - macd.slow()).isEqualTo(macd.value());
  }

  @Test
  void rsiIsTheShareOfGains() {
    Rsi rsi = new Rsi(2);
    rsi.update(1);
    rsi.update(2);
    rsi.update(4);
    assertThat(rsi.value()).isEqualTo(100);
    rsi.update(3);
    assertThat(rsi.value()).isEqualTo(60);
    rsi.update(4);
    assertThat(rsi.value()).isEqualTo(77.778, ROUNDED);
  }

  @Test
  void rocIsAFractionAndMomentumADifference() {
    Roc roc = new Roc(2);
    Momentum momentum = new Momentum(2);
    for (double input : new double[] {100, 103, 105}) {
      roc.update(input);
      momentum.update(input);
    }
    assertThat(roc.value()).isEqualTo(0.05);
    assertThat(momentum.value()).isEqualTo(5);
    momentum.update(108);
    assertThat(momentum.value()).isEqualTo(5);
  }

  @Test
  void trueRangeCountsTheGap() {
    TrueRange range = new TrueRange();
    Atr atr = new Atr(2);
    range.update(11, 9, 10);
    atr.update(11, 9, 10);
    assertThat(range.value()).isEqualTo(2);
    range.update(13, 12, 12.5);
    atr.update(13, 12, 12.5);
    assertThat(range.value()).isEqualTo(3);
    assertThat(atr.value()).isEqualTo(2.5);
    atr.update(13, 11.5, 12);
    assertThat(atr.value()).isEqualTo(2);
  }

  @Test
  void deviationsAreAroundTheMean() {
    StandardDeviation whole = new StandardDeviation(3, Divisor.N);
    StandardDeviation sample = new StandardDeviation(3, Divisor.N_MINUS_1);
    ZScore score = new ZScore(3, Divisor.N);
    ZScore sampleScore = new ZScore(3, Divisor.N_MINUS_1);
    BollingerBands bands = new BollingerBands(3, 2);
    for (double input : new double[] {2, 4, 6}) {
      whole.update(input);
      sample.update(input);
      score.update(input);
      sampleScore.update(input);
      bands.update(input);
    }
    assertThat(whole.value()).isEqualTo(1.633, ROUNDED);
    assertThat(sample.value()).isEqualTo(2);
    assertThat(score.value()).isEqualTo(1.225, ROUNDED);
    assertThat(score.mean()).isEqualTo(4);
    assertThat(score.standardDeviation()).isEqualTo(whole.value());
    assertThat(sampleScore.value()).isEqualTo(1);
    assertThat(bands.lower()).isEqualTo(0.734, ROUNDED);
    assertThat(bands.value()).isEqualTo(4);
    assertThat(bands.upper()).isEqualTo(7.266, ROUNDED);
    assertThat(bands.standardDeviation()).isEqualTo(whole.value());
  }

  @Test
  void extremesForgetTheOldest() {
    Highest highest = new Highest(3);
    for (double input : new double[] {3, 1, 2}) {
      highest.update(input);
    }
    assertThat(highest.value()).isEqualTo(3);
    highest.update(1);
    assertThat(highest.value()).isEqualTo(2);

    Lowest lowest = new Lowest(3);
    for (double input : new double[] {1, 3, 2}) {
      lowest.update(input);
    }
    assertThat(lowest.value()).isEqualTo(1);
    lowest.update(4);
    assertThat(lowest.value()).isEqualTo(2);
  }

  @Test
  void donchianSpansTheBars() {
    Donchian channel = new Donchian(2);
    channel.update(11, 9);
    channel.update(13, 12);
    assertThat(channel.upper()).isEqualTo(13);
    assertThat(channel.lower()).isEqualTo(9);
    assertThat(channel.value()).isEqualTo(11);
    channel.update(12, 10);
    assertThat(channel.upper()).isEqualTo(13);
    assertThat(channel.lower()).isEqualTo(10);
    assertThat(channel.value()).isEqualTo(11.5);
  }

  @Test
  void stochasticPlacesTheCloseInTheRange() {
    Stochastic stochastic = new Stochastic(2, 1, 2);
    stochastic.update(10, 8, 9);
    stochastic.update(11, 9, 10);
    stochastic.update(12, 10, 12);
    assertThat(stochastic.value()).isEqualTo(100);
    assertThat(stochastic.signal()).isEqualTo(83.333, ROUNDED);
    stochastic.update(12, 12, 12);
    stochastic.update(12, 12, 12);
    assertThat(stochastic.value()).isEqualTo(50);
  }

  @Test
  void cciScalesByTheMeanDeviation() {
    Cci cci = new Cci(3);
    cci.update(11, 9, 10);
    cci.update(12, 10, 11);
    cci.update(14, 13, 13.5);
    assertThat(cci.value()).isEqualTo(100, within(1e-9));
  }

  @Test
  void obvCountsVolumeWithTheSignOfTheChange() {
    Obv obv = new Obv();
    obv.update(10, 500);
    assertThat(obv.value()).isZero();
    obv.update(11, 300);
    assertThat(obv.value()).isEqualTo(300);
    obv.update(10.5, 100);
    obv.update(10.5, 900);
    assertThat(obv.value()).isEqualTo(200);
  }

  @Test
  void obvKeepsSmallVolumesBesideGreatOnes() {
    Obv obv = new Obv();
    obv.update(1, 0);
    obv.update(2, 1e17);
    for (int i = 3; i < 1003; i++) {
      obv.update(i, 0.5);
    }
    obv.update(1, 1e17);
    assertThat(obv.value()).isEqualTo(500);
  }

  @Test
  void regressionFitsALine() {
    LinearRegression line = new LinearRegression(3);
    line.update(1);
    line.update(2);
    line.update(6);
    assertThat(line.slope()).isEqualTo(2.5);
    assertThat(line.value()).isEqualTo(5.5);
    assertThat(line.intercept()).isEqualTo(0.5);
  }

  @Test
  void rollingWindowIsNewestFirst() {
    RollingWindow window = new RollingWindow(3);
    for (double input : new double[] {5, 6, 7, 8}) {
      window.update(input);
    }
    assertThat(window.get(0)).isEqualTo(8).isEqualTo(window.value());
    assertThat(window.get(2)).isEqualTo(6);
    assertThat(window.length()).isEqualTo(3);
  }
}
