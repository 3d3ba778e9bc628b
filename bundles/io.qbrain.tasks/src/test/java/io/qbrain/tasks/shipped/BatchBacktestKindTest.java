package io.qbrain.tasks.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Money;
import io.qbrain.model.Report;
import io.qbrain.port.TaskCanceled;
import io.qbrain.service.BacktestService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.strategy.ParameterSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchBacktestKindTest {
  private final Counted backtests = new Counted();
  private final OneRun run = new OneRun("2026-01-02T02:30:00Z", "UTC");
  private Path data;
  private BatchBacktestKind kind;

  /** Backtests whose final equity is told by their parameters. */
  private static final class Counted implements BacktestService {
    final List<String> ran = new ArrayList<>();
    String broken = "none";
    Runnable after = () -> {};

    @Override
    public BacktestReport run(BacktestRequest request) {
      if (request.parameters().toString().contains(broken)) {
        throw new ServiceException(Kind.INVALID, "instance.parameters", "fast must be less");
      }
      ran.add(request.strategy() + " " + request.parameters());
      Money equity = Money.parse(ran.size() + "000.25 USD");
      after.run();
      return new BacktestReport(
          Map.of("preset", "default"),
          250,
          List.of(),
          List.of(new TradeView("SPY.ARCA", "long", "10", 0, "1", 1, "2", equity, equity)),
          List.of(new EquityPoint(0, equity)),
          Map.of("Sharpe", "1.5"),
          equity,
          "aa",
          "bb");
    }

    @Override
    public List<String> presets() {
      return List.of("default");
    }

    @Override
    public List<OptionView> options() {
      return List.of();
    }
  }

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    data = folder;
    Files.writeString(folder.resolve("spy.csv"), "date,close\n");
    kind = new BatchBacktestKind(backtests, folder);
  }

  private static BatchBacktestKind.Parameters batch(String runs) {
    return new BatchBacktestKind.Parameters(
        runs, List.of("SPY.ARCA:1d=spy.csv"), "spring", "100000", "USD", " ", " ", " ", 0, 0, " ");
  }

  @Test
  void runsEachStrategyWithEachOfItsValuesAndKeepsTheResults() {
    assertThat(kind.run(batch("sma@1.0.0 fast=5|10 slow=50|100; rsi@2.0.0"), run))
        .containsEntry("backtests", "5")
        .containsEntry("known before", "0");
    assertThat(backtests.ran)
        .containsExactly(
            "sma@1.0.0 {fast=5, slow=50}",
            "sma@1.0.0 {fast=5, slow=100}",
            "sma@1.0.0 {fast=10, slow=50}",
            "sma@1.0.0 {fast=10, slow=100}",
            "rsi@2.0.0 {}");
    Report summary = run.only();
    assertThat(summary.kind()).isEqualTo(BatchBacktestKind.BATCH);
    assertThat(summary.tables().get(0).rows()).hasSize(5);
    String key = summary.tables().get(0).rows().get(1).get(3);
    Report second = run.report(BatchBacktestKind.REPORT, "spring", key).orElseThrow();
    assertThat(second.facts())
        .contains(
            new Report.Fact("parameter slow", "100"),
            new Report.Fact("final equity", "2000.25 USD"),
            new Report.Fact("Sharpe", "1.5"),
            new Report.Fact("ledger hash", "bb"));
    assertThat(second.tables()).extracting(Report.Table::name).containsExactly("Trades", "Equity");
  }

  @Test
  void whatIsFinishedIsNotRunAgainAfterAnInterruption() {
    backtests.after = () -> run.canceled = backtests.ran.size() == 2;
    assertThatThrownBy(() -> kind.run(batch("sma@1.0.0 fast=1|2|3"), run))
        .isInstanceOf(TaskCanceled.class);
    assertThat(backtests.ran).hasSize(2);
    run.canceled = false;
    assertThat(kind.run(batch("sma@1.0.0 fast=1|2|3"), run)).containsEntry("known before", "2");
    assertThat(backtests.ran)
        .containsExactly("sma@1.0.0 {fast=1}", "sma@1.0.0 {fast=2}", "sma@1.0.0 {fast=3}");
  }

  @Test
  void otherDataAreRunAgain() throws IOException {
    kind.run(batch("sma@1.0.0"), run);
    kind.run(batch("sma@1.0.0"), run);
    assertThat(backtests.ran).hasSize(1);
    Files.writeString(data.resolve("spy.csv"), "date,close\n2026-01-02,1\n");
    kind.run(batch("sma@1.0.0"), run);
    assertThat(backtests.ran).hasSize(2);
  }

  @Test
  void aBacktestThatIsRefusedDoesNotHoldTheOthers() {
    backtests.broken = "fast=2";
    assertThatThrownBy(() -> kind.run(batch("sma@1.0.0 fast=1|2|3"), run))
        .hasMessageContaining("1 of 3 backtests failed");
    assertThat(backtests.ran).containsExactly("sma@1.0.0 {fast=1}", "sma@1.0.0 {fast=3}");
    assertThat(run.only().tables().get(0).rows().get(1).get(2))
        .isEqualTo("failed: fast must be less");
  }

  @Test
  void wrongBatchesAreRefusedBeforeTheyAreRun() {
    assertThatThrownBy(() -> batch(" ; ")).hasMessageContaining("expected backtests such as");
    assertThatThrownBy(() -> batch("sma@1.0.0 fast"))
        .hasMessageContaining("expected name=value after sma@1.0.0, found 'fast'");
    String many = "a=" + "1|".repeat(200) + "1";
    assertThatThrownBy(() -> batch("sma@1.0.0 " + many + " b" + many))
        .hasMessageContaining("at most 10000 backtests");
  }

  @Test
  void helpersBeginElsewhereAndWhatTheyDidIsNotDoneAgain() throws IOException {
    BatchBacktestKind.Parameters helped =
        new BatchBacktestKind.Parameters(
            "sma@1.0.0 fast=1|2|3|4|5|6",
            List.of("SPY.ARCA:1d=spy.csv"),
            "spring",
            "100000",
            "USD",
            " ",
            " ",
            " ",
            2,
            0,
            " ");
    backtests.after = () -> run.canceled = true;
    assertThatThrownBy(() -> kind.run(helped, run)).isInstanceOf(TaskCanceled.class);
    assertThat(run.spread).hasSize(2);
    assertThat(run.spread).extracting(p -> p.get("begin")).containsExactly("33", "66");
    backtests.ran.clear();
    run.canceled = false;
    backtests.after = () -> run.canceled = backtests.ran.size() == 3;

    ParameterSchema<BatchBacktestKind.Parameters> schema =
        ParameterSchema.of(BatchBacktestKind.Parameters.class);
    BatchBacktestKind.Parameters last = schema.bind(schema.complete(run.spread.get(1)));
    assertThatThrownBy(() -> kind.run(last, run)).isInstanceOf(TaskCanceled.class);
    assertThat(backtests.ran)
        .containsExactly("sma@1.0.0 {fast=4}", "sma@1.0.0 {fast=5}", "sma@1.0.0 {fast=6}");

    run.canceled = false;
    backtests.after = () -> {};
    assertThat(kind.run(helped, run)).containsEntry("known before", "4");
    assertThat(backtests.ran).hasSize(5).endsWith("sma@1.0.0 {fast=2}", "sma@1.0.0 {fast=3}");

    Files.writeString(data.resolve("spy.csv"), "date,close\n2026-01-02,1\n");
    assertThat(kind.run(last, run)).containsEntry("reason", "this node has other data");
  }

  @Test
  void aResultThatAHelperKeptMeanwhileIsLeftAsItIs() {
    backtests.after =
        () -> {
          backtests.after = () -> {};
          assertThat(kind.run(batch("sma@1.0.0"), run)).containsEntry("backtests", "1");
        };
    kind.run(batch("sma@1.0.0"), run);

    assertThat(backtests.ran).hasSize(2);
    Report kept =
        run.reports.values().stream()
            .filter(r -> r.kind().equals(BatchBacktestKind.REPORT))
            .findFirst()
            .orElseThrow();
    assertThat(kept.facts()).contains(new Report.Fact("final equity", "2000.25 USD"));
  }
}
