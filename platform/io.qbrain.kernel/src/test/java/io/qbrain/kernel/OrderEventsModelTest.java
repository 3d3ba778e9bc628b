package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random chains of what strategies ask for and venues report keep the invariants of orders: a
 * thousand of them, or as many as the system property {@code jqwik.tries.default} says, for
 * instance {@code -Djqwik.tries.default=100000}.
 */
class OrderEventsModelTest {

  /** A step: what happens, to which of the orders, with which quantity. */
  record Step(int what, int which, int quantity) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(1, 12))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property
  void ordersKeepTheirInvariants(@ForAll("steps") List<Step> steps) {
    Chain chain = new Chain();
    for (Step step : steps) {
      chain.apply(step);
      chain.check();
    }
    chain.checkRecovery();
  }

  private static final class Chain {
    private final Script script = new Script();
    private final Desk desk = Desk.open(Desk.REFERENCE).running("s", script);
    private final List<ExecutionReport> fills = new ArrayList<>();
    private int minute;
    private int revisions;

    void apply(Step step) {
      List<Order> open = desk.kernel.openOrders();
      Order order = open.isEmpty() ? null : open.get(step.which() % open.size());
      Quantity quantity = Quantity.of(step.quantity());
      switch (step.what()) {
        case 0 -> onBar(c -> c.submit(OrderRequest.market(A, side(step), quantity)));
        case 1 -> onBar(c -> c.submit(OrderRequest.limit(A, side(step), quantity, price(9))));
        case 2 -> onBar(c -> c.submit(bracket(quantity)));
        case 3 ->
            onBar(c -> c.submit(OrderList.ouo(stop(quantity), limit(quantity), limit(quantity))));
        default -> {
          if (order != null) {
            apply(step, order);
          }
        }
      }
    }

    private void apply(Step step, Order order) {
      long leaves = order.leavesQuantity().raw();
      Quantity quantity = Quantity.of(step.quantity());
      switch (step.what()) {
        case 4 -> onBar(c -> c.cancel(order.id()));
        case 5 -> onBar(c -> c.replace(order.id(), quantity, null, null));
        case 6 -> desk.accept(order);
        case 7, 8 -> fill(order, Math.min(leaves, quantity.raw()));
        case 9 -> fill(order, leaves + quantity.raw());
        case 10 -> desk.report(Type.CANCELED, order, "asked for");
        case 11 -> {
          if (step.which() % 2 == 0) {
            desk.report(Type.REPLACED, order, "");
          } else {
            desk.report(
                ExecutionReport.restated(0, order.id(), null, quantity, "", order.updatedNanos()));
          }
        }
        case 12 ->
            desk.report(
                step.which() % 2 == 0 ? Type.CANCEL_REJECTED : Type.REPLACE_REJECTED, order, "no");
        case 13 -> desk.report(Type.UNKNOWN, order, "time-out");
        case 14 -> again(step);
        default -> bust(step);
      }
    }

    private void fill(Order order, long raw) {
      if (raw > 0) {
        ExecutionReport made = desk.fillOf(order, Quantity.ofRaw(raw).toString(), "10", "0.5");
        ExecutionReport report =
            new ExecutionReport(
                0,
                made.type(),
                made.orderId(),
                made.venueOrderId(),
                made.executionId(),
                made.side(),
                made.quantity(),
                made.price(),
                made.fee(),
                Quantity.ofRaw(Math.max(raw, order.quantity().raw())),
                "",
                made.timeNanos());
        fills.add(report);
        desk.report(report);
      }
    }

    /** A fill that was reported before, also late, after its order was closed. */
    private void again(Step step) {
      if (!fills.isEmpty()) {
        int effects = desk.effects.size();
        desk.report(fills.get(step.which() % fills.size()));
        assertThat(desk.effects).as("a duplicate changes nothing").hasSize(effects);
      }
    }

    private void bust(Step step) {
      if (!fills.isEmpty()) {
        ExecutionReport fill = fills.get(step.which() % fills.size());
        ExecutionId id = java.util.Objects.requireNonNull(fill.executionId());
        desk.report(
            ExecutionReport.bust(
                0, fill.orderId(), ExecutionId.of("B" + ++revisions), id, "error", 1));
      }
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
      desk.bar(A, ++minute, "10");
    }

    private static Side side(Step step) {
      return step.which() % 2 == 0 ? Side.BUY : Side.SELL;
    }

    private static Price price(long whole) {
      return Price.of(whole);
    }

    private static OrderRequest stop(Quantity quantity) {
      return OrderRequest.stop(A, Side.SELL, quantity, price(8));
    }

    private static OrderRequest limit(Quantity quantity) {
      return OrderRequest.limit(A, Side.SELL, quantity, price(12));
    }

    private static OrderList bracket(Quantity quantity) {
      return OrderList.bracket(
          OrderRequest.market(A, Side.BUY, quantity), stop(quantity), limit(quantity));
    }

    void check() {
      Map<String, Order> orders = new LinkedHashMap<>();
      Map<String, Long> filled = new LinkedHashMap<>();
      long position = 0;
      long posted = 0;
      for (Effect e : desk.effects) {
        if (e instanceof Effect.OrderChanged changed) {
          Order o = changed.order();
          orders.put(o.id().toString(), o);
          Fill f = changed.fill();
          if (f != null) {
            long part = f.side() == o.side() ? f.quantity().raw() : -f.quantity().raw();
            filled.merge(o.id().toString(), part, Long::sum);
            position += f.side().sign() * f.quantity().raw();
          }
        } else if (e instanceof Effect.LedgerPosted p) {
          for (LedgerEntry.Posting posting : p.entry().postings()) {
            posted += posting.quantity().raw();
          }
        }
      }
      for (Order o : orders.values()) {
        check(o, filled.getOrDefault(o.id().toString(), 0L));
      }
      assertThat(desk.held("s", A).raw()).as("position = fills").isEqualTo(position);
      assertThat(posted).as("ledger = fills").isEqualTo(position);
    }

    private static void check(Order o, long filled) {
      assertThat(o.filledQuantity().raw()).as("cumulative of %s", o).isEqualTo(filled);
      if (o.status().isTerminal()) {
        assertThat(o.leavesQuantity().isZero()).as("leaves of %s", o).isTrue();
        assertThat(o.replacement()).as("replacement of %s", o).isEmpty();
      } else {
        assertThat(o.filledQuantity().raw() + o.leavesQuantity().raw())
            .as("cumulative + leaves of %s", o)
            .isEqualTo(o.quantity().raw());
        assertThat(o.leavesQuantity().signum()).as("leaves of %s", o).isPositive();
        assertThat(o.exposedQuantity()).as("exposed").isGreaterThanOrEqualTo(o.leavesQuantity());
      }
      if (o.status() == OrderStatus.PENDING_REPLACE) {
        assertThat(o.replacement()).as("replacement of %s", o).isPresent();
      }
    }

    void checkRecovery() {
      Desk again = desk.recovered();
      assertThat(again.book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
      assertThat(again.book("s").cash()).isEqualTo(desk.book("s").cash());
      assertThat(again.book("s").positions()).isEqualTo(desk.book("s").positions());
    }
  }
}
