package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Currency;
import io.qbrain.model.Money;
import io.qbrain.model.StrategyRef;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.service.BacktestService.BacktestReport;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.qbrain.service.BacktestService.TradeView;
import io.qbrain.service.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestsTest {
  private static final String DATA = "ALPHA.SIM:1m=alpha.csv?tz=UTC";
  private final Path folder;
  private final DataDesk data;
  private final Backtests backtests;

  BacktestsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    InstalledStrategies catalog = new InstalledStrategies(new Accounts());
    catalog.add(Bench.SWITCH, new SwitchStrategy.Factory());
    this.data = new DataDesk(new ColumnStore(folder.resolve("series")), folder, Clock.systemUTC());
    this.backtests = new Backtests(catalog, folder, data);
    StringBuilder bars = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    LocalDateTime time = LocalDateTime.of(2026, 1, 2, 10, 0);
    for (int i = 0; i < 3_000; i++) {
      int price = i % 7 < 4 ? 101 : 99;
      bars.append(time.plusMinutes(i)).append(":00").append((",%d").formatted(price).repeat(4));
      bars.append(",500\n");
    }
    Files.writeString(folder.resolve("alpha.csv"), bars);
  }

  private static BacktestRequest request(
      StrategyRef strategy, Map<String, String> parameters, String data, String preset) {
    return new BacktestRequest(
        strategy,
        parameters,
        data.isEmpty() ? List.of() : List.of(data),
        Money.of(100_000, Currency.USD),
        preset.isEmpty() ? Optional.empty() : Optional.of(preset),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<String, String> alpha() {
    return Map.of("instrument", Bench.ALPHA.toString());
  }

  @Test
  void installedStrategyRunsOverAFileOfTheDataFolder() {
    BacktestReport report = backtests.run(request(Bench.SWITCH, alpha(), DATA, ""));
    assertThat(report.bars()).isEqualTo(3_000);
    assertThat(report.equity()).hasSizeLessThanOrEqualTo(2_000);
    assertThat(report.equity().get(report.equity().size() - 1).equity())
        .isEqualTo(report.finalEquity());
    TradeView trade = report.trades().get(0);
    assertThat(trade.side()).isEqualTo("long");
    assertThat(trade.quantity()).isEqualTo("10");
    assertThat(report.fills().size()).isGreaterThan(report.trades().size() - 1);
    assertThat(report.settings())
        .containsEntry("preset", "default")
        .containsEntry("strategy", "switch@1.0.0")
        .containsEntry("param size", "10");
    assertThat(report.settings().get("data")).startsWith("ALPHA.SIM:1m=alpha.csv");
    assertThat(report.statistics()).containsKeys("total return", "Sharpe", "max drawdown");
    assertThat(report.orderHash()).hasSize(64).isNotEqualTo(report.ledgerHash());
    assertThat(report.resultHash()).hasSize(64).isNotEqualTo(report.orderHash());
    assertThat(report.orders().stream().filter(o -> !o.filledQuantity().isZero()))
        .hasSize(report.fills().size());
    assertThat(report.stopped()).isEmpty();
  }

  @Test
  void daysLimitTheRun() {
    BacktestRequest all = request(Bench.SWITCH, alpha(), DATA, "");
    BacktestRequest second =
        new BacktestRequest(
            all.strategy(),
            all.parameters(),
            all.data(),
            all.capital(),
            all.preset(),
            Optional.of("2026-01-03"),
            Optional.of("2026-01-03"));
    assertThat(backtests.run(second).bars()).isEqualTo(1_440);
  }

  private void refused(String code, BacktestRequest request) {
    assertThatThrownBy(() -> backtests.run(request))
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void wrongRequestsAreRefusedWithTheirCodes() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "Date,Open\n1,2\n");
    StrategyRef other = StrategyRef.parse("other@1.0.0");
    refused("strategy.unknown", request(other, alpha(), DATA, ""));
    refused("preset.unknown", request(Bench.SWITCH, alpha(), DATA, "mine"));
    refused("instance.parameters", request(Bench.SWITCH, Map.of("size", "x"), DATA, ""));
    refused("data.invalid", request(Bench.SWITCH, alpha(), "", ""));
    refused("data.invalid", request(Bench.SWITCH, alpha(), "alpha.csv", ""));
    refused("data.invalid", request(Bench.SWITCH, alpha(), "ALPHA.SIM:1m=bad.csv", ""));
    refused("data.unknown", request(Bench.SWITCH, alpha(), "ALPHA.SIM:1m=none.csv", ""));
    refused("data.unknown", request(Bench.SWITCH, alpha(), "ALPHA.SIM:1m=../" + bad, ""));
    assertThat(backtests.presets()).contains("default", "lean", "canonical");
  }

  @Test
  void aFileIsReadOnceForManyBacktestsAndAnewWhenItChanges() throws IOException {
    BacktestRequest request = request(Bench.SWITCH, alpha(), DATA, "");
    BacktestReport uncached = backtests.run(request);
    BytesCache cache = new BytesCache();
    data.cached().use(cache);

    for (int i = 0; i < 3; i++) {
      BacktestReport report = backtests.run(request);
      assertThat(report.resultHash()).isEqualTo(uncached.resultHash());
      assertThat(report.settings()).isEqualTo(uncached.settings());
    }
    assertThat(cache.loads).isEqualTo(1);

    Files.writeString(
        folder.resolve("alpha.csv"),
        Files.readString(folder.resolve("alpha.csv")) + "2026-01-09T10:00:00,1,1,1,1,500\n");
    assertThat(backtests.run(request).bars()).isEqualTo(3_001);
    assertThat(cache.loads).isEqualTo(2);

    data.cached().forget(cache);
    backtests.run(request);
    assertThat(cache.loads).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeReadIsRefusedWithACacheAsWithout() throws IOException {
    data.cached().use(new BytesCache());
    Files.writeString(folder.resolve("bad.csv"), "Date,Open\n1,2\n");
    for (int i = 0; i < 2; i++) {
      refused("data.invalid", request(Bench.SWITCH, alpha(), "ALPHA.SIM:1m=bad.csv", ""));
    }
  }
}
