package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.series.Finding.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReferenceCasesTest {

  private static Imported read(String instrumentAndSpec, String file, String options) {
    return DataSpec.parse(instrumentAndSpec + "=" + Cases.file(file) + options).read();
  }

  @Test
  void readsDailyBarsWithAnUnnamedFirstColumn() {
    Imported goog = read("GOOG.NASDAQ:1d", "backtesting_py/GOOG.csv", "");

    assertThat(goog.series().size()).isEqualTo(2148);
    assertThat(goog.report().counts()).isEmpty();
    assertThat(goog.series().bar(0))
        .hasToString(
            "GOOG.NASDAQ 1d 2004-08-19T20:00:00Z o 100 h 104.06 l 95.96 c 100.34 v 22351900");
    assertThat(goog.series().bar(2147).time()).isEqualTo("2013-03-01T21:00:00Z");
  }

  @Test
  void readsDailyBarsWithOpenInterest() {
    BarSeries days =
        read("EUX.SIM:1d", "backtrader/2006-day-001.txt", "?tz=UTC&close=00:00").series();

    assertThat(days.size()).isEqualTo(255);
    assertThat(days.bar(0))
        .hasToString("EUX.SIM 1d 2006-01-03T00:00:00Z o 3578.73 h 3605.95 l 3578.73 c 3604.33 v 0");
  }

  @Test
  void readsWeeklyBars() {
    Imported weeks = read("EUX.SIM:7d", "backtrader/2006-week-001.txt", "");

    assertThat(weeks.series().size()).isEqualTo(52);
    assertThat(weeks.report().count(Kind.GAP)).isZero();
  }

  @Test
  void readsDateAndTimeFromTwoColumns() {
    Imported bars = read("EUX.SIM:5m", "backtrader/2006-min-005.txt", "?stamp=close");

    assertThat(bars.series().size()).isEqualTo(2142);
    assertThat(bars.series().bar(0).time()).isEqualTo("2006-01-02T09:05:00Z");
    assertThat(bars.series().bar(0).openTime()).isEqualTo("2006-01-02T09:00:00Z");
  }

  @Test
  void readsLeanDays() {
    Imported spy = read("SPY.ARCA:1d", "lean/data/spy_daily_1998_2015.csv", "?layout=lean");

    assertThat(spy.series().size()).isEqualTo(4283);
    assertThat(spy.series().bar(0).openPrice()).hasToString("97.31");
    assertThat(spy.series().bar(0).time()).isEqualTo("1998-01-02T21:00:00Z");
    // After the 11th of September 2001 the exchange stayed closed for four days.
    assertThat(spy.report().findings())
        .filteredOn(finding -> finding.kind() == Kind.GAP)
        .anySatisfy(gap -> assertThat(gap.found()).contains("2001-09-17").contains("7 days"));
  }

  @Test
  void adjustsLeanDaysByTheFactorFileUnrounded() {
    String factors = "&factors=" + Cases.file("lean/data/spy_factor_file.csv");
    BarSeries total =
        read(
                "SPY.ARCA:1d",
                "lean/data/spy_daily_1998_2015.csv",
                "?layout=lean&adjust=total" + factors)
            .series();
    BarSeries split =
        read(
                "SPY.ARCA:1d",
                "lean/data/spy_daily_1998_2015.csv",
                "?layout=lean&adjust=split" + factors)
            .series();

    // 97.31 x 0.6566606 = 63.899642986 in all digits.
    assertThat(total.bar(0).openPrice()).hasToString("63.89964299");
    assertThat(split.bar(0).openPrice()).hasToString("97.31");
    Bar last = total.bar(total.size() - 1);
    assertThat(last.closePrice().toDouble()).isPositive();
  }

  @Test
  void readsLeanHours() {
    BarSeries hours =
        read("SPY.ARCA:1h", "lean/data/spy_hour_extract.csv", "?layout=lean").series();

    assertThat(hours.size()).isEqualTo(56);
    assertThat(hours.bar(0).openTime()).isEqualTo("2013-10-07T13:00:00Z");
  }

  @Test
  void readsLeanMinutesOfSeveralDaysIntoOneSeries() {
    Imported week = read("SPY.ARCA:1m", "lean/data/minute/*_trade.zip", "?layout=lean");

    assertThat(week.series().size()).isEqualTo(828 + 828 + 813 + 883 + 776);
    assertThat(week.series().bar(0).openTime()).isEqualTo("2013-10-07T08:00:00Z");
    assertThat(week.report().files()).hasSize(5);
    assertThat(week.report().count(Kind.GAP)).isPositive();
    assertThat(week.report().refused()).isZero();
  }

  @Test
  void takesRegularHoursOnly() {
    Imported week =
        read("SPY.ARCA:1m", "lean/data/minute/*_trade.zip", "?layout=lean&hours=09:30-16:00");

    assertThat(week.series().size()).isEqualTo(5 * 390);
    assertThat(week.series().bar(0).time()).isEqualTo("2013-10-07T13:31:00Z");
    assertThat(week.report().rows()).isEqualTo(5 * 390 + week.report().outsideHours());
  }

  @Test
  void readsTheBidAndTheAskOfLeanQuotes() {
    String options = "&hours=09:30-16:00";
    BarSeries bid =
        read("SPY.ARCA:1m", "lean/data/minute/20131007_quote.zip", "?layout=lean-bid" + options)
            .series();
    BarSeries ask =
        read("SPY.ARCA:1m", "lean/data/minute/20131007_quote.zip", "?layout=lean-ask" + options)
            .series();

    assertThat(ask.size()).isEqualTo(bid.size()).isEqualTo(390);
    for (int row = 0; row < bid.size(); row++) {
      assertThat(bid.closeRaw(row)).isLessThanOrEqualTo(ask.closeRaw(row));
    }
  }

  @Test
  void readsTheCanonicalBars() {
    BarSeries bars = read("W1.SIM:1m", "canonical/w1s.csv.gz", "").series();

    assertThat(bars.size()).isEqualTo(100_000);
    assertThat(bars.bar(0))
        .hasToString(
            "W1.SIM 1m 2020-09-13T12:28:00Z o 100.0117 h 100.0351 l 99.9665 c 99.9885 v 9687");
    assertThat(bars.bar(99_999).openTime())
        .isEqualTo(Instant.ofEpochMilli(1_600_000_020_000L + 60_000L * 99_999));
  }

  @Test
  void readsBarsWithAnOffsetAndWithoutVolume() {
    Imported bids = read("GBP-USD.SIM:1m", "nautilus/gbpusd-m1-bid-2012.csv.gz", "");

    assertThat(bids.series().size()).isEqualTo(30_117);
    assertThat(bids.series().bar(0).openTime()).isEqualTo("2012-02-01T00:00:00Z");
    assertThat(bids.series().bar(0).volume()).isZero();
  }
}
