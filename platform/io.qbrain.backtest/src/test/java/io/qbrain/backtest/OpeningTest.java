package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.trend.TickFactory;
import com.example.trend.TrendFactory;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The times of what a run begins with: money, instances and their lines. */
class OpeningTest {
  private static final InstrumentId SPY = InstrumentId.of("SPY.ARCA");
  private static final Instrument LISTED = Instrument.builder(SPY, Currency.USD).build();
  private static final Money CAPITAL = Money.of(36_500, Currency.USD);
  private static final Map<String, String> OF_SPY = Map.of("instrument", "SPY.ARCA");
  private static final Instant MONDAY = Instant.parse("2020-01-06T00:00:00Z");
  private static final long DAY = 86_400_000_000_000L;

  /** Days that rise, so that the trend is bought. */
  private static BarSeries days(int number) {
    BarSeries.Builder bars = BarSeries.builder(SPY, BarSpec.DAILY);
    for (int i = 0; i < number; i++) {
      long price = (100 + i) * Fixed.ONE;
      bars.add(
          Times.nanos(MONDAY) + (i + 1) * DAY,
          price,
          price + Fixed.ONE,
          price - Fixed.ONE,
          price,
          Fixed.ONE);
    }
    return bars.build();
  }

  private static Backtest trend(int days) {
    return Backtest.under(Preset.DEFAULT)
        .data(LISTED, days(days))
        .strategy("one", new TrendFactory(), OF_SPY, CAPITAL);
  }

  private static List<Instant> timesOf(BacktestResult result, LedgerEntry.Kind kind) {
    return result.ledger().stream()
        .filter(e -> e.kind() == kind)
        .map(e -> Times.instant(e.timeNanos()))
        .toList();
  }

  private static void assertThatItBegins(BacktestResult result, Instant when) {
    assertThat(timesOf(result, LedgerEntry.Kind.DEPOSIT)).containsExactly(when);
    assertThat(timesOf(result, LedgerEntry.Kind.ALLOCATION)).containsExactly(when);
    assertThat(result.log()).first().asString().isEqualTo(when + " one started");
    assertThat(result.ledger())
        .isSortedAccordingTo(Comparator.comparingLong(LedgerEntry::timeNanos));
    assertThat(result.log().stream().map(line -> Instant.parse(line.split(" ", 2)[0]))).isSorted();
  }

  @Test
  void runWithoutHistoryBeginsWhenItsFirstBarOpens() {
    BacktestResult result = trend(6).run();
    assertThat(result.fills()).isNotEmpty();
    assertThatItBegins(result, MONDAY);
  }

  @Test
  void runOfTicksBeginsWithTheFirst() {
    QuoteSeries.Builder quotes = QuoteSeries.builder(SPY);
    long first = Times.nanos(Instant.parse("2026-01-05T15:00:00Z"));
    for (int i = 0; i < 4; i++) {
      quotes.add(
          first + i * 1_000_000_000L,
          100 * Fixed.ONE,
          101 * Fixed.ONE,
          50 * Fixed.ONE,
          50 * Fixed.ONE);
    }
    BacktestResult result =
        Backtest.under(Preset.DEFAULT)
            .data(LISTED, quotes.build(), "quotes")
            .strategy("one", new TickFactory(), OF_SPY, CAPITAL)
            .run();
    assertThat(result.fills()).isNotEmpty();
    assertThatItBegins(result, Times.instant(first));
  }

  @Test
  void runBeginsOnTheDayThatItIsAskedToBeginOn() {
    assertThatItBegins(
        trend(8).days(Optional.of("2020-01-09"), Optional.empty(), ZoneOffset.UTC).run(),
        Instant.parse("2020-01-09T00:00:00Z"));
    assertThatItBegins(
        trend(8).days(Optional.of("2019-12-01"), Optional.empty(), ZoneOffset.UTC).run(),
        Instant.parse("2019-12-01T00:00:00Z"));
    assertThatItBegins(trend(8).between(Times.nanos(MONDAY) + 1, Long.MAX_VALUE).run(), MONDAY);
  }

