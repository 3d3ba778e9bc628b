package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.Money;
import io.qbrain.model.Report;
import io.qbrain.port.SeriesId;
import io.qbrain.port.TaskKind;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.service.BacktestService;
import io.qbrain.service.BacktestService.BacktestReport;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.tasks.shipped.AccountReportKind;
import io.qbrain.tasks.shipped.BatchBacktestKind;
import io.qbrain.tasks.shipped.CleanUpKind;
import io.qbrain.tasks.shipped.DataUpdateKind;
import io.qbrain.tasks.shipped.LedgerCheckKind;
import io.qbrain.tasks.shipped.SettlementKind;
import io.qbrain.tasks.store.ReportCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kinds of task that are shipped, on the real services over the real database, the real column
 * store and files, run by the real scheduler.
 */
class ShippedKindsTest {
  private static final int BARS = 123;
  private static final int PAGE = 40;
  private static final Instant EVENING = Instant.parse("2026-01-02T23:00:00Z");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  static Path home;

  @SuppressWarnings("NullAway.Init")
  private static TestDatabase database;

  @SuppressWarnings("NullAway.Init")
  private static TestPlatform trading;

  @SuppressWarnings("NullAway.Init")
  private static Path data;

  @SuppressWarnings("NullAway.Init")
  private Node node;

  @BeforeAll
  static void startTrading() throws SQLException, IOException {
    database = TestDatabase.fresh(ShippedKindsTest.class);
    data = Files.createDirectories(home.resolve("data"));
    trading = new TestPlatform(database, home);
    trading.bars(BARS);
  }

  @AfterAll
  static void stopTrading() {
    trading.close();
    database.close();
  }

