package io.qbrain.backtest;

import static io.qbrain.backtest.OptionsRun.and;
import static io.qbrain.backtest.OptionsRun.denied;
import static io.qbrain.backtest.OptionsRun.fills;
import static io.qbrain.backtest.OptionsRun.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.trend.HoldFactory;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the options of accounts, risk limits, instruments and rates change, on the first days of
 * GOOG: open 100, 101.01, 110.75, 111.24; close 100.34, 108.31, 109.4, 104.87.
 */
class AccountOptionsTest {
  private static final String GOOG = "GOOG.XNAS";
  private static final String FILE = "backtesting_py/GOOG.csv";

  private static String[] goog(String... more) {
    return and(
        new String[] {"data=" + GOOG + ":1d=" + Cases.file(FILE), "to=2004-08-24", "fees=none"},
        more);
  }

  private static BacktestResult google(String orders, String... more) {
    return orders(GOOG, orders, goog(more));
  }

  @Test
  void aCashAccountSellsNothingShort() {
    assertThat(denied(google("sell 10", "account=cash"))).hasSize(1);
    assertThat(fills(google("sell 10", "account=margin"))).containsExactly("SELL 10 @ 101.01");
  }

  @Test
  void leverageBuysMore() {
    assertThat(denied(google("buy 1500", "leverage=1"))).containsExactly("BUYING_POWER");
    assertThat(fills(google("buy 1500", "leverage=2"))).containsExactly("BUY 1500 @ 101.01");
  }

  @Test
  void ordersNetOrStandSideBySide() {
    assertThat(open(google("buy 10,sell 10", "positions=netting"))).isZero();
    assertThat(open(google("buy 10,sell 10", "positions=hedging"))).isEqualTo(2);
  }

  private static int open(BacktestResult result) {
    return result.account().books().get(0).openPositions().size();
  }

  /** 0.333 x (110.75 - 101.01) = 3.24342. */
  @Test
  void profitIsExactOrInCents() {
    String[] more = {"margined=1", "lot=0.001", "profit=exact"};
    assertThat(google("buy 0.333,sell 0.333", more).finalEquity().raw())
        .isEqualTo(Money.parse("100003.24342 USD").raw());
    more[2] = "profit=ieee-cents";
    assertThat(google("buy 0.333,sell 0.333", more).finalEquity().raw())
        .isEqualTo(Money.parse("100003.24 USD").raw());
  }

  /** Bought at 798; 10 x 795.53 x 0.001 at midnight after a close at 795.53, and so on. */
  @Test
  void aPerpetualIsFundedAtTheTimesOfItsMarket() {
    List<LedgerEntry> funded = funded("0.001");
    assertThat(funded)
        .extracting(e -> e.reference() + " " + e.postings().get(0).amount())
        .startsWith(
            "2013-02-22T00:00:00Z 7.9553 USD",
            "2013-02-22T08:00:00Z 7.9553 USD",
            "2013-02-22T16:00:00Z 7.9553 USD",
            "2013-02-23T00:00:00Z 7.9971 USD")
        .hasSize(3 * 7 + 3);
    assertThat(funded("2013-03-01=-0.002"))
        .extracting(e -> e.postings().get(0).amount().toString())
        .as("who is long receives, from the day on")
        .containsExactly("-16.024 USD", "-16.024 USD", "-16.024 USD");
  }

  private static List<LedgerEntry> funded(String rate) {
    String since = rate.contains("=") ? rate.substring(0, rate.indexOf('=')) + " " : "";
    BacktestResult run =
        orders(
            GOOG,
            "buy 10",
            "data=" + GOOG + ":1d=" + Cases.file(FILE),
            "from=2013-02-20",
            "fees=none",
            "margined=1",
            "market=crypto-perp",
            "funding=" + since + GOOG + "=" + rate.substring(rate.indexOf('=') + 1));
    assertThat(run.settings())
        .anySatisfy((name, value) -> assertThat(name).startsWith("funding of " + GOOG));
    assertThat(run.settings().get("calendar start crypto-perp"))
        .isEqualTo(
            "known from 2009-01-03; the data begin 2004-08-19T20:00:00Z, and nothing trades before"
                + " that day");
    return run.ledger().stream().filter(e -> e.kind() == LedgerEntry.Kind.FUNDING).toList();
  }

  @Test
  void fundingNeedsAPerpetual() {
    assertThatThrownBy(() -> google("buy 10", "funding=" + GOOG + "=0.001"))
        .hasMessage(
            "funding: expected a margined instrument of the data, found GOOG.XNAS, which is SPOT");
    assertThatThrownBy(() -> google("buy 10", "margined=1", "funding=" + GOOG + "=0.001"))
        .hasMessageContaining("expected a market with funding such as crypto-perp");
    assertThatThrownBy(() -> google("buy 10", "margined=1", "funding=" + GOOG + "=1.5"))
        .hasMessageContaining("expected a rate from -1 to 1, found 1.5");
  }

