package io.qbrain.samples.reference.emareversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.AccountTerms;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.ProfitArithmetic;
import io.qbrain.kernel.RolloverRule;
import io.qbrain.model.BarSeries;
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
import io.qbrain.testkit.ReferenceCases;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Bars that the engine builds of quotes, which are the prices of shorter bars. */
class BuiltBarsTest {
  private static final Currency GBP = Currency.of("GBP");
  private static final long STEP = 100_000_000L;
  private static final int INTERESTS = 29;

  private static BarSeries bars(InstrumentId instrument, String side) {
    return ReferenceCases.bars(
        "nautilus", instrument + ":1m-" + side + "=gbpusd-m1-" + side + "-2012.csv.gz?stamp=close");
  }

  /** Quotes of open, high, low and close of the first rows, the last at the close of the minute. */
  private static QuoteSeries quotes(BarSeries bids, BarSeries asks, int rows) {
    QuoteSeries.Builder quotes = QuoteSeries.builder(bids.instrument());
    for (int i = 0; i < rows; i++) {
      long close = bids.timeNanos(i);
      assertThat(asks.timeNanos(i)).isEqualTo(close);
      add(quotes, close - 3 * STEP, bids.openRaw(i), asks.openRaw(i));
      add(quotes, close - 2 * STEP, bids.highRaw(i), asks.highRaw(i));
      add(quotes, close - STEP, bids.lowRaw(i), asks.lowRaw(i));
      add(quotes, close, bids.closeRaw(i), asks.closeRaw(i));
    }
    return quotes.build();
  }

  /** Some minutes have bids above their asks, which no quote has here: both become the middle. */
  private static void add(QuoteSeries.Builder quotes, long nanos, long bid, long ask) {
    long size = 1_000_000 * Fixed.ONE;
    long middle = (bid + ask) / 2;
    quotes.add(nanos, Math.min(bid, middle), bid > ask ? middle : ask, size, size);
  }

  private static Backtest backtest(
      Preset preset, Instrument pair, QuoteSeries quotes, Map<String, String> more, Money capital) {
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.put("instrument", pair.id().toString());
    return Backtest.under(preset)
        .data(pair, quotes, "quotes of bars")
        .strategy("ema", new EmaReversalFactory(), parameters, capital);
  }

  private static Set<Object> positions(BacktestResult result) {
    Set<Object> positions = new HashSet<>();
    result.ledger().stream()
        .flatMap(e -> e.postings().stream())
        .map(p -> p.account().position())
        .filter(Objects::nonNull)
        .forEach(positions::add);
    return positions;
  }

  /**
   * NautilusTrader 1.219 publishes 570 orders, 285 positions, 600 events of the account and
   * 961069.95 GBP. Four of the fills are at quotes that cross in the data and do not here, 12.62
   * GBP together; and profit and fees become GBP at the price of the fill there, in cents, and at
   * the middle here, 1.69 GBP.
   */
  @Test
  void fiveMinutesOfTheMiddleTradeAsInNautilus() {
    InstrumentId id = InstrumentId.of("GBPUSD.SIM");
    Instrument pair =
        Instrument.builder(id, Currency.USD)
            .margined(Quantity.of(1))
            .baseCurrency(GBP)
            .tickSize(Price.parse("0.00001"))
            .build();
    BarSeries bids = bars(id, "bid");
    Backtest backtest =
        backtest(
            Preset.NAUTILUS_L1,
            pair,
            quotes(bids, bars(id, "ask"), bids.size()),
            Map.of("bars", "5m-mid"),
            Money.of(1_000_000, GBP));
    for (String[] row :
        ReferenceCases.rows("nautilus", "short_term_interest_2012_2013_GBR_USA_JPN.csv")) {
      String country = row[0].replace("\"", "");
      String month = row[5].replace("\"", "");
      if (!country.equals("JPN") && row[4].equals("\"M\"")) {
        backtest.rate(
            Rate.interest(
                country.equals("GBR") ? GBP : Currency.USD,
                new BigDecimal(row[6]).movePointLeft(2).toPlainString(),
                Times.nanos(Instant.parse(month + "-01T00:00:00Z"))));
      }
    }
    BacktestResult result = backtest.run();
    assertThat(result.denied()).isEmpty();
    assertThat(result.fills()).as("orders, each filled at once").hasSize(570);
    assertThat(positions(result)).hasSize(285);
    assertThat(result.ledger())
        .filteredOn(e -> e.kind() == LedgerEntry.Kind.INTEREST)
        .hasSize(INTERESTS);
    assertThat(result.account().books().get(0).openPositions()).isEmpty();
    assertThat(result.account().books().get(0).cash().toString()).startsWith("961055.6");
  }