  @BeforeEach
  void startNode() {
    database.empty();
    Clock evening = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), EVENING));
    node = new Node(database.source(), "one", 2, Map.of(), evening);
    var portfolio = trading.platform.portfolio();
    for (TaskKind<?> kind :
        List.of(
            new LedgerCheckKind(portfolio),
            AccountReportKind.over(portfolio, trading.platform.instances(), PAGE),
            new SettlementKind(portfolio),
            BatchBacktestKind.over(backtests(), data),
            DataUpdateKind.over(data, new ColumnStore(home.resolve("series"))),
            CleanUpKind.over(database.source(), new ReportCache(), data))) {
      node.scheduler.addKind(kind);
    }
    node.started();
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  private static BacktestService backtests() {
    return trading.platform.backtests(data);
  }

  private void run(String id, String kind, String schedule, Map<String, String> parameters) {
    node.tasks.schedule(
        new NewTask(
            Optional.of(io.qbrain.model.TaskId.of(id)),
            kind,
            parameters,
            schedule,
            Optional.empty(),
            Optional.of(new RetryPolicy(2, Duration.ZERO, 1))));
  }

  private void finishes(String id, String kind, String schedule, Map<String, String> parameters) {
    run(id, kind, schedule, parameters);
    Await.until(
        id + " has ended",
        () ->
            node.task(id).state() != TaskState.WAITING
                && node.task(id).state() != TaskState.RUNNING);
    assertThat(node.task(id).state())
        .as(node.task(id).lastRun().orElseThrow().message())
        .isEqualTo(TaskState.FINISHED);
  }

  private List<ReportView> reports(String kind) {
    return node.reports.list(
        new ReportFilter(Optional.of(kind), Optional.empty(), Optional.empty(), 100));
  }

  private Report only(String kind) {
    assertThat(reports(kind)).hasSize(1);
    return node.reports.get(reports(kind).get(0).number());
  }

  private static String fact(Report report, String name) {
    return report.facts().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact " + name + " in " + report.facts()))
        .value();
  }

  @Test
  void theLedgerOfTheTradedDayAgreesWithItsJournal() {
    finishes("check", "ledger-check", "now", Map.of());
    Report report = only(LedgerCheckKind.REPORT);
    assertThat(fact(report, "agrees")).isEqualTo("true");
    assertThat(Integer.parseInt(fact(report, "fills"))).isGreaterThan(2 * PAGE);
    assertThat(report.tables().get(0).rows()).isEmpty();
  }

  @Test
  void theDailyReportHasEveryFillOfADayOfMoreThanAPage() {
    finishes("daily", "account-report", "now", Map.of("account", "paper"));
    Report report = only(AccountReportKind.REPORT);
    long fills = trading.platform.portfolio().verifyLedger(TestPlatform.PAPER).fills();
    assertThat(report.key()).isEqualTo("2026-01-02");
    assertThat(fact(report, "fills of the day")).isEqualTo(String.valueOf(fills));
    assertThat(fills).isGreaterThan(2 * PAGE);
    assertThat(report.tables().get(2).rows()).hasSize((int) fills).doesNotHaveDuplicates();
    assertThat(fact(report, "equity"))
        .isEqualTo(trading.platform.portfolio().account(TestPlatform.PAPER).equity().toString());
    // The first fill takes ten shares, each other one twenty.
    assertThat(fact(report, "quantity traded of ALPHA.SIM"))
        .isEqualTo(String.valueOf(10 + (fills - 1) * 20));
  }

  @Test
  void aSettlementRecordsWhatTheAccountWasWorthOnce() {
    Map<String, String> market = Map.of("market", "us-equities");
    finishes("settle", "settlement", "now", market);
    assertThat(only(SettlementKind.REPORT).key()).isEqualTo("2026-01-02");
    finishes("again", "settlement", "now", market);
    assertThat(node.task("again").lastRun().orElseThrow().result())
        .containsEntry("paper", "2026-01-02 was recorded already");
    assertThat(reports(SettlementKind.REPORT)).hasSize(1);
  }

  private static void writeBars(Path file, int count) throws IOException {
    StringBuilder rows = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int i = 1; i <= count; i++) {
      rows.append(TestPlatform.DAY.plusSeconds(60L * i));
      rows.append((i % 2 == 0 ? ",100.5" : ",99.5").repeat(4)).append(",1000\n");
    }
    Files.writeString(file, rows);
  }

  @Test
  void aBatchHasTheResultsOfTheBacktestsOneByOne() throws IOException {
    writeBars(data.resolve("alpha.csv"), 500);
    String source = "ALPHA.SIM:1m=alpha.csv";
    Map<String, String> batch =
        Map.of("runs", "turn@1.0.0 instrument=ALPHA.SIM size=1|7|40", "data", source);
    finishes("grid", "batch-backtest", "now", batch);

    assertThat(reports(BatchBacktestKind.REPORT)).hasSize(3);
    for (ReportView view : reports(BatchBacktestKind.REPORT)) {
      Report report = node.reports.get(view.number());
      BacktestReport alone =
          backtests()
              .run(
                  new BacktestRequest(
                      TestPlatform.TURN,
                      Map.of("instrument", "ALPHA.SIM", "size", fact(report, "parameter size")),
                      List.of(source),
                      Money.of(100_000, Currency.USD),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()));
      assertThat(fact(report, "final equity")).isEqualTo(alone.finalEquity().toString());
      assertThat(fact(report, "order hash")).isEqualTo(alone.orderHash());
      assertThat(fact(report, "ledger hash")).isEqualTo(alone.ledgerHash());
      assertThat(fact(report, "bars")).isEqualTo("500");
    }

    finishes("more", "batch-backtest", "now", withBatch(batch, "grid"));
    assertThat(node.task("more").lastRun().orElseThrow().result())
        .containsEntry("known before", "3");
  }

  private static Map<String, String> withBatch(Map<String, String> parameters, String batch) {
    Map<String, String> all = new java.util.TreeMap<>(parameters);
    all.put("batch", batch);
    return all;
  }

  @Test
  void anUpdateBringsWhatIsNewIntoTheColumnStoreAndACleanUpTakesWhatIsLeftOver() throws Exception {
    writeBars(data.resolve("new.csv"), 100);
    Files.writeString(
        data.resolve("new.csv"),
        Files.readString(data.resolve("new.csv"))
            + TestPlatform.DAY.plusSeconds(60 * 101)
            + ",1,0.5,1,1,1\n");
    Map<String, String> update = Map.of("data", "ALPHA.SIM:1m=new.csv?stamp=close");
    finishes("update", "data-update", "now", update);
    assertThat(node.task("update").lastRun().orElseThrow().result())
        .containsEntry("added", "100")
        .containsEntry("refused", "1");
    BarSeries stored =
        (BarSeries)
            new ColumnStore(home.resolve("series"))
                .read(
                    SeriesId.bars(TestPlatform.ALPHA, BarSpec.MINUTE),
                    Long.MIN_VALUE,
                    Long.MAX_VALUE);
    assertThat(stored.size()).isEqualTo(100);
    assertThat(stored.bar(99)).isEqualTo(TestPlatform.bar(100));

    Path leftover = data.resolve("new.csv.quarantine");
    assertThat(leftover).exists();
    Files.setLastModifiedTime(leftover, FileTime.from(EVENING.minus(Duration.ofDays(40))));
    finishes("sweep", "clean-up", "now", Map.of());
    assertThat(leftover).doesNotExist();
    assertThat(data.resolve("new.csv")).exists();
  }

  @Test
  void whatFailsAtEveryAttemptIsInTheEventLogOnce() {
    PostgresEventLog log = new PostgresEventLog(database.postgres());
    EventPosition before = log.end(EventTopic.SYSTEM);

    run("ill", "batch-backtest", "now", Map.of("runs", "none@1.0.0", "data", "A.SIM:1m=no.csv"));
    node.awaitState("ill", TaskState.DEAD);
    assertThat(node.states("ill")).containsExactly(RunState.FAILED, RunState.DEAD);
    long number = node.runs("ill").get(1).number();

    Await.until("the event can be read", () -> !dead(log, before).isEmpty());
    assertThat(dead(log, before)).hasSize(1);
    assertThat(dead(log, before).get(0).data())
        .contains("\"task\":\"ill\"", "\"run\":" + number, "1 of 1 backtests failed");
  }

  private static List<LoggedEvent> dead(PostgresEventLog log, EventPosition after) {
    return log.read(EventTopic.SYSTEM, Optional.empty(), after, 100).events().stream()
        .filter(e -> e.type().equals("task.dead"))
        .toList();
  }
}