  @Test
  void otherMoneyIsConvertedAtOnceOrOnRequest() {
    String[] more = {"quoted-in=EUR", "rate=EUR/USD=1.25", "conversion=at-once"};
    assertThat(google("buy 10", more).account().books().get(0).balances())
        .extracting(b -> b.cash().toString())
        .containsExactly("0.00 EUR");
    more[2] = "conversion=on-request";
    assertThat(google("buy 10", and(more, "cash=2000 EUR")).account().books().get(0).balances())
        .extracting(b -> b.cash().toString())
        .containsExactly("989.90 EUR");
  }

  @Test
  void moneyOfOtherCurrenciesBelongsToTheEquity() {
    BacktestResult result =
        google(
            "none", "rate=EUR/USD=1.25", "conversion=on-request", "cash=2000 EUR", "capital=500");
    assertThat(result.capital()).hasToString("3000.00 USD");
    assertThat(result.finalEquity()).hasToString("3000.00 USD");
    assertThat(result.account().books().get(0).cash()).hasToString("500.00 USD");
    assertThat(result.settings()).containsEntry("cash in EUR", "2000.00 EUR");
  }

  /** What was sold for 1107.5 on the third day is settled two days later. */
  @Test
  void unsettledMoneyBuysOrNot() {
    String[] more = {"account=cash", "capital=1100", "settlement-days=2", "settlement=ignored"};
    String trades = "buy 10,sell 10,buy 9";
    assertThat(fills(google(trades, more))).hasSize(3);
    more[3] = "settlement=tracked";
    assertThat(fills(google(trades, more))).hasSize(3);
    more[3] = "settlement=required";
    assertThat(denied(google(trades, more))).containsExactly("BUYING_POWER");
  }

  /**
   * 360 bought at 110.75 with 10000 at leverage 4: at 104.87 the equity is 7883.2, and 90 % of the
   * initial margin of a quarter of 37753.2 is 8494.47.
   */
  @Test
  void maintenanceMarginLiquidates() {
    String[] more = {"capital=10000", "leverage=4", "maintenance=0"};
    assertThat(fills(orders(GOOG, "none,buy 360", and(longer(), more)))).hasSize(1);
    more[2] = "maintenance=0.9";
    assertThat(fills(orders(GOOG, "none,buy 360", and(longer(), more)))).hasSizeGreaterThan(1);
  }

  private static String[] longer() {
    return new String[] {"data=" + GOOG + ":1d=" + Cases.file(FILE), "to=2004-08-31", "fees=none"};
  }

  @Test
  void borrowingCostsPerDayOfTheYear() {
    String[] more = {"borrow=" + GOOG + "=0.36", "borrow-days=360"};
    BacktestResult result = google("sell 100", more);
    assertThat(result.finalEquity()).isLessThan(google("sell 100").finalEquity());
    more[1] = "borrow-days=180";
    Money fee = google("sell 100").finalEquity().minus(result.finalEquity());
    Money twice = google("sell 100").finalEquity().minus(google("sell 100", more).finalEquity());
    assertThat(twice).isEqualTo(fee.plus(fee));
  }

  /** 100 at 101.01 were sold: 0.1 % a day are 10.101. */
  @Test
  void borrowingCostsAShareOfWhatTheSharesWereSoldFor() {
    BacktestResult result = google("sell 100", "borrow=" + GOOG + "=0.36", "borrow-on=cost");
    assertThat(result.ledger())
        .filteredOn(e -> e.kind() == LedgerEntry.Kind.BORROW_FEE)
        .isNotEmpty()
        .allSatisfy(
            e -> {
              long days = Long.parseLong(e.reference().split(" ", -1)[0]);
              long fee = Math.abs(e.postings().get(0).amount().raw());
              assertThat(fee).isEqualTo(days * Fixed.parse("10.101"));
            });
  }

  @Test
  void moneyEarnsInterestByTheDayCount() {
    String[] more = {"credit=USD=0.36", "interest-days=actual-360"};
    BacktestResult result = google("none", more);
    Money plain = google("none").finalEquity();
    Money earned = result.finalEquity().minus(plain);
    assertThat(earned.signum()).isPositive();
    assertThat(result.ledger()).anyMatch(e -> e.kind() == LedgerEntry.Kind.CASH_INTEREST);
    more[1] = "interest-days=actual-365";
    assertThat(google("none", more).finalEquity()).isLessThan(result.finalEquity());
    assertThat(google("none", "debit=USD=0.36").finalEquity()).isEqualTo(plain);
  }

  /** 100000 x (1 - buffer) / 100.34. */
  @ParameterizedTest
  @CsvSource({"0, 996", "0.5, 498"})
  void aBufferLeavesEquityUnused(String buffer, String quantity) {
    BacktestResult result =
        OptionsRun.run(
            new HoldFactory(),
            Map.of("instrument", GOOG, "always", "false"),
            goog("size-buffer=" + buffer));
    assertThat(fills(result)).containsExactly("BUY " + quantity + " @ 101.01");
  }

