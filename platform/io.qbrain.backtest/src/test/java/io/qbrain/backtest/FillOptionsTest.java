package io.qbrain.backtest;

import static io.qbrain.backtest.OptionsRun.and;
import static io.qbrain.backtest.OptionsRun.fills;
import static io.qbrain.backtest.OptionsRun.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Fill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the options of fills change, on real bars. The first four days of GOOG are: open 100,
 * 101.01, 110.75, 111.24; high 104.06, 109.08, 113.48, 111.6; low 95.96, 100.5, 109.05, 103.57;
 * close 100.34, 108.31, 109.4, 104.87; volume 22351900, 11428600, 9137200, 7631300.
 */
class FillOptionsTest {
  private static final String GOOG = "GOOG.XNAS";
  private static final String PAIR = "GBPUSD.SIM";

  private static String[] goog(String... more) {
    return and(
        new String[] {
          "data=" + GOOG + ":1d=" + Cases.file("backtesting_py/GOOG.csv"),
          "to=2004-08-24",
          "capital=200000000"
        },
        more);
  }

  private static List<String> google(String orders, String... more) {
    return fills(orders(GOOG, orders, and(goog(more), "fees=none")));
  }

  @ParameterizedTest
  @CsvSource({
    "next-open,  101.01, 110.75",
    "next-close, 108.31, 109.4",
    "same-close, 100.34, 108.31",
  })
  void fillTimingSaysWhenMarketOrdersFill(String timing, String buy, String sell) {
    assertThat(google("buy 10,sell 10", "fill-timing=" + timing))
        .containsExactly("BUY 10 @ " + buy, "SELL 10 @ " + sell);
  }

  @Test
  void aLimitIsTouchedOrTradedThrough() {
    assertThat(google("buy 10 limit 100.5", "limits=touch")).containsExactly("BUY 10 @ 100.5");
    assertThat(google("buy 10 limit 100.5", "limits=through")).isEmpty();
    assertThat(google("buy 10 limit 100.51", "limits=through")).containsExactly("BUY 10 @ 100.51");
  }

  @Test
  void triggeredOrdersFillInTheBarOfTheirEntryOrFromTheNextOne() {
    assertThat(google("buy 10 bracket 100.9 112", "triggered=same-bar"))
        .containsExactly("BUY 10 @ 101.01", "SELL 10 @ 100.9");
    assertThat(google("buy 10 bracket 100.9 112", "triggered=next-bar"))
        .containsExactly("BUY 10 @ 101.01", "SELL 10 @ 112");
  }

  /** 228572 are 2 % of the second day's volume: 101.01 x 0.1 x 0.02 x 0.02 = 0.0040404. */
  @ParameterizedTest
  @CsvSource({
    "none,             10,     101.01",
    "amount:0.5,       10,     101.51",
    "ticks:3,          10,     101.04",
    "bps:10,           10,     101.11101",
    "volume-share:0.1, 228572, 101.0140404",
  })
  void slippageMakesThePriceWorse(String slippage, String quantity, String price) {
    assertThat(google("buy " + quantity, "slippage=" + slippage))
        .containsExactly("BUY " + quantity + " @ " + price);
  }

  /** The high of the second day is 109.08, the low of the third 109.05. */
  @Test
  void slippageWithinTheBarEndsAtItsHighAndLow() {
    assertThat(google("buy 10,sell 10", "slippage=within-bar:bps:10"))
        .containsExactly("BUY 10 @ 101.11101", "SELL 10 @ 110.63925");
    assertThat(google("buy 10,sell 10", "slippage=within-bar:amount:50"))
        .containsExactly("BUY 10 @ 109.08", "SELL 10 @ 109.05");
  }

