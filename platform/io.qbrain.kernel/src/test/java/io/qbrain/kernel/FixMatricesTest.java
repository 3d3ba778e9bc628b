package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
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
import io.qbrain.model.Times;
import io.qbrain.strategy.StrategyContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order state change matrices of FIX 4.4 against the order manager. */
class FixMatricesTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);

  /** Our ids of the fills that the matrix names. */
  private final Map<String, ExecutionId> fills = new LinkedHashMap<>();

  private int minute;
  private int revisions;
  private boolean canceling;

  static Stream<String> matrices() throws IOException {
    return FixRow.byMatrix().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void ordersStandWhereTheMatrixSays(String matrix) throws IOException {
    desk.running("s", script);
    String before = "- 0 0 0";
    for (FixRow row : FixRow.byMatrix().getOrDefault(matrix, List.of())) {
      if (row.isSkipped()) {
        continue;
      }
      int effects = desk.effects.size();
      apply(row);
      String expected = row.expected(before);
      Order order = last();
      before = order == null ? before : FixRow.standing(order);
      assertThat(before).as(row.line()).isEqualTo(expected);
      if (row.isNothing()) {
        assertThat(desk.effects).as(row.line()).hasSize(effects);
      }
      if (order != null && !FixRow.price(row.cumQty(), "").isEmpty()) {
        assertThat(order.averagePrice().map(Price::toString))
            .as(row.line())
            .contains(FixRow.price(row.cumQty(), ""));
      }
    }
    assertThat(desk.held("s", A)).isEqualTo(traded());
    Desk again = desk.recovered();
    assertThat(again.book("s").cash()).isEqualTo(desk.book("s").cash());
    assertThat(again.book("s").positions()).isEqualTo(desk.book("s").positions());
    assertThat(again.book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
  }

  private void apply(FixRow row) {
    switch (row.message()) {
      case "New" -> onBar(c -> c.submit(request(row)));
      case "Cancel" -> {
        Order order = last();
        canceling = order != null;
        ClientOrderId id = order == null ? ClientOrderId.of("nobody-1") : order.id();
        onBar(c -> c.cancel(id));
      }
      case "Replace" -> {
        canceling = false;
        replace(row);
      }
      case "Status" -> unknown(row);
      case "Execution", "CancelReject" -> {
        if (!row.isNothing()) {
          report(row, order());
        }
      }
      default -> assertThat(row.isNothing()).as(row.line()).isTrue();
    }
  }

  private static OrderRequest request(FixRow row) {
    Quantity quantity = Quantity.parse(row.orderQty());
    Price one = Price.of(1);
    return switch (row.cause()) {
      case "STOP" -> OrderRequest.stop(A, Side.BUY, quantity, one);
      case "DAY", "GTC", "FOK", "IOC" ->
          OrderRequest.limit(A, Side.BUY, quantity, one)
              .withTimeInForce(io.qbrain.model.TimeInForce.valueOf(row.cause()));
      default -> OrderRequest.limit(A, Side.BUY, quantity, one);
    };
  }

  private void replace(FixRow row) {
    boolean price = row.cause().equals("price");
    int seen = script.seen.size();
    onBar(
        c ->
            c.replace(
                order().id(),
                price ? null : Quantity.parse(row.orderQty()),
                price ? Price.parse("0.99") : null,
                null));
    if (!row.denial().isEmpty()) {
      assertThat(script.seen.subList(seen, script.seen.size()))
          .as(row.line())
          .contains("denied " + row.denial());
    }
  }

  /** The answer to the order does not come, and the venue is asked; of a closed one it is not. */
  private void unknown(FixRow row) {
    int told = desk.told.size();
    desk.report(Type.UNKNOWN, order(), "time-out");
    boolean asks = row.ours().equals("unknown");
    assertThat(desk.told).as(row.line()).hasSize(told + (asks ? 1 : 0));
    assertThat(order().isUnknown()).as(row.line()).isEqualTo(asks);
  }

  private void report(FixRow row, Order order) {
    switch (row.execType()) {
      case "New", "Status" -> {
        if (row.ours().equals("TRIGGERED")) {
          desk.report(Type.TRIGGERED, order, "");
        } else if (row.ordStatus().equals("Rejected")) {
          desk.report(Type.REJECTED, order, row.cause());
        } else {
          desk.accept(order);
          assertThat(order().isUnknown()).as(row.line()).isFalse();
        }
      }
      case "Trade" -> {
        String price = FixRow.price(row.lastQty(), "1");
        ExecutionReport fill = desk.fillOf(order, FixRow.quantity(row.lastQty()), price, "0");
        fills.put(row.cause(), Objects.requireNonNull(fill.executionId()));
        desk.report(fill);
      }
      case "TradeCancel", "TradeCorrect" -> revise(row, order);
      case "Canceled" -> desk.report(Type.CANCELED, order, row.cause());
      case "Rejected" -> desk.report(Type.REJECTED, order, row.cause());
      case "DoneForDay" -> desk.report(Type.EXPIRED, order, "done for day");
      case "Restated" -> restate(row, order);
      case "Replaced" -> replaced(row, order);
      case "" ->
          desk.report(canceling ? Type.CANCEL_REJECTED : Type.REPLACE_REJECTED, order, row.cause());
      default -> assertThat(row.execType()).startsWith("Pending");
    }
  }

  private void restate(FixRow row, Order order) {
    if (row.cause().equals("split")) {
      desk.handle(
          new Input.Act(
              new CorporateAction.Split(A, 2, 1, Times.nanos(Desk.START.plusSeconds(86_400)))));
    } else {
      desk.report(
          ExecutionReport.restated(
              0,
              order.id(),
              order.venueOrderId().orElse(null),
              Quantity.parse(row.orderQty()),
              row.cause(),
              desk.kernel.nowNanos()));
    }
  }

  private void replaced(FixRow row, Order order) {
    desk.report(
        ExecutionReport.replaced(
            0,
            order.id(),
            order.venueOrderId().orElse(null),
            Quantity.parse(row.orderQty()),
            desk.kernel.nowNanos()));
  }

  private void revise(FixRow row, Order order) {
    String[] ids = row.cause().split(" of ");
    ExecutionId reference = Objects.requireNonNull(fills.get(ids[1]));
    ExecutionId id = ExecutionId.of("R" + ++revisions);
    fills.put(ids[0], id);
    long now = desk.kernel.nowNanos();
    desk.report(
        row.execType().equals("TradeCancel")
            ? ExecutionReport.bust(0, order.id(), id, reference, "error", now)
            : new ExecutionReport(
                0,
                Type.TRADE_CORRECT,
                order.id(),
                null,
                id,
                Side.BUY,
                Quantity.parse(FixRow.quantity(row.lastQty())),
                Price.parse(FixRow.price(row.lastQty(), "1")),
                Money.parse("0 USD"),
                Quantity.ZERO,
                "",
                now,
                reference));
  }

  private void onBar(Consumer<StrategyContext> what) {
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

  private Order order() {
    return Objects.requireNonNull(last());
  }

  private @Nullable Order last() {
    Order found = null;
    for (Effect e : desk.effects) {
      if (e instanceof Effect.OrderChanged o) {
        found = o.order();
      }
    }
    return found;
  }

  /** What all fills come to; a split doubles them. */
  private Quantity traded() {
    long sum = 0;
    for (Effect e : desk.effects) {
      if (e instanceof Effect.OrderChanged o && o.fill() != null) {
        sum += o.fill().side().sign() * o.fill().quantity().raw();
      } else if (e instanceof Effect.ActionApplied) {
        sum *= 2;
      }
    }
    return Quantity.ofRaw(sum);
  }
}