  @ParameterizedTest
  @CsvSource({
    "buy 10,                risk-order-value=1000,         MAX_NOTIONAL",
    "buy 10,                risk-position-value=1000,      MAX_POSITION",
    "buy 10 limit 90,       risk-collar=0.05,              PRICE_COLLAR",
    "buy 10 limit 100.505,  risk-ticks=true,               SANITY",
    "buy 10,                daily-volume=500,              MAX_QUANTITY",
  })
  void riskLimitsDeny(String order, String option, String code) {
    String[] unlimited = {"risk=reference", "daily-volume=1000000"};
    assertThat(denied(google(order, unlimited))).isEmpty();
    String[] more =
        option.startsWith("daily")
            ? new String[] {"risk-volume-share=0.01", option}
            : new String[] {option};
    assertThat(denied(google(order, more))).containsExactly(code);
  }

  @Test
  void retailNeedsALimitOfQuantities() {
    assertThat(denied(google("buy 10", "risk=retail", "max-order=5")))
        .containsExactly("MAX_QUANTITY");
    assertThat(denied(google("buy 10", "risk=retail", "daily-volume=1000"))).isEmpty();
    assertThat(denied(google("buy 11", "risk=retail", "daily-volume=1000")))
        .containsExactly("MAX_QUANTITY");
    String[] more = {"risk=retail", "daily-volume=1000000"};
    assertThat(denied(google("buy 900", more))).containsExactly("MAX_NOTIONAL");
    assertThat(denied(google("buy 900", and(more, "risk-order-value=unlimited")))).isEmpty();
  }

  /** An order on a bar meets the price of that bar, which is new: only the settings tell. */
  @Test
  void thePriceMayBeSoOld() {
    assertThat(google("buy 10", "risk-price-age=2", "risk-collar=0.5").settings())
        .hasEntrySatisfying("risk limits", text -> assertThat(text).contains("2 intervals old"));
  }

  @Test
  void instrumentsHaveTheirOwnValues() {
    assertThat(fills(google("buy 10", "slippage=ticks:1", "tick=0.5")))
        .containsExactly("BUY 10 @ 101.51");
    assertThat(fills(google("buy 10", "slippage=ticks:1", "tick=0.5", "tick=" + GOOG + "=0.25")))
        .containsExactly("BUY 10 @ 101.26");
    assertThat(denied(google("buy 10", "lot=3"))).containsExactly("SANITY");
    assertThat(denied(google("buy 10", "market=china-a"))).containsExactly("LOT_SIZE");
    assertThat(denied(google("none,buy 10", "expiry=2004-08-20T00:00:00Z")))
        .containsExactly("EXPIRED");
  }

  @Test
  void futuresAndMarginedInstrumentsTakeNoMoney() {
    BacktestResult future = google("buy 10", "future=10,100");
    assertThat(future.account().books().get(0).margin()).hasToString("1000.00 USD");
    assertThat(future.settings()).containsEntry("account", "FUTURES, leverage 1");
    // 10 x (104.87 - 101.01) x 10.
    assertThat(future.finalEquity()).hasToString("100386.00 USD");
    BacktestResult margined = google("buy 10", "margined=10", "margin=0.5,0.25");
    assertThat(margined.account().books().get(0).initialMargin()).hasToString("5243.50 USD");
    assertThat(margined.account().books().get(0).maintenanceMargin()).hasToString("2621.75 USD");
    assertThat(margined.finalEquity()).hasToString("100386.00 USD");
  }

  @Test
  void rolloverChargesInterestOfThePair() {
    String[] words = {
      "data=GBPUSD.SIM:1m-bid=" + Cases.file("nautilus/gbpusd-m1-bid-2012.csv.gz") + "?stamp=close",
      "data=GBPUSD.SIM:1m-ask=" + Cases.file("nautilus/gbpusd-m1-ask-2012.csv.gz") + "?stamp=close",
      "to=2012-02-02",
      "fees=none",
      "tick=0.00001",
      "margined=1",
      "pair-of=GBP",
      "leverage=50",
      "interest=GBP=0.01",
      "interest=2012-02-02 GBP=0.02",
      "interest=USD=0",
      "rollover=none"
    };
    assertThat(interest(words)).isZero();
    words[11] = "rollover=nautilus";
    // At the ends of the 1st and the 2nd.
    assertThat(interest(words)).isEqualTo(2);
  }

  private static long interest(String[] words) {
    return orders("GBPUSD.SIM", "1m-bid", "buy 100000", words).ledger().stream()
        .filter(e -> e.kind() == LedgerEntry.Kind.INTEREST)
        .count();
  }

  /** The first row of the factor file that is not before 1998-01-02 has 0.7... for dividends. */
  @Test
  void pricesAreAdjustedForAllDataThatNameFactors() {
    String spy =
        "data=SPY.ARCA:1d="
            + Cases.file("lean/data/spy_daily_1998_2015.csv")
            + "?layout=lean&factors="
            + Cases.file("lean/data/spy_factor_file.csv");
    String[] raw = {spy, "to=1998-01-09", "fees=none"};
    List<String> plain = fills(orders("SPY.ARCA", "buy 10", raw));
    List<String> total = fills(orders("SPY.ARCA", "buy 10", and(raw, "adjust=total")));
    raw[0] = spy + "&adjust=total";
    assertThat(total).isNotEqualTo(plain).isEqualTo(fills(orders("SPY.ARCA", "buy 10", raw)));
  }
}