  @Test
  void runBeginsWithItsFirstBarIfThatOpensBeforeTheDayBegins() {
    ZoneId chicago = ZoneId.of("America/Chicago");
    assertThatItBegins(
        trend(8).days(Optional.of("2020-01-09"), Optional.empty(), chicago).run(),
        Instant.parse("2020-01-09T00:00:00Z"));
  }

  @Test
  void runOnlyOfDaysUpToOneBeginsWithTheData() {
    BacktestResult result =
        trend(8).days(Optional.empty(), Optional.of("2020-01-12"), ZoneOffset.UTC).run();
    assertThatItBegins(result, MONDAY);
  }

  @Test
  void moneyEarnsFromTheFirstEventOnAndNotFromTheOpeningBeforeIt() {
    Rate tenPercent = Rate.credit(Currency.USD, "0.1", 0);
    BacktestResult result =
        trend(3)
            .rate(tenPercent)
            .days(Optional.of("2019-12-01"), Optional.empty(), ZoneOffset.UTC)
            .run();
    assertThat(timesOf(result, LedgerEntry.Kind.CASH_INTEREST))
        .containsExactly(
            Instant.parse("2020-01-08T00:00:00Z"), Instant.parse("2020-01-09T00:00:00Z"));
    assertThat(result.ledger())
        .filteredOn(e -> e.kind() == LedgerEntry.Kind.CASH_INTEREST)
        .extracting(LedgerEntry::reference)
        .containsExactly("1 day at 0.1/360", "1 day at 0.1/360");
  }

  @Test
  void rateOfBeforeTheRunReplacesTheOneFromTheStart() {
    Currency eur = Currency.of("EUR");
    Price dear = Price.parse("1.2");
    BacktestResult result =
        Backtest.under(
                Preset.DEFAULT.withTerms(
                    AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST)))
            .data(LISTED, days(3))
            .strategy("one", new TrendFactory(), OF_SPY, CAPITAL)
            .rate(Rate.conversion(eur, Currency.USD, Price.parse("1.1"), 0))
            .rate(Rate.conversion(eur, Currency.USD, dear, Times.nanos(MONDAY) - DAY))
            .cash(Money.of(100, eur))
            .run();
    assertThat(result.account().books().get(0).balances())
        .extracting(b -> b.cash().toString() + " is " + b.inBase())
        .containsExactly("100.00 EUR is 120.00 USD");
    assertThat(timesOf(result, LedgerEntry.Kind.DEPOSIT)).containsExactly(MONDAY);
    assertThat(result.ledger()).noneMatch(e -> e.timeNanos() < Times.nanos(MONDAY));
  }

  @Test
  void everyRunOfASweepBeginsAtTheSameTime() {
    List<Sweep.Row<Instant>> rows =
        Sweep.of(trend(6))
            .values("bars", "1", "2", "3")
            .run(2, r -> Times.instant(r.ledger().get(0).timeNanos()));
    assertThat(rows).extracting(Sweep.Row::value).containsExactly(MONDAY, MONDAY, MONDAY);
  }

  /** What it asks for when it starts cannot be bought: no price is known. */
  static final class Early implements StrategyFactory<Early.Config> {
    record Config(InstrumentId instrument, @Param("10") int lots) {}

    @Override
    public String name() {
      return "early";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.bars(config.instrument(), BarSpec.DAILY, 0));
    }

    @Override
    public Strategy create(Config config) {
      return new Strategy() {
        @Override
        public void onStart(StrategyContext context) {
          context.log("starts at " + context.time());
          context.target(config.instrument(), Size.of(Quantity.of(config.lots())));
        }
      };
    }
  }

  @Test
  void strategyStartsAtTheTimeAtWhichTheRunBegins() {
    BacktestResult result =
        Backtest.under(Preset.DEFAULT)
            .data(LISTED, days(3))
            .strategy("one", new Early(), OF_SPY, CAPITAL)
            .run();
    assertThat(result.log()).anyMatch(line -> line.endsWith("starts at 2020-01-06T00:00:00Z"));
    assertThat(result.denied()).hasSize(1);
    assertThat(result.denied().get(0).createdNanos()).isEqualTo(Times.nanos(MONDAY));
    assertThatItBegins(result, MONDAY);
  }
}
