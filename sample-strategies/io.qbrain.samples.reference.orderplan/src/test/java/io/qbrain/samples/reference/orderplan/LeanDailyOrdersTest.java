package io.qbrain.samples.reference.orderplan;

import static io.qbrain.testkit.BacktestAssert.assertThat;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.indicators.Ema;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Times;
import io.qbrain.series.DataSpec;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** LEAN's regression algorithms of orders on daily bars whose plans follow from the days. */
class LeanDailyOrdersTest {
  private static final Instrument SPY =
      Instrument.builder(InstrumentId.of("SPY.ARCA"), Currency.USD)
          .market("us-equities")
          .tickSize(Price.ofRaw(1))
          .build();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final List<OrderType> TYPES =
      List.of(
          OrderType.MARKET,
          OrderType.LIMIT,
          OrderType.STOP,
          OrderType.STOP_LIMIT,
          OrderType.MARKET_ON_OPEN,
          OrderType.MARKET_ON_CLOSE,
          OrderType.TRAILING_STOP);

  private static BarSeries days() {
    return ReferenceCases.bars(
        "lean",
        "SPY.ARCA:1d=data/spy_daily_1998_2015.csv"
            + "?layout=lean&adjust=total&factors=data/spy_factor_file.csv");
  }

  private static LocalDateTime close(BarSeries days, int row) {
    return LocalDateTime.ofInstant(Times.instant(days.closeTimeNanos(row)), NEW_YORK);
  }

  private static LocalDate day(BarSeries days, int row) {
    return close(days, row).minusNanos(1).toLocalDate();
  }

  private static BacktestResult run(
      Preset preset, BarSeries days, String from, String to, List<String> plan) {
    return StrategyHarness.of(new OrderPlanFactory())
        .param("instrument", "SPY.ARCA")
        .param("bars", "1d")
        .param("plan", String.join(",", plan))
        .preset(preset)
        .data(SPY, days)
        .between(Instant.parse(from), Instant.parse(to))
        .run();
  }

  /** The next type each month, the first seven sold and the next seven bought; all changed. */
  private static List<String> monthly(BarSeries days) {
    List<String> plan = new ArrayList<>();
    int months = 0;
    int stage = 0;
    for (int row = days.firstRowAtOrAfter(Times.nanos(Instant.parse("2013-01-01T12:00:00Z")));
        day(days, row).getYear() < 2015;
        row++) {
      LocalDate day = day(days, row);
      String at = close(days, row).toString();
      if (months == 0 || day.getMonth() != day(days, row - 1).getMonth()) {
        plan.add(at + " => " + order(months++));
        stage = 0;
        continue;
      }
      String name = "X" + (months - 1);
      OrderType type = TYPES.get((months - 1) % TYPES.size());
      int of = day.getDayOfMonth();
      if (stage == 0 && of > 8 && of < 14) {
        plan.add(at + " while " + name + " => change " + name + " quantity=was+10");
        stage = 1;
      } else if (stage == 1 && of > 13 && of < 20) {
        plan.add(at + " while " + name + " => " + prices(name, type, isLong(months - 1)));
        stage = 2;
      } else if (stage == 2 && of > 19) {
        plan.add(at + " while " + name + " => cancel " + name);
        stage = 3;
      }
    }
    return plan;
  }

  private static boolean isLong(int month) {
    return month / TYPES.size() % 2 == 1;
  }

  private static String order(int month) {
    OrderType type = TYPES.get(month % TYPES.size());
    boolean buys = isLong(month);
    String stop = buys ? " stop=high*1.025" : " stop=low*0.975";
    String limit =
        type == OrderType.LIMIT
            ? (buys ? " limit=low*0.975" : " limit=high*1.025")
            : (buys ? " limit=high*0.999375" : " limit=low*0.999375");
    return "X"
        + month
        + (buys ? " = BUY 100 " : " = SELL 100 ")
        + type
        + (type.hasLimit() ? limit : "")
        + (type.hasStop() || type == OrderType.TRAILING_STOP ? stop : "")
        + (type == OrderType.TRAILING_STOP ? " trail=1_percent" : "");
  }

  private static String prices(String name, OrderType type, boolean buys) {
    String limit = buys ? " limit=close*0.995" : " limit=close*1.005";
    String stop = buys ? " stop=close*1.005" : " stop=close*0.995";
    return "change "
        + name
        + (type.hasLimit() ? limit : "")
        + (type.hasStop() ? stop : "")
        + (type.hasLimit() || type.hasStop() ? "" : " quantity=was");
  }

  @Test
  void ordersThatChangeEachMonthEndAsLeanPublishesForItsUpdateOrder() {
    BarSeries days = days();
    Preset preset = Preset.LEAN.withVenue(Preset.LEAN.venue().withTiming(FillTiming.SAME_CLOSE));
    BacktestResult result =
        run(preset, days, "2013-01-01T12:00:00Z", "2015-01-01T12:00:00Z", monthly(days));
    assertThat(result).hasNoDenials().hasFills(20).hasFees("20").hasEquity("71786.23");
  }

