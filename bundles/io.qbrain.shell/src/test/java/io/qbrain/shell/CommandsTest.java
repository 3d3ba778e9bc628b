package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.AccountId;
import io.qbrain.model.Money;
import io.qbrain.service.ReplayService;
import io.qbrain.service.ReplayService.ReplayCheck;
import io.qbrain.shell.RealShell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private final Doubles.Instances instances = new Doubles.Instances();
  private final Doubles.Strategies strategies = new Doubles.Strategies();
  private final Doubles.Portfolio portfolio = new Doubles.Portfolio();
  private final Doubles.Risk risk = new Doubles.Risk();
  private final Doubles.Backtests backtests = new Doubles.Backtests();
  private final RealShell shell =
      new RealShell(
          instances,
          strategies,
          portfolio,
          (ReplayService) this::replayed,
          risk,
          backtests,
          Doubles.feeds(),
          Doubles.platform());

  private ReplayCheck replayed(AccountId account) {
    return new ReplayCheck(account, 1, 90, 80, 7, String.join("; ", portfolio.differences));
  }

  @AfterEach
  void stop() {
    shell.close();
  }

  private String ok(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  private String refused(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isEqualTo(1);
    return answer.text();
  }

  @Test
  void listsInstancesAsATable() {
    List<String> lines = ok("strategy:list").lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).split("[|│]"))
        .extracting(String::strip)
        .containsExactly(
            "ID",
            "Strategy",
            "Version",
            "Mode",
            "State",
            "Positions",
            "Equity",
            "PnL",
            "Open orders",
            "Events",
            "Health");
    assertThat(lines.get(2).split("[|│]"))
        .extracting(String::strip)
        .containsExactly(
            "ema-spy",
            "ema-cross",
            "1.0.0",
            "PAPER",
            "RUNNING",
            "1",
            "100152.40 USD",
            "+152.40 USD",
            "1",
            "4711",
            "OK");
  }

  @Test
  void listsWithoutHeaderAndBorders() {
    assertThat(ok("strategy:list --no-format").strip().split("\t")).hasSize(11);
  }

  @Test
  void listsAsOneJsonDocument() {
    assertThat(ok("strategy:list -o json --no-format"))
        .isEqualTo(
            """
            {"items":[{"id":"ema-spy","strategy":"ema-cross@1.0.0","account":"paper",\
            "mode":"PAPER","state":"RUNNING","reason":"","ready":true,\
            "parameters":{"fastBars":"12","instrument":"SPY.ARCA"},\
            "capital":{"amount":"100000.00","currency":"USD"},\
            "equity":{"amount":"100152.39875","currency":"USD"},\
            "cash":{"amount":"50000.00","currency":"USD"},\
            "realizedProfit":{"amount":"200.00","currency":"USD"},\
            "fees":{"amount":"4.50","currency":"USD"},\
            "openOrders":1,"positions":1,"events":4711,"lastEvent":"2026-01-02T12:00:00.500Z"}]}
            """);
  }

  @Test
  void listsAsCsvWithExactAmountsAndTheirCurrency() {
    assertThat(ok("strategy:list -o csv"))
        .isEqualTo(
            "ID,Strategy,Version,Mode,State,Positions,Equity,Equity currency,PnL,PnL currency,"
                + "Open orders,Events,Health\r\n"
                + "ema-spy,ema-cross,1.0.0,PAPER,RUNNING,1,100152.39875,USD,152.39875,USD,"
                + "1,4711,OK\r\n");
    assertThat(ok("strategy:log ema-spy -o csv --no-format"))
        .isEqualTo("first line\r\n\"second, with \"\"quotes\"\"\"\r\n");
  }

  @Test
  void takesOptionsBeforeAndAfterTheArguments() {
    assertThat(ok("strategy:info -o json ema-spy")).isEqualTo(ok("strategy:info ema-spy -o json"));
    assertThat(ok("strategy:info ema-spy --output=csv")).contains("PnL,+152.40 USD");
    assertThat(refused("strategy:info ema-spy other"))
        .contains("Error: expected no further argument, found 'other' [argument.invalid]");
    assertThat(refused("strategy:info ema-spy --colour"))
        .contains("expected one of the options -o, --no-format, found '--colour'");
    assertThat(refused("strategy:info ema-spy -o"))
        .contains("expected a value after -o, found none");
    assertThat(refused("strategy:list -o xml"))
        .contains("expected -o table, json, csv, found 'xml'");
  }

  @Test
  void showsAnInstanceOrAStrategy() {
    assertThat(ok("strategy:info ema-spy")).contains("Parameter fastBars", "Last event");
    assertThat(ok("strategy:info ema-cross@1.0.0"))
        .contains("bars in the fast average", "1 to 500", "(must be given)", "LONG, SHORT, BOTH");
    assertThat(ok("strategy:info ema-cross@1.0.0 -o json"))
        .contains("\"strategy\" : \"ema-cross@1.0.0\"", "\"defaultValue\" : \"12\"");
    assertThat(ok("strategy:available")).contains("instrument=? fastBars=12", "STORED");
  }

  @Test
  void refusesInOneLineWithTheCode() {
    assertThat(refused("strategy:info nobody"))
        .isEqualTo("Error: no instance 'nobody'; there is ema-spy [instance.unknown]\n");
    assertThat(refused("strategy:create x ema-cross@1.0.0"))
        .isEqualTo(
            "Error: missing parameter instrument; expected instrument, fastBars=12"
                + " [instance.parameters]\n");
    assertThat(refused("strategy:start Nobody")).contains("found 'Nobody' [argument.invalid]");
  }

  @Test
  void refusesInRedAtATerminal() throws IOException {
    Answer answer = shell.executeAtTerminal("strategy:info nobody", "");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("\u001b[31mError: no instance 'nobody'");
  }

  @Test
  void createsAnInstance() {
    assertThat(
            ok(
                "strategy:create ema-2 ema-cross@1.0.0 --param instrument=SPY.ARCA"
                    + " --param fastBars=5 --capital 2500.50 --account paper"))
        .contains("Created ema-2: ema-cross@1.0.0 on account paper with 2500.50 USD.")
        .contains("strategy:start ema-2");
    assertThat(instances.calls)
        .containsExactly(
            "NewInstance[id=ema-2, strategy=ema-cross@1.0.0,"
                + " parameters={instrument=SPY.ARCA, fastBars=5},"
                + " account=Optional[paper], capital=Optional[2500.50 USD]]");
    assertThat(ok("strategy:create x ema-cross@1.0.0 --param a=1 --capital \"2 BTC\" -o json"))
        .startsWith("{")
        .contains("\"currency\" : \"BTC\"");
    assertThat(refused("strategy:create x ema-cross@1.0.0 --param fast"))
        .contains("expected --param name=value, found 'fast'");
    assertThat(refused("strategy:create x ema-cross@1.0.0 --param a=1 --param a=2"))
        .contains("expected --param a once");
    assertThat(refused("strategy:create x ema-cross@1.0.0 --param a=1 --capital lots"))
        .contains("expected a decimal number");
  }

  @Test
  void startsStopsAndRemovesForAReason() {
    assertThat(ok("strategy:start ema-spy")).isEqualTo("ema-spy is RUNNING.\n");
    assertThat(ok("strategy:stop ema-spy --reason \"end of day\""))
        .isEqualTo("ema-spy is STOPPED; positions that it keeps: 1.\n");
    assertThat(ok("strategy:remove --reason tidy ema-spy")).isEqualTo("Removed ema-spy.\n");
    assertThat(instances.calls)
        .containsExactly(
            "start ema-spy by ann in the shell", "stop ema-spy end of day", "remove ema-spy tidy");
  }

  @Test
  void installsAFileNamedFromTheCallersDirectory(@TempDir Path directory) throws IOException {
    Path jar = Files.createFile(directory.resolve("x.jar"));
    System.setProperty("qbrain.cwd", directory.toString());
    try {
      assertThat(ok("strategy:install file:x.jar"))
          .contains("Installed ema-cross@1.0.0.")
          .contains("strategy:create <id> ema-cross@1.0.0 --param instrument=<instrument>");
      ok("strategy:install x.jar");
      ok("strategy:install " + jar.toUri());
      ok("strategy:install acme/rsi@2.1.0 --reason trial");
      assertThat(refused("strategy:install file:y.jar"))
          .contains("found no file at " + directory.resolve("y.jar"), "start at " + directory);
      assertThat(shell.complete("strategy:install "))
          .containsExactly("acme/rsi@2.1.0", "file:x.jar");
      assertThat(shell.complete("strategy:install x")).containsExactly("x.jar");
    } finally {
      System.clearProperty("qbrain.cwd");
    }
    assertThat(strategies.calls)
        .containsExactly(
            "install " + jar + " by ann in the shell",
            "install " + jar + " by ann in the shell",
            "install " + jar + " by ann in the shell",
            "install acme/rsi@2.1.0 trial");
  }

  @Test
  void uninstallsAStrategy() {
    assertThat(ok("strategy:uninstall ema-cross@1.0.0 -o json --no-format"))
        .isEqualTo("{\"uninstalled\":\"ema-cross@1.0.0\"}\n");
  }

  @Test
  void listsAndCancelsOrders() {
    assertThat(ok("order:list")).contains("512.5", "SUBMITTED", "FILLED", "500.25");
    assertThat(ok("order:list --open --instance ema-spy --limit 5")).doesNotContain("FILLED");
    assertThat(portfolio.calls)
        .contains("OrderFilter[instance=Optional[ema-spy], openOnly=true, limit=5]");
    assertThat(ok("order:list --open -o json --no-format"))
        .contains("\"limitPrice\":\"512.5\"", "\"open\":true")
        .doesNotContain("stopPrice");
    assertThat(ok("order:cancel o-2 --reason late")).isEqualTo("Order o-2 is PENDING_CANCEL.\n");
    assertThat(refused("order:list --limit 0")).contains("expected --limit 1 to 1000, found 0");
    assertThat(refused("order:list --limit few")).contains("expected a whole number after --limit");
    assertThat(ok("order:fills")).contains("e-1", "1.00 USD");
  }

  @Test
  void showsPositionsAccountsAndLedger() {
    assertThat(ok("position:list")).contains("+7.50 USD", "(all)");
    assertThat(ok("position:list -o json")).contains("\"lastPrice\" : \"501\"");
    assertThat(ok("account:list")).contains("+10.00 USD");
    assertThat(ok("account:show")).contains("retail").isEqualTo(ok("account:show paper"));
    assertThat(refused("account:show other")).contains("[account.unknown]");
    assertThat(ok("ledger:show paper --after 7 --limit 1")).contains("cash 1000000.00 USD");
    assertThat(ok("ledger:turns paper --what denial --before 90 --limit 1"))
        .contains("DENIAL of paper before 90", "There may be more: --before 12");
    assertThat(ok("ledger:turns --id o-2 --limit 5"))
        .contains("o-2 of paper")
        .doesNotContain("There may be more");
    assertThat(ok("strategy:list --param fastBars=12")).contains("ema-spy");
    assertThat(ok("strategy:list --param fastBars=13")).doesNotContain("ema-spy");
    assertThat(portfolio.calls).contains("ledger paper 7 1");
  }

  @Test
  void verifiesTheLedger() {
    assertThat(ok("ledger:verify")).contains("everything agrees");
    assertThat(ok("account:prove")).contains("the same decisions");
    portfolio.differences = List.of("position of SPY.ARCA: 10 by fills, 9 by the ledger");
    assertThat(refused("ledger:verify paper"))
        .contains("position of SPY.ARCA: 10 by fills", "[ledger.differences]");
    assertThat(refused("account:prove"))
        .contains("10 by fills, 9 by the ledger", "[replay.differs]");
    assertThat(refused("ledger:verify paper -o json --no-format"))
        .startsWith("{\"account\":\"paper\",\"agrees\":false")
        .endsWith("}\n")
        .doesNotContain("Error");
  }

  @Test
  void killsOnlyWhenConfirmed() throws IOException {
    assertThat(refused("risk:kill platform --yes")).contains("expected --reason");
    assertThat(refused("risk:kill platform --reason drill")).contains("no terminal", "--yes");
    assertThat(shell.executeAtTerminal("risk:kill platform --reason drill", "account\n").text())
        .contains("expected 'platform', found 'account'");
    assertThat(risk.calls).isEmpty();
    assertThat(ok("risk:kill strategy:ema-spy --reason drill --yes"))
        .contains("open orders asked to be canceled: 3");
    Answer typed = shell.executeAtTerminal("risk:kill platform --reason drill", "platform\n");
    assertThat(typed.text()).contains("Trading is stopped: platform");
    assertThat(risk.calls).containsExactly("kill strategy:ema-spy drill", "kill platform drill");
  }

  @Test
  void resumesOnlyWhenTheScopeIsTypedAgain() {
    assertThat(refused("risk:resume platform --reason over"))
        .contains("add --confirm platform [risk.not-confirmed]");
    assertThat(refused("risk:resume platform --reason over --confirm account:paper"))
        .contains("expected 'platform', found 'account:paper'");
    assertThat(risk.calls).isEmpty();
    assertThat(ok("risk:resume platform --reason over --confirm platform"))
        .isEqualTo("Trading is allowed again: platform.\n");
    assertThat(ok("risk:kills")).contains("strategy:ema-spy", "drill");
    assertThat(ok("risk:limits -o csv")).contains("MAX_NOTIONAL,account:paper,50000 USD an order");
  }

  @Test
  void runsABacktest() {
    String run =
        "backtest:run ema-cross@1.0.0 --data SPY.ARCA:1d=spy.csv --param instrument=SPY.ARCA"
            + " --capital 5000 --preset lean --from 2004-01-01 --to 2005-01-01";
    assertThat(ok(run)).contains("Sharpe", "1.25", "100095.50 USD").doesNotContain("Entry price");
    assertThat(ok(run + " --trades")).contains("Entry price", "+97.50 USD");
    assertThat(ok(run + " --trades -o csv")).startsWith("Instrument,Side,");
    assertThat(ok(run + " -o json")).contains("\"entryTime\" : \"2026-01-02T12:00:00.500Z\"");
    assertThat(backtests.calls.get(0).parameters()).isEqualTo(Map.of("instrument", "SPY.ARCA"));
    assertThat(backtests.calls.get(0).data()).containsExactly("SPY.ARCA:1d=spy.csv");
    assertThat(backtests.calls.get(0).capital()).isEqualTo(Money.parse("5000 USD"));
    assertThat(backtests.calls.get(0).to()).contains("2005-01-01");
    assertThat(refused("backtest:run ema-cross@1.0.0")).contains("expected --data");
  }

  @Test
  void tellsWhichOrdersOfABacktestWereDeniedAndThatTheStrategyWasStopped() {
    String run = "backtest:run ema-cross@1.0.0 --data SPY.ARCA:1d=spy.csv";
    assertThat(ok(run))
        .contains("Denied orders", "BUYING_POWER", "expected at most 1.00 USD, found 2.00 USD")
        .containsPattern("BUYING_POWER \\| +2 \\|");
    backtests.stopped = Optional.of("ema-cross@1.0.0 was stopped: onBar threw");
    assertThat(refused(run)).contains("ema-cross@1.0.0 was stopped: onBar threw");
  }

  @Test
  void takesTheOptionsOfABacktestThatTheServiceKnows() {
    assertThat(
            ok(
                "backtest:run ema-cross@1.0.0 --data SPY.ARCA:1d=spy.csv --fill-timing next-close"
                    + " --tick=0.01 --tick SPY.ARCA=0.5 -o json"))
        .contains("\"resultHash\" : \"cc\"");
    assertThat(backtests.calls.get(0).options())
        .isEqualTo(
            Map.of("fill-timing", List.of("next-close"), "tick", List.of("0.01", "SPY.ARCA=0.5")));
    assertThat(refused("backtest:run ema-cross@1.0.0 --fill-timing"))
        .contains("expected a value after --fill-timing, found none");
    assertThat(refused("backtest:run ema-cross@1.0.0 -x y"))
        .contains("expected one of the options");
    assertThat(ok("backtest:options")).contains("--fill-timing", "next-open, next-close");
    assertThat(ok("backtest:options -o json")).contains("\"repeatable\" : true");
  }

  @Test
  void showsFeedsAndStatus() {
    assertThat(ok("feed:list")).contains("simulator, seed 42", "Silent s", "75 !");
    assertThat(ok("feed:list -o json")).doesNotContain("lastEvent");
    assertThat(ok("platform:status")).contains("PostgreSQL 18", "no file x.csv; put it there");
    assertThat(ok("platform:status -o json"))
        .startsWith("{")
        .contains("\"started\" : \"2026-01-02T12:00:00.500Z\"");
  }
}
