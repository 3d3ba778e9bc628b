package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path jar;
  private final Path csv;

  BacktestCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.jar = StrategyBundle.trend(folder);
    StringBuilder bars = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    LocalDate day = LocalDate.of(2020, 1, 1);
    for (int i = 0; i < 60; i++) {
      int price = 100 + (i % 10 < 5 ? i % 10 : 10 - i % 10);
      bars.append(day.plusDays(i)).append(',').append(price).append(',').append(price + 1);
      bars.append(',').append(price - 1).append(',').append(price).append(",1000\n");
    }
    this.csv = Files.writeString(folder.resolve("spy.csv"), bars);
  }

  private int run(String... more) {
    List<String> words = new ArrayList<>();
    words.add(jar.toString());
    words.addAll(List.of(more));
    return new BacktestCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(words.toArray(new String[0]));
  }

  /** Runs the 60 days from 2020-01-01 on at another time; returns what it warned of. */
  private String warningAt(String now) {
    out.reset();
    int code =
        new BacktestCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                () -> Instant.parse(now))
            .run(jar.toString(), "--data", data(), "--param", "instrument=SPY.ARCA");
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void dataThatLieAheadOfTheClockAreToldAndChangeNothing() {
    assertThat(warningAt("2020-03-01T12:00:00Z")).isEmpty();
    String report = out.toString(StandardCharsets.UTF_8);
    assertThat(warningAt("1999-12-31T23:59:59.5Z"))
        .hasLineCount(1)
        .startsWith("backtest: warning: the data go on to 2020-0")
        .contains("but it is 1999-12-31T23:59:59Z", "time zone");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(report);
  }

  private String data() {
    return "SPY.ARCA:1d=" + csv;
  }

  @Test
  void saysHowParquetIsAddedWhereItIsNot() throws IOException {
    Path parquet = Files.writeString(folder.resolve("spy.parquet"), "PAR1");
    refused(
        "qbrain add parquet", "--data", "SPY.ARCA:1d=" + parquet, "--param", "instrument=SPY.ARCA");
  }

  private void refused(String message, String... words) {
    err.reset();
    assertThat(run(words)).isEqualTo(BacktestCommand.WRONG_INPUT);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("backtest: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void printsStatisticsTradesEquitySettingsAndHashes() {
    int code =
        run("--data", data(), "--param", "instrument=SPY.ARCA", "--fees", "none", "--trades", "3");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("total return", "max drawdown", "Trades (the last 3 of", "Equity", "2020-01-31")
        .contains("trend@1.4.2", "param bars", "60 bars of 60 rows", "sha-256");
  }

  @Test
  void writesJsonAndFiles() throws IOException {
    Path folderOut = folder.resolve("out");
    int code =
        run(
            "--data=" + data(),
            "--param",
            "instrument=SPY.ARCA",
            "--out",
            folderOut.toString(),
            "-o",
            "json");
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(json).contains("\"bars\": 60", "\"orderHash\": \"", "\"netProfit\": ");
    assertThat(folderOut.resolve("report.json")).hasContent(json);
    assertThat(Files.readAllLines(folderOut.resolve("equity.csv"))).hasSize(61);
    assertThat(Files.readAllLines(folderOut.resolve("fills.csv")).get(0))
        .isEqualTo("time,instance,order,instrument,side,quantity,price,fee");
    List<String> orders = Files.readAllLines(folderOut.resolve("orders.csv"));
    assertThat(orders.get(0)).startsWith("order,instance,created,updated,instrument,side,type,");
    assertThat(orders.get(1))
        .startsWith("backtest-1,backtest,2020-")
        .contains(",SPY.ARCA,BUY,", ",FILLED,10,");
    assertThat(json).contains("\"orders\": [", "\"status\": \"FILLED\"");
    assertThat(Files.readAllLines(folderOut.resolve("trades.csv")).get(1))
        .startsWith("backtest,SPY.ARCA,long,10,");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    refused(
        "--out: cannot make the folder " + file.resolve("out"),
        "--data",
        data(),
        "--param",
        "instrument=SPY.ARCA",
        "--out",
        file.resolve("out").toString());
  }

  @Test
  void daysWithoutDataAreRefusedWithTheDaysThatThereAre() {
    refused(
        "found only data from 2020-01-01T21:00:00Z to 2020-02-29T21:00:00Z",
        "--data",
        data(),
        "--param",
        "instrument=SPY.ARCA",
        "--from",
        "2021-01-01");
  }

  @Test
  void deniedOrdersAreCountedByCodeWithTheFirstReason() {
    run("--data", data(), "--param", "instrument=SPY.ARCA", "--risk-position-value", "100");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\nDenied orders\n", "MAX_POSITION ", "2020-");
  }

  @Test
  void daysBeforeTheFirstWarmUpTheStrategy() {
    run("--data", data(), "--param", "instrument=SPY.ARCA", "--from", "2020-02-01", "-o", "json");
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(json).contains("\"bars\": 29").contains("\"time\": \"2020-02-0");
    out.reset();
    run(
        "--data",
        data(),
        "--param",
        "instrument=SPY.ARCA",
        "--from",
        "2020-02-01",
        "--to",
        "2020-02-10",
        "-o",
        "json");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"bars\": 10");
  }

  @Test
  void helpListsTheParametersOfTheJar() {
    assertThat(run("--help")).isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--data SPY.ARCA:1d=spy.csv", "lean, backtrader")
        .contains("bars        int", "1 .. 500", "bars in the average", "(must be given)");
  }

  @Test
  void wrongParametersAreNamedWithWhatIsExpected() {
    String d = data();
    refused(
        "unknown parameter speed; expected instrument, size=10",
        "--data",
        d,
        "--param",
        "instrument=SPY.ARCA",
        "--param",
        "speed=3");
    refused("missing parameter instrument", "--data", d);
    refused(
        "parameter bars: expected a value of type int, found 'x'",
        "--data",
        d,
        "--param",
        "instrument=SPY.ARCA",
        "--param",
        "bars=x");
    refused(
        "unknown instrument QQQ.ARCA; known are [SPY.ARCA]",
        "--data",
        d,
        "--param",
        "instrument=QQQ.ARCA");
    refused("--param: expected name=value, found 'bars'", "--data", d, "--param", "bars");
    refused("once, found it twice", "--data", d, "--param", "bars=1", "--param", "bars=2");
  }

  @Test
  void wrongOptionsAreNamedWithWhatIsExpected() {
    String d = data();
    refused("unknown option --dat; expected one of --data", "--dat", d);
    refused("expected a value after --data", "--data");
    refused("expected --data such as", "--param", "instrument=SPY.ARCA");
    refused("expected a preset of [default, lean", good("--preset", "mine"));
    refused("--capital: expected a decimal number", good("--capital", "much"));
    refused("expected a day such as 2004-01-31, found '2020-13-01'", good("--from", "2020-13-01"));
    refused(
        "not after the last one, found 2020-03-01 to 2020-01-01",
        good("--from", "2020-03-01", "--to", "2020-01-01"));
    refused("expected -o table or json", good("-o", "xml"));
    refused("--account: expected cash, margin or futures", good("--account", "gold"));
    refused("--trades: expected a whole number", good("--trades", "-1"));
    refused("--future: expected a multiplier and a margin", good("--future", "10"));
    refused("expected a folder, found the file", good("--out", csv.toString()));
    refused("expected one --fees", good("--fees", "none", "--fees", "none"));
    refused("expected one jar", good("other.jar"));
  }

  @Test
  void accountAndRiskCanBeChosen() {
    refused("neither averageDailyVolume nor maxOrderQuantity", good("--risk", "retail"));
    assertThat(run(good("--risk", "retail", "--max-order", "5", "--account", "cash")))
        .isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("retail", "CASH", "Trades: none");
    out.reset();
    assertThat(run(good("--future", "10,100", "--fees", "per-contract:2", "--lot", "1")))
        .isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("FUTURES", "2 a contract");
  }

  @Test
  void anInstrumentFollowsTheRulesOfItsMarket() {
    assertThat(run(good("--market", "us-equities", "--fees", "market")))
        .isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("market of SPY.ARCA", "us-equities", "0.005 a share");
    out.reset();
    // Ten shares are less than the lot of 100: the target is rounded to nothing.
    assertThat(run(good("--market", "SPY.ARCA=china-a", "--market", "forex")))
        .isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("china-a", "Trades: none");
    out.reset();
    assertThat(run("--data", data() + "?market=forex", "--param", "instrument=SPY.ARCA"))
        .isEqualTo(BacktestCommand.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("market of SPY.ARCA");
    out.reset();
    refused(
        "expected a market that is known here, found 'moon'",
        "--data",
        data() + "?market=moon",
        "--param",
        "instrument=SPY.ARCA");
    refused("expected a market of [china-a,", good("--market", "moon"));
    refused("expected one --market", good("--fees", "market"));
    refused(
        "expected one --market",
        good("--fees", "market", "--market", "forex", "--market", "SPY.ARCA=china-a"));
  }

  private String[] good(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--data", data(), "--param", "instrument=SPY.ARCA"));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  @Test
  void wrongDataAreNamedWithTheirPlace() throws IOException {
    Path bad =
        Files.writeString(folder.resolve("bad.csv"), Files.readString(csv) + "x,1,1,1,1,1\n");
    refused("bad.csv:62", "--data", "SPY.ARCA:1d=" + bad, "--param", "instrument=SPY.ARCA");
    String i = "instrument=SPY.ARCA";
    Path missing = folder.resolve("no.csv");
    refused("expected a file", "--data", "SPY.ARCA:1d=" + missing, "--param", i);
    refused("expected data such as", "--data", "spy.csv", "--param", i);
  }

  @Test
  void strategyThatFailsIsReportedAndSeenInTheExitCode() {
    assertThat(run(good("--param", "fail=true"))).isEqualTo(BacktestCommand.FAULTED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("was stopped", "asked to fail");
  }
}
