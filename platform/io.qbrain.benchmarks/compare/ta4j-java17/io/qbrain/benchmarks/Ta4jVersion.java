package io.qbrain.benchmarks;

import io.qbrain.model.BarSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** What the last ta4j for Java 17 calls otherwise than later ones. */
final class Ta4jVersion {
  private Ta4jVersion() {}

  static BaseBarSeries series(BarSeries bars) {
    BaseBarSeries series =
        new BaseBarSeriesBuilder().withName("W1").withNumTypeOf(DoubleNum.class).build();
    for (int i = 0; i < bars.size(); i++) {
      series.addBar(
          Duration.ofMinutes(1),
          Instant.ofEpochMilli(bars.closeTimeNanos(i) / 1_000_000).atZone(ZoneOffset.UTC),
          bars.openRaw(i) * 1e-8,
          bars.highRaw(i) * 1e-8,
          bars.lowRaw(i) * 1e-8,
          bars.closeRaw(i) * 1e-8,
          bars.volumeRaw(i) * 1e-8);
    }
    return series;
  }

  static Indicator<Num> average(Indicator<Num> of, int bars) {
    return new SMAIndicator(of, bars);
  }
}