  private static final InstrumentId BTC = InstrumentId.of("BTCUSDT.BINANCE");
  private static final Currency USDT = Currency.of("USDT");
  private static final String BTC_FILE = "btc-perp-20211231-20220201_1m.csv";

  /** The data are not among the cases of every machine. */
  private static BarSeries minutesOfBitcoin() {
    Assumptions.assumeTrue(
        Files.exists(ReferenceCases.folder("nautilus").resolve(BTC_FILE)),
        "no nautilus/" + BTC_FILE + " among the cases");
    return ReferenceCases.bars("nautilus", BTC + ":1m=" + BTC_FILE + "?stamp=close");
  }

  private static Instrument bitcoin() {
    return Instrument.builder(BTC, USDT)
        .margined(Quantity.of(1))
        .tickSize(Price.parse("0.01"))
        .lotSize(Quantity.parse("0.000001"))
        .build();
  }

  private static Preset ofBitcoin() {
    AccountTerms terms =
        Preset.NAUTILUS_L1.terms().with(ProfitArithmetic.EXACT).with(RolloverRule.NONE);
    return Preset.NAUTILUS_L1
        .withTerms(terms)
        .withFees(FeeModel.parse("rounded:8,HALF_EVEN,percentage:0.001"));
  }

  private static void endsWith(BacktestResult result, String cash) {
    assertThat(result.denied()).isEmpty();
    assertThat(result.fills()).hasSize(902);
    assertThat(result.account().books().get(0).cash().raw()).isEqualTo(Fixed.parse(cash));
  }

  /** NautilusTrader publishes 902 orders and 9999954.94313300 USDT for 10,000 minutes. */
  @Test
  void minutesOfBidsOfACryptocurrencyEndAsNautilusPublishes() {
    BarSeries bars = minutesOfBitcoin();
    Map<String, String> parameters = Map.of("bars", "1m-bid", "size", "0.001");
    Money capital = Money.of(10_000_000, USDT);
    QuoteSeries quotes = quotes(bars, bars, 10_000);
    endsWith(backtest(ofBitcoin(), bitcoin(), quotes, parameters, capital).run(), "9999954.943133");
  }

  /**
   * It publishes 9999549.43133000 USDT where bars of trades come and an algorithm divides each
   * order that opens into four within ten seconds; the book does not move between two bars, so the
   * money is that of undivided orders.
   */
  @Test
  void minutesOfTradesOfACryptocurrencyEndAsNautilusPublishes() {
    BarSeries bars = minutesOfBitcoin();
    BarSeries.Builder first = BarSeries.builder(BTC, bars.spec());
    for (int i = 0; i < 10_000; i++) {
      first.add(
          bars.timeNanos(i),
          bars.openRaw(i),
          bars.highRaw(i),
          bars.lowRaw(i),
          bars.closeRaw(i),
          bars.volumeRaw(i));
    }
    Backtest backtest =
        Backtest.under(ofBitcoin())
            .data(bitcoin(), first.build())
            .strategy(
                "ema",
                new EmaReversalFactory(),
                Map.of("instrument", BTC.toString(), "bars", "1m", "size", "0.01"),
                Money.of(10_000_000, USDT));
    endsWith(backtest.run(), "9999549.43133");
  }
}
