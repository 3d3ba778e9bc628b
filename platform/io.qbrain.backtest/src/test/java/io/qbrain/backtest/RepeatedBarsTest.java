package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.markets.Markets;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedBarsTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");

  private static TradingCalendar hours(String market) {
    return new Markets().named(market).calendar();
  }

  private static BarSeries series(String spec, String... bars) {
    BarSeries.Builder series = BarSeries.builder(A, BarSpec.parse(spec));
    for (String bar : bars) {
      String[] words = bar.split(" ", -1);
      long price = Fixed.parse(words[1]);
      series.add(
          Times.nanos(Instant.parse(words[0])),
          price,
          price + Fixed.ONE,
          price - Fixed.ONE,
          price,
          7 * Fixed.ONE);
    }
    return series.build();
  }

  private static List<String> closes(BarSeries series) {
    return IntStream.range(0, series.size())
        .mapToObj(series::bar)
        .map(b -> b.time() + " " + b.closePrice() + " " + b.volumeTraded())
        .toList();
  }

  /** Monday's close, a hole in the morning of Tuesday, and the end of the data. */
  @Test
  void minutesAreRepeatedWithinHoursOfTrade() {
    BarSeries minutes =
        series(
            "1m", "2013-10-07T19:59:00Z 10", "2013-10-08T13:32:00Z 12", "2013-10-08T13:34:00Z 13");
    long until = Times.nanos(Instant.parse("2013-10-08T13:36:00Z")) + 1;
    BarSeries repeated = RepeatedBars.of(minutes, hours("us-equities"), until);
    assertThat(closes(repeated))
        .containsExactly(
            "2013-10-07T19:59:00Z 10 7",
            "2013-10-07T20:00:00Z 10 0",
            "2013-10-08T13:31:00Z 10 0",
            "2013-10-08T13:32:00Z 12 7",
            "2013-10-08T13:33:00Z 12 0",
            "2013-10-08T13:34:00Z 13 7",
            "2013-10-08T13:35:00Z 13 0",
            "2013-10-08T13:36:00Z 13 0");
    Bar again = repeated.bar(4);
    assertThat(again.highPrice()).hasToString("13");
    assertThat(again.lowPrice()).hasToString("11");
  }

  @Test
  void withoutAnEndNothingComesBehindTheLastBar() {
    BarSeries minutes = series("1m", "2013-10-08T13:32:00Z 12", "2013-10-08T13:34:00Z 13");
    assertThat(RepeatedBars.of(minutes, hours("us-equities"), Long.MAX_VALUE).size()).isEqualTo(3);
  }

  /** Tuesday and Thursday are missing; the weekend is none; the clocks go back on Sunday. */
  @Test
  void daysAreRepeatedForSessions() {
    BarSeries days =
        series(
            "1d",
            "2013-10-28T20:00:00Z 10",
            "2013-10-30T20:00:00Z 11",
            "2013-11-01T20:00:00Z 12",
            "2013-11-05T21:00:00Z 13");
    assertThat(closes(RepeatedBars.of(days, hours("us-equities"), Long.MAX_VALUE)))
        .containsExactly(
            "2013-10-28T20:00:00Z 10 7",
            "2013-10-29T20:00:00Z 10 0",
            "2013-10-30T20:00:00Z 11 7",
            "2013-10-31T20:00:00Z 11 0",
            "2013-11-01T20:00:00Z 12 7",
            "2013-11-04T21:00:00Z 12 0",
            "2013-11-05T21:00:00Z 13 7");
  }

  @Test
  void whereTheMarketNeverClosesEveryDayIsThere() {
    BarSeries days = series("1d", "2015-01-18T00:00:00Z 184", "2015-01-21T00:00:00Z 218");
    assertThat(closes(RepeatedBars.of(days, hours("crypto-spot"), Long.MAX_VALUE)))
        .containsExactly(
            "2015-01-18T00:00:00Z 184 7",
            "2015-01-19T00:00:00Z 184 0",
            "2015-01-20T00:00:00Z 184 0",
            "2015-01-21T00:00:00Z 218 7");
  }

  @Test
  void barsWithoutALengthAreLeftAsTheyAre() {
    BarSeries bricks = series("5renko", "2015-01-18T00:00:00Z 184", "2015-01-21T00:00:00Z 218");
    assertThat(RepeatedBars.of(bricks, hours("crypto-spot"), Long.MAX_VALUE)).isSameAs(bricks);
  }
}
