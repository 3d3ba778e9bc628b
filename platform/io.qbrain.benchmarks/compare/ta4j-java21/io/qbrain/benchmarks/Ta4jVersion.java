package io.qbrain.benchmarks;

import io.qbrain.model.BarSeries;
import java.time.Duration;
import java.time.Instant;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/** What ta4j calls so since it needs Java 21. */
final class Ta4jVersion {
  private Ta4jVersion() {}

  static BaseBarSeries series(BarSeries bars) {
    BaseBarSeries series =
        new BaseBarSeriesBuilder()
            .withName("W1")
            .withNumFactory(DoubleNumFactory.getInstance())
            .build();
    for (int i = 0; i < bars.size(); i++) {
      series
          .barBuilder()
          .timePeriod(Duration.ofMinutes(1))
          .endTime(Instant.ofEpochMilli(bars.closeTimeNanos(i) / 1_000_000))
          .openPrice(bars.openRaw(i) * 1e-8)
          .highPrice(bars.highRaw(i) * 1e-8)
          .lowPrice(bars.lowRaw(i) * 1e-8)
          .closePrice(bars.closeRaw(i) * 1e-8)
          .volume(bars.volumeRaw(i) * 1e-8)
          .add();
    }
    return series;
  }

  static Indicator<Num> average(Indicator<Num> of, int bars) {
    return new SMAIndicator(of, bars);
  }
}
