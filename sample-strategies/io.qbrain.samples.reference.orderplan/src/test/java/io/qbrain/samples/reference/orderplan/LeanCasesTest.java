package io.qbrain.samples.reference.orderplan;

import static io.qbrain.testkit.BacktestAssert.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.indicators.Ema;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.WaitingRules;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LEAN publishes for regression algorithms that a plan of orders can say. */
class LeanCasesTest {
  private static final Instrument SPY =
      Instrument.builder(InstrumentId.of("SPY.ARCA"), Currency.USD)
          .market("us-equities")
          .tickSize(Price.ofRaw(1))
          .build();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final String ADJUSTED = "&adjust=total&factors=data/spy_factor_file.csv";

  private static BarSeries minutes(String spec, String kind, String layout) {
    return ReferenceCases.bars(
        "lean",
        "SPY.ARCA:%s=data/minute/*_%s.zip?layout=%s&hours=09:30-16:00".formatted(spec, kind, layout)
            + ADJUSTED);
  }

  private static StrategyHarness harness(String bars) {
    StrategyHarness harness =
        StrategyHarness.of(new OrderPlanFactory())
            .param("instrument", "SPY.ARCA")
            .param("bars", bars)
            .preset(Preset.LEAN);
    return switch (bars) {
      case "1m" ->
          harness
              .data(SPY, minutes("1m", "trade", "lean"))
              .data(SPY, minutes("1m-bid", "quote", "lean-bid"))
              .data(SPY, minutes("1m-ask", "quote", "lean-ask"));
      case "1h" ->
          harness.data(
              SPY,
              ReferenceCases.bars(
                  "lean", "SPY.ARCA:1h=data/spy_hour_extract.csv?layout=lean" + ADJUSTED));
      default ->
          harness.data(
              SPY,
              ReferenceCases.bars(
                  "lean", "SPY.ARCA:1d=data/spy_daily_1998_2015.csv?layout=lean" + ADJUSTED));
    };
  }

  private static Preset withCutoff(Duration cutoff) {
    WaitingRules rules = Preset.LEAN.venue().waiting();
    return Preset.LEAN.withVenue(
        Preset.LEAN
            .venue()
            .withWaiting(
                new WaitingRules(rules.after(), rules.changedMeetBar(), cutoff.toNanos())));
  }

