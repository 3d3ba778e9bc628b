package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order state change matrices of FIX 4.4 against the order manager. */
class FixMatricesTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);
  private int minute;
  private ExecutionId lastFill = ExecutionId.of("none");

  static Stream<Map.Entry<String, List<String[]>>> matrices() throws IOException {
    Map<String, List<String[]>> byName = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                FixMatricesTest.class.getResourceAsStream("fix44-order-state-changes.csv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .forEach(f -> byName.computeIfAbsent(f[0], name -> new ArrayList<>()).add(f));
    }
    return byName.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void ordersStandWhereTheMatrixSays(Map.Entry<String, List<String[]>> matrix) {
    desk.running("s", script);
    for (String[] row : matrix.getValue()) {
      apply(row);
      Order order = last();
      String found =
          order.status()
              + ","
              + order.quantity()
              + ","
              + order.filledQuantity()
              + ","
              + order.leavesQuantity();
      assertThat(found)
          .as(String.join(",", row))
          .isEqualTo(row[3] + "," + row[4] + "," + row[5] + "," + row[6]);
    }
    assertThat(desk.held("s", A)).isEqualTo(last().filledQuantity());
    Desk again = desk.recovered();
    assertThat(again.book("s").cash()).isEqualTo(desk.book("s").cash());
    assertThat(again.book("s").positions()).isEqualTo(desk.book("s").positions());
    assertThat(again.book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
  }

  private void apply(String[] row) {
    switch (row[1]) {
      case "order" ->
          onBar(
              c ->
                  c.submit(
                      OrderRequest.limit(A, Side.BUY, Quantity.parse(row[4]), Price.parse("1"))));
      case "cancel" -> onBar(c -> c.cancel(last().id()));
      case "replace" -> onBar(c -> c.replace(last().id(), Quantity.parse(row[7]), null, null));
      default -> report(row);
    }
  }

  private void onBar(Consumer<io.qbrain.strategy.StrategyContext> what) {
    boolean[] done = {false};
    script.bar =
        (bar, c) -> {
          if (!done[0]) {
            done[0] = true;
            what.accept(c);
          }
        };
    desk.bar(A, ++minute, "1");
  }

  private Order last() {
    Order found = null;
    for (Effect e : desk.effects) {
      if (e instanceof Effect.OrderChanged o) {
        found = o.order();
      }
    }
    return Objects.requireNonNull(found);
  }

  private void report(String[] row) {
    Type type = Type.valueOf(row[2]);
    Order order = last();
    switch (type) {
      case FILL -> {
        ExecutionReport fill = desk.fillOf(order, row[7], "1", "0");
        lastFill = Objects.requireNonNull(fill.executionId());
        desk.report(fill);
      }
      case TRADE_CANCEL ->
          desk.report(
              ExecutionReport.bust(0, order.id(), ExecutionId.of("B" + minute), lastFill, "", 1));
      case TRADE_CORRECT ->
          desk.report(
              new ExecutionReport(
                  0,
                  type,
                  order.id(),
                  null,
                  ExecutionId.of("C" + minute),
                  Side.BUY,
                  Quantity.parse(row[7]),
                  Price.parse("1"),
                  Money.parse("0 USD"),
                  Quantity.ZERO,
                  "",
                  1,
                  lastFill));
      default -> desk.report(type, order, "as the matrix says");
    }
  }
}
