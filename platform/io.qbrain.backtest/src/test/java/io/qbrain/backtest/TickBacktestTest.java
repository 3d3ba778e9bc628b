package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.trend.TickFactory;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.series.DataSpec;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies on quotes, trades, books and bars of bids and asks, with fills worked out by hand. */
class TickBacktestTest {
  private static final String[] QUOTES = {
    "time,bid,ask,bidsize,asksize",
    "2026-01-05T15:00:00Z,100,100.1,5,5",
    "2026-01-05T15:00:01Z,100.2,100.3,5,5",
    "2026-01-05T15:00:02Z,100.4,100.6,5,5",
    "2026-01-05T15:00:03Z,99,99.5,5,5"
  };

  private static final String[] BOOKS = {
    "time,bid0,bid_size0,ask0,ask_size0,bid1,bid_size1,ask1,ask_size1",
    "2026-01-05T15:00:00Z,100,4,100.1,4,99.9,9,100.2,9",
    "2026-01-05T15:00:01Z,100.2,4,100.3,4,100.1,9,100.5,9",
    "2026-01-05T15:00:02Z,101,3,101.1,3,100.8,9,101.2,9"
  };

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Path folder;

  TickBacktestTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** Runs the command; returns time, side, quantity and price of each fill. */
  private List<String> fills(String on, String... more) throws IOException {
    Path jar =
        StrategyBundle.of(
            folder, "TickFactory", "[1.0,2)", "TickFactory", "TickFactory$1", "TickFactory$Config");
    Path to = folder.resolve("out");
    List<String> words = new ArrayList<>();
    words.addAll(List.of(jar.toString(), "--param", "instrument=SPY.ARCA", "--param", "on=" + on));
    words.addAll(List.of("--out", to.toString()));
    words.addAll(List.of(more));
    int code =
        new BacktestCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(words.toArray(new String[0]));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    List<String> lines = Files.readAllLines(to.resolve("fills.csv"));
    return lines.subList(1, lines.size()).stream()
        .map(line -> line.split(",", -1))
        .map(f -> String.join(" ", f[0], f[4], f[5], f[6]))
        .toList();
  }

  @Test
  void buysAtTheAskAndSellsAtTheBidOfTheQuoteAfterTheDecision() throws IOException {
    assertThat(fills("quotes", "--data", "SPY.ARCA:quotes=" + file("quotes.csv", QUOTES)))
        .containsExactly(
            "2026-01-05T15:00:01Z BUY 10 100.3",
            "2026-01-05T15:00:02Z SELL 10 100.4",
            "2026-01-05T15:00:03Z BUY 10 99.5");
  }

  @Test
  void tradesFillAtThePriceOfTheNextTrade() throws IOException {
    Path trades =
        file(
            "trades.csv",
            "time,price,size",
            "2026-01-05T15:00:00Z,100,5",
            "2026-01-05T15:00:01Z,101,5",
            "2026-01-05T15:00:02Z,103,5");
    assertThat(fills("trades", "--data", "SPY.ARCA:trades=" + trades))
        .containsExactly("2026-01-05T15:00:01Z BUY 10 101", "2026-01-05T15:00:02Z SELL 10 103");
  }

  @Test
  void booksFillAtTheirBestPrices() throws IOException {
    assertThat(fills("depth", "--data", "SPY.ARCA:depth=" + file("books.csv", BOOKS)))
        .containsExactly("2026-01-05T15:00:01Z BUY 10 100.3", "2026-01-05T15:00:02Z SELL 10 101");
  }

  /** The minute is closed by 15:01, before the quote of that time, which so fills the order. */
  @Test
  void barsAreBuiltOfQuotesThatTheCommandReads() throws IOException {
    Path quotes =
        file(
            "minutes.csv",
            "time,bid,ask,bidsize,asksize",
            "2026-01-05T15:00:00Z,100,100.1,5,5",
            "2026-01-05T15:00:59Z,100.4,100.6,5,5",
            "2026-01-05T15:01:00Z,101,101.1,5,5",
            "2026-01-05T15:01:01Z,102,102.2,5,5");
    assertThat(fills("1m-mid", "--data", "SPY.ARCA:quotes=" + quotes))
        .containsExactly("2026-01-05T15:01:00Z BUY 10 101.1");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("built from quotes");
  }

  /** 10 of a book of 4 and 9: 4 at the best price, 6 at the next. */
  @Test
  void aBookIsWalkedWhereSizesCount() throws IOException {
    InstrumentId id = InstrumentId.of("SPY.ARCA");
    BacktestResult result =
        Backtest.under(
                Preset.DEFAULT.withVenue(
                    Preset.DEFAULT
                        .venue()
                        .withLiquidity(
                            new Liquidity(
                                Liquidity.UNLIMITED, Liquidity.Rest.WAITS, 0, true, false))))
            .data(
                Instrument.builder(id, Currency.USD).build(),
                DataSpec.parse("SPY.ARCA:depth=" + file("books.csv", BOOKS)))
            .strategy(
                "book",
                new TickFactory(),
                Map.of("instrument", id.toString(), "on", "depth"),
                Money.of(100_000, Currency.USD))
            .run();
    assertThat(result.fills().stream().map(f -> f.side() + " " + f.quantity() + " @ " + f.price()))
        .containsExactly("BUY 4 @ 100.3", "BUY 6 @ 100.5", "SELL 3 @ 101", "SELL 7 @ 100.8");
    assertThat(result.account().books())
        .allSatisfy(book -> assertThat(book.cash()).isEqualTo(result.finalEquity()));
    // 10 cost 4 x 100.3 + 6 x 100.5 = 1004.2 and bring 3 x 101 + 7 x 100.8 = 1008.6.
    assertThat(result.finalEquity().plus(result.fees())).isEqualTo(Money.parse("100004.4 USD"));
  }

  /** The first rows of the file: ask closes at 167.27, bid at 167.21, ask at 167.24. */
  @Test
  void leanFilesOfBidsAndAsksFillAtTheirCloses() throws IOException {
    Path quotes = Cases.file("lean/data/minute/20131007_quote.zip");
    Path trades = Cases.file("lean/data/minute/20131007_trade.zip");
    List<String> fills =
        fills(
            "1m",
            "--preset",
            "lean",
            "--data",
            "SPY.ARCA:1m-bid=" + quotes + "?layout=lean",
            "--data",
            "SPY.ARCA:1m-ask=" + quotes + "?layout=lean",
            "--data",
            "SPY.ARCA:1m=" + trades + "?layout=lean");
    assertThat(fills.subList(0, 3))
        .containsExactly(
            "2013-10-07T08:01:00Z BUY 10 167.27",
            "2013-10-07T08:02:00Z SELL 10 167.21",
            "2013-10-07T08:03:00Z BUY 10 167.24");
  }
}