  private static BacktestResult run(
      StrategyHarness harness, LocalDate from, LocalDate to, String plan) {
    return harness
        .param("plan", plan)
        .between(
            from.atStartOfDay(NEW_YORK).toInstant(),
            to.plusDays(1).atStartOfDay(NEW_YORK).toInstant().plusNanos(1))
        .run();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OrderTicketAssignmentDemo     | 1m | 2013-10-07 | 2013-10-11 | minute 0 => M = BUY 1 MARKET | 34 | 34 | 100045.62
          BacktestingAsynchronousOrders | 1m | 2013-10-07 | 2013-10-08 | bar 1 => A = BUY 100 MARKET; B = SELL 100 MARKET; C = BUY 100 LIMIT limit=close*0.95; D = SELL 100 LIMIT limit=close*0.95 | 3 | 3 | 100168.20
          SetHoldings                   | 1m | 2013-10-07 | 2013-10-08 | bar 1 => weight 0.1; weight 0.2; weight 0.3; weight 1 | 4 | 5.41 | 98822.71
          NoMinimumOrderMargin          | 1m | 2013-10-07 | 2013-10-11 | each => weight 0.25 | 5 | 5 | 100420.97
          CompleteOrderTagUpdate        | 1m | 2013-10-07 | 2013-10-11 | bar 1 => L = BUY 100 LIMIT limit=close*0.1; cancel L, bar 2 => M = BUY 100 MARKET | 1 | 1 | 100251.47
          SecuritySeeder                | 1m | 2013-10-08 | 2013-10-10 | bar 1 => weight 1 | 1 | 3.44 | 101031.62
          StringToSymbolImplicit        | 1m | 2013-10-07 | 2013-10-08 | bar 1 => weight 1 | 1 | 3.44 | 98824.68
          MarketOnCloseOrderBufferCheck | 1m | 2013-10-07 | 2013-10-07 | 2013-10-07T15:44 => A = BUY 1 MARKET_ON_CLOSE | 1 | 1 | 99999
          TrailingStopOrder             | 1m | 2013-10-07 | 2013-10-11 | bar 1 => A = BUY 100 TRAILING_STOP trail=2_price, filled A => B = SELL 100 TRAILING_STOP trail=0.5_price | 2 | 2 | 100023.22
          OrderImmutability             | 1d | 2013-10-07 | 2013-10-09 | bar 1 => L = BUY 20 LIMIT limit=low | 1 | 1 | 99969.95
          MarketOnOpenOrder             | 1h | 2021-03-01 | 2021-03-03 | 2021-03-01T16:00 => A = BUY 1 MARKET_ON_OPEN; B = BUY 1 MARKET | 2 | 2 | 99981.16
          MarketOnCloseOrder            | 1h | 2021-03-01 | 2021-03-03 | 2021-03-02T12:00 => A = BUY 1 MARKET_ON_CLOSE | 1 | 1 | 99993.90
          ConsolidateScan               | 1h | 2013-10-07 | 2013-10-10 | 2013-10-07T16:00 => weight 1 | 1 | 3.45 | 101062.91
          BasicTemplateHourly           | 1h | 2013-10-07 | 2013-10-11 | bar 1 => weight 1 | 1 | 3.44 | 101529.08
          ZeroedBenchmark               | 1h | 2013-10-07 | 2013-10-08 | bar 1 => weight 1 | 1 | 3.44 | 98666.01
          HistoryAlgorithm              | 1d | 2013-10-08 | 2013-10-11 | bar 1 => weight 1 | 1 | 3.49 | 102696.36
          """)
  void endsAsLeanPublishes(
      String name,
      String bars,
      LocalDate from,
      LocalDate to,
      String plan,
      int fills,
      String fees,
      String equity) {
    assertThat(run(harness(bars), from, to, plan))
        .hasNoDenials()
        .hasFills(fills)
        .hasFees(fees)
        .hasEquity(equity);
  }

  @Test
  void weightsOnAveragesOfMinutesEndAsLeanPublishesForItsParameterizedAlgorithm() {
    BarSeries minutes = minutes("1m", "trade", "lean");
    Ema fast = new Ema(10, Ema.Seed.SMA_OF_FIRST_N);
    Ema slow = new Ema(20, Ema.Seed.SMA_OF_FIRST_N);
    StringJoiner plan = new StringJoiner(",");
    for (int row = 0; row < minutes.size(); row++) {
      Bar bar = minutes.bar(row);
      fast.update(bar.close());
      slow.update(bar.close());
      double ratio = slow.isWarm() ? fast.value() / slow.value() : 1;
      if (Math.abs(ratio - 1) > 0.001) {
        LocalDateTime at = LocalDateTime.ofInstant(bar.time(), NEW_YORK);
        plan.add(at + " => weight " + (ratio > 1 ? 1 : 0));
      }
    }
    LocalDate from = LocalDate.of(2013, 10, 7);
    assertThat(run(harness("1m"), from, from.plusDays(4), plan.toString()))
        .hasFills(1)
        .hasFees("3.45")
        .hasEquity("101742.04");
  }

  /** Fees of two thousandths of a percent, at least 1. */
  @Test
  void weightsOnACrossOfAveragesEndAsLeanPublishesForItsSecurityCustomProperties() {
    BarSeries minutes = minutes("1m", "trade", "lean");
    Ema fast = new Ema(30, Ema.Seed.SMA_OF_FIRST_N);
    Ema slow = new Ema(60, Ema.Seed.SMA_OF_FIRST_N);
    StringJoiner plan = new StringJoiner(",");
    boolean holds = false;
    for (int row = 0; row < minutes.size(); row++) {
      Bar bar = minutes.bar(row);
      fast.update(bar.close());
      slow.update(bar.close());
      if (slow.isWarm() && (holds ? fast.value() < slow.value() : fast.value() > slow.value())) {
        holds = !holds;
        LocalDateTime at = LocalDateTime.ofInstant(bar.time(), NEW_YORK);
        plan.add(at + " => weight " + (holds ? 1 : 0));
      }
    }
    LocalDate from = LocalDate.of(2013, 10, 7);
    StrategyHarness harness =
        harness("1m")
            .preset(Preset.LEAN.withFees(FeeModel.parse("per-order:0,1,percentage:0.00002")));
    assertThat(run(harness, from, from.plusDays(4), plan.toString()))
        .hasNoDenials()
        .hasFills(30)
        .hasFees("59.78")
        .hasEquity("100786.91");
  }

  @Test
  void aWeightOfAnotherLeastChangeEndsAsLeanPublishesForItsMinimumOrderMargin() {
    StrategyHarness harness =
        harness("1m").preset(Preset.LEAN.withLeastChange(Fixed.parse("0.01")));
    LocalDate from = LocalDate.of(2013, 10, 7);
    assertThat(run(harness, from, from.plusDays(4), "each => weight 0.25"))
        .hasFills(1)
        .hasFees("1")
        .hasEquity("100422.84");
  }

  @Test
  void ordersForTheCloseMustComeTenMinutesBeforeItWhereLeanIsSetSo() {
    LocalDate from = LocalDate.of(2013, 10, 7);
    StrategyHarness harness = harness("1m").preset(withCutoff(Duration.ofMinutes(10)));
    String plan =
        "2013-10-07T15:49 => A = BUY 2 MARKET_ON_CLOSE,"
            + "2013-10-07T15:51 => B = BUY 2 MARKET_ON_CLOSE,"
            + "2013-10-07T16:00 => C = BUY 2 MARKET_ON_CLOSE";
    assertThat(run(harness, from, from.plusDays(1), plan))
        .hasFills(2)
        .hasFees("2")
        .hasEquity("99994.65");
  }
}