  @Test
  void stopLimitsOnATrendEndAsLeanPublishesForItsStopLimitOrder() {
    BarSeries days = days();
    int first = days.firstRowAtOrAfter(Times.nanos(Instant.parse("2013-01-01T12:00:00Z")));
    String from = "2013-01-01T12:00:00Z";
    String to = "2015-01-10T12:00:00Z";
    int up = row(days, first, first, true);
    String buy = close(days, up) + " => A = BUY 100 STOP_LIMIT stop=high*1.1 limit=high*1.11";
    BacktestResult bought = run(Preset.LEAN, days, from, to, List.of(buy));
    assertThat(bought).hasFills(1);
    int since = days.firstRowAtOrAfter(bought.fills().get(0).timeNanos());
    int down = row(days, first, since, false);
    String sell = close(days, down) + " => B = SELL 100 STOP_LIMIT stop=low*0.99 limit=low*0.98";
    BacktestResult result = run(Preset.LEAN, days, from, to, List.of(buy, sell));
    assertThat(result).hasNoDenials().hasFills(2).hasFees("2").hasEquity("101277.61");
  }

  /** Six closes, each five days older than the one before it: they rise, or they fall. */
  @Test
  void weightsOnARibbonOfClosesEndAsLeanPublishesForItsDisplacedMovingAverageRibbon() {
    BarSeries days = days();
    String from = "2009-01-01T12:00:00Z";
    int first = days.firstRowAtOrAfter(Times.nanos(Instant.parse(from)));
    List<String> plan = new ArrayList<>();
    boolean holds = false;
    for (int row = first + 30; day(days, row).getYear() < 2015; row++) {
      boolean rises = true;
      boolean falls = true;
      for (int x = 1; x < 6; x++) {
        long younger = days.closeRaw(row - 5 * x);
        long older = days.closeRaw(row - 5 * (x + 1));
        rises &= younger >= older;
        falls &= younger <= older;
      }
      if (holds ? falls : rises) {
        holds = !holds;
        plan.add(close(days, row) + " => weight " + (holds ? 1 : 0));
      }
    }
    BacktestResult result = run(Preset.LEAN, days, from, "2015-01-01T12:00:00Z", plan);
    assertThat(result).hasNoDenials().hasFills(7).hasFees("49.4").hasEquity("253075.04");
  }

  /**
   * A brick of closes buys all, one of {@code (2 open + high + low + 3 close) / 7} sells it; both
   * are 2.5 high and at most one a day, from the next multiple above the first price on.
   */
  @Test
  void weightsOnBricksEndAsLeanPublishesForItsClassicRenkoConsolidator() {
    BarSeries days = days();
    String from = "2012-01-01T12:00:00Z";
    double[] bricks = {Double.NaN, Double.NaN};
    List<String> plan = new ArrayList<>();
    boolean holds = false;
    for (int row = days.firstRowAtOrAfter(Times.nanos(Instant.parse(from)));
        day(days, row).getYear() < 2013;
        row++) {
      Bar bar = days.bar(row);
      boolean up = closesBrick(bricks, 0, bar.close());
      boolean held = holds;
      if (!held && up) {
        holds = true;
        plan.add(close(days, row) + " => weight 1");
      }
      double typical = (2 * bar.open() + bar.high() + bar.low() + 3 * bar.close()) / 7;
      if (closesBrick(bricks, 1, typical) && held) {
        holds = false;
        plan.add(close(days, row) + " => weight 0");
      }
    }
    BacktestResult result = run(Preset.LEAN, days, from, "2013-01-02T12:00:00Z", plan);
    assertThat(result).hasNoDenials().hasFills(29).hasFees("129.34").hasEquity("107838.74");
  }

  private static boolean closesBrick(double[] opens, int at, double price) {
    if (Double.isNaN(opens[at])) {
      opens[at] = Math.ceil(price / 2.5) * 2.5;
      return false;
    }
    boolean closes = Math.abs(price - opens[at]) >= 2.5;
    opens[at] += closes ? Math.signum(price - opens[at]) * 2.5 : 0;
    return closes;
  }

  @Test
  void rawPricesWithDividendsEndAsLeanPublishesForItsDividend() {
    DataSpec raw =
        DataSpec.parse(
                "SPY.ARCA:1d=data/spy_daily_1998_2015.csv"
                    + "?layout=lean&actions=factors&factors=data/spy_factor_file.csv")
            .in(ReferenceCases.folder("lean"));
    Backtest backtest = Backtest.under(Preset.LEAN).data(SPY, raw);
    backtest.strategy(
        "test",
        new OrderPlanFactory(),
        Map.of("instrument", "SPY.ARCA", "bars", "1d", "plan", "bar 1 => weight 0.5"),
        Money.of(100_000, Currency.USD));
    backtest.between(Long.MIN_VALUE, Times.nanos(Instant.parse("2006-01-01T12:00:00Z")));
    assertThat(backtest.run()).hasNoDenials().hasFills(1).hasFees("2.56").hasEquity("120462.08");
  }

  /** Returns the first row from one on on which the trend is up, or is not. */
  private static int row(BarSeries days, int first, int from, boolean up) {
    Ema fast = new Ema(30, Ema.Seed.SMA_OF_FIRST_N);
    Ema slow = new Ema(60, Ema.Seed.SMA_OF_FIRST_N);
    for (int row = first; row < days.size(); row++) {
      double close = days.bar(row).close();
      fast.update(close);
      slow.update(close);
      if (slow.isWarm() && row >= from && fast.value() > slow.value() * 1.001 == up) {
        return row;
      }
    }
    throw new AssertionError("no such row");
  }
}