  @Test
  void slippageOfLimitsKeepsTheirPrice() {
    assertThat(google("buy 10 limit 101.05", "slippage=bps:10")).containsExactly("BUY 10 @ 101.01");
    assertThat(google("buy 10 limit 101.05", "slippage=fixed-bps:10"))
        .containsExactly("BUY 10 @ 101.05");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                                      | 0.00
          flat:1.5                                  | 1.50
          percentage:0.001                          | 1.0101
          per-contract:2                            | 20.00
          per-share:0.005,1.00,0.005                | 1.00
          maker-taker:0.0001,0.0002                 | 0.20202
          stamp-duty:0.5,flat:1                     | 1.00
          per-order:3,0,flat:1                      | 4.00
          rounded:2,HALF_UP,percentage:0.001        | 1.01
          """)
  void feesAreThoseOfTheModel(String fees, String fee) {
    BacktestResult result = orders(GOOG, "buy 10", and(goog(), "fees=" + fees));
    assertThat(result.fills().stream().map(Fill::fee)).hasToString("[" + fee + " USD]");
  }

  @Test
  void aShareOfTheVolumeFillsOnEachBar() {
    assertThat(google("buy 1000000", "volume-share=0.025"))
        .containsExactly("BUY 285715 @ 101.01", "BUY 228430 @ 110.75", "BUY 190782 @ 111.24");
    assertThat(google("buy 1000000", "preset=zipline", "volume-share=unlimited", "slippage=none"))
        .containsExactly("BUY 1000000 @ 108.31");
  }

  @ParameterizedTest
  @CsvSource({"order-latency", "data-latency"})
  void anOrderThatIsLateForAnOpenFillsAtTheNext(String latency) {
    assertThat(google("buy 10", latency + "=0s")).containsExactly("BUY 10 @ 101.01");
    assertThat(google("buy 10", latency + "=50ms")).containsExactly("BUY 10 @ 110.75");
    assertThat(google("buy 10", latency + "=259201s")).containsExactly("BUY 10 @ 111.24");
  }

  @Test
  void theEndOfTheRunKeepsPositionsOrClosesThem() {
    assertThat(google("buy 10", "end=keep")).hasSize(1);
    assertThat(google("buy 10", "end=close-at-last-open"))
        .containsExactly("BUY 10 @ 101.01", "SELL 10 @ 111.24");
    assertThat(google("buy 10", "end=close-at-end", "fill-timing=same-close"))
        .containsExactly("BUY 10 @ 100.34", "SELL 10 @ 104.87");
    assertThat(google("buy 10", "end=close-at-last-open", "fill-timing=same-close"))
        .containsExactly("BUY 10 @ 100.34", "SELL 10 @ 111.24");
    assertThat(google("buy 10", "end=close-before-last"))
        .containsExactly("BUY 10 @ 101.01", "SELL 10 @ 109.4");
  }

  private static String[] pair(String... more) {
    return and(
        new String[] {
          "data=" + PAIR + ":1m-bid=" + side("bid"),
          "data=" + PAIR + ":1m-ask=" + side("ask"),
          "to=2012-02-01",
          "fees=none",
          "tick=0.00001",
          "margined=1",
          "pair-of=GBP",
          "capital=5000000",
          "leverage=50"
        },
        more);
  }

  private static String side(String side) {
    return Cases.file("nautilus/gbpusd-m1-" + side + "-2012.csv.gz") + "?stamp=close";
  }

  private static List<String> pounds(String orders, String... more) {
    return fills(orders(PAIR, "1m-bid", orders, pair(more)));
  }

  /** Asks close at 1.57585, 1.57552, 1.57557; the decision comes with the bid of the second. */
  @Test
  void theBookIsThatOfTheBarsBeforeWhereItIsCurrent() {
    assertThat(pounds("none,buy 1000000", "fill-timing=current-book"))
        .containsExactly("BUY 1000000 @ 1.57585");
    assertThat(pounds("none,buy 1000000", "fill-timing=quote-close"))
        .containsExactly("BUY 1000000 @ 1.57552");
  }

  @Test
  void whatIsAboveTheQuotedSizeIsWorseOrWaits() {
    String current = "fill-timing=current-book";
    assertThat(pounds("none,buy 1000000", current, "book=one-tick-worse", "book-size=250000"))
        .containsExactly("BUY 250000 @ 1.57585", "BUY 750000 @ 1.57586");
    assertThat(pounds("none,buy 600000", current, "book=waits", "book-size=250000"))
        .containsExactly("BUY 250000 @ 1.57585", "BUY 250000 @ 1.57552", "BUY 100000 @ 1.57557");
    assertThat(pounds("none,buy 1000000", current, "book=one-tick-worse", "book-size=any"))
        .containsExactly("BUY 1000000 @ 1.57585");
  }

  @Test
  void whatFilledIsMissingForTheNextOrderOrNot() {
    String[] more = {
      "fill-timing=current-book", "book=one-tick-worse", "book-size=250000", "book-depletes=true"
    };
    assertThat(pounds("none,buy 250000; buy 250000", more))
        .containsExactly("BUY 250000 @ 1.57585", "BUY 250000 @ 1.57586");
    more[3] = "book-depletes=false";
    assertThat(pounds("none,buy 250000; buy 250000", more))
        .containsExactly("BUY 250000 @ 1.57585", "BUY 250000 @ 1.57585");
  }

  /** 5 stand before the order; the trade of 8 brings it 3, the one of 20 the rest. */
  @Test
  void aLimitOrderWaitsInTheQueueOrNot(@TempDir Path folder) throws IOException {
    Path quotes =
        Files.writeString(
            folder.resolve("quotes.csv"),
            """
            time,bid,ask,bidsize,asksize
            2026-01-05T15:00:00Z,100,100.1,5,5
            2026-01-05T15:00:01Z,100,100.1,5,5
            """);
    Path trades =
        Files.writeString(
            folder.resolve("trades.csv"),
            """
            time,price,size
            2026-01-05T15:00:02Z,100,8
            2026-01-05T15:00:03Z,100,20
            """);
    String[] words = {
      "data=SPY.ARCA:quotes=" + quotes, "data=SPY.ARCA:trades=" + trades, "fees=none"
    };
    assertThat(fills(orders("SPY.ARCA", "quotes", "buy 10 limit 100", and(words, "queue=true"))))
        .containsExactly("BUY 3 @ 100", "BUY 7 @ 100");
    assertThat(fills(orders("SPY.ARCA", "quotes", "buy 10 limit 100", and(words, "queue=false"))))
        .containsExactly("BUY 10 @ 100");
  }
}
