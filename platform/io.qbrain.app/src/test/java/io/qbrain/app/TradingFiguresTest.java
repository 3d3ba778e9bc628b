package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.InstanceId;
import io.qbrain.port.PortException;
import io.qbrain.service.InstanceService.NewInstance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingFiguresTest {
  private static final InstanceId ONE = InstanceId.of("one");

  private static Map<String, Double> figures(Bench bench) {
    Map<String, Double> figures = new TreeMap<>();
    bench
        .platform
        .metrics()
        .read()
        .forEach(s -> figures.put(s.metric().name() + s.labels(), s.value()));
    return figures;
  }

  private static void run(Bench bench, String size) {
    bench
        .platform
        .instances()
        .create(
            new NewInstance(
                ONE,
                Bench.SWITCH,
                Map.of("instrument", Bench.ALPHA.toString(), "size", size),
                Optional.empty(),
                Optional.empty()));
    bench.platform.instances().start(ONE, "test");
  }

  @Test
  void ordersAndFillsAreCountedByWhatBecameOfThem(@TempDir Path folder) {
    Bench bench = new Bench(folder);
    assertThatThrownBy(() -> figures(bench)).isInstanceOf(PortException.class);
    assertThat(bench.start()).isTrue();
    run(bench, "10");
    bench.bar("101");
    bench.bar("102");
    bench.bar("99");
    bench.bar("99");
    Bench.await(
        "two fills",
        () -> Double.valueOf(1).equals(figures(bench).get("qbrain_fills_total[memory, sell]")));
    assertThat(figures(bench))
        .containsEntry("qbrain_orders_total[memory, buy, submitted]", 1.0)
        .containsEntry("qbrain_orders_total[memory, buy, filled]", 1.0)
        .containsEntry("qbrain_orders_total[memory, buy, denied]", 0.0)
        .containsEntry("qbrain_orders_total[memory, sell, submitted]", 1.0)
        .containsEntry("qbrain_orders_total[memory, sell, filled]", 1.0)
        .containsEntry("qbrain_fills_total[memory, buy]", 1.0)
        .containsEntry("qbrain_account_trades[paper]", 1.0)
        .containsKey("qbrain_account_inputs_waiting[paper]")
        .hasEntrySatisfying("qbrain_account_turns_total[paper]", n -> assertThat(n).isPositive());
    bench.restart();
    assertThat(figures(bench))
        .as("counters begin anew with the process")
        .containsEntry("qbrain_orders_total[memory, buy, submitted]", 0.0);
    bench.platform.stop();
    assertThat(figures(bench)).containsEntry("qbrain_account_trades[paper]", 0.0);
  }

  @Test
  void denialsAreCountedByTheRule(@TempDir Path folder) {
    Bench bench = new Bench(folder);
    assertThat(bench.start()).isTrue();
    run(bench, "10");
    bench.bar("2");
    Bench.await(
        "a denial",
        () ->
            Double.valueOf(1)
                .equals(figures(bench).get("qbrain_risk_denials_total[MAX_QUANTITY]")));
    assertThat(figures(bench).keySet())
        .filteredOn(name -> name.startsWith("qbrain_risk_denials_total"))
        .containsExactly("qbrain_risk_denials_total[MAX_QUANTITY]");
    bench.platform.stop();
  }
}
