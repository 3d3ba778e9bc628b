package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final Script script = new Script();
  private final Desk desk = Desk.open(Desk.REFERENCE);

  private void onNextBar(java.util.function.Consumer<io.qbrain.strategy.StrategyContext> what) {
    boolean[] done = {false};
    script.bar =
        (bar, context) -> {
          if (!done[0]) {
            done[0] = true;
            what.accept(context);
          }
        };
  }

  private static OrderRequest limit(Side side, long quantity, String price) {
    return OrderRequest.limit(A, side, Quantity.of(quantity), Price.parse(price));
  }

  private Order sent(OrderRequest request) {
    desk.running("s", script);
    onNextBar(c -> c.submit(request));
    desk.bar(A, 1, "100");
    return desk.open();
  }

  @Test
  void orderIsSentAfterTheCallbackAndKnowsWhoseItIs() {
    Order order = sent(limit(Side.BUY, 10, "99"));
    assertThat(order.status()).isEqualTo(OrderStatus.SUBMITTED);
    assertThat(order.id()).hasToString("test-1");
    assertThat(order.instance()).hasToString("s");
  }

  @Test
  void fillsAddUpUntilTheOrderIsDone() {
    Order order = sent(limit(Side.BUY, 10, "100"));
    desk.accept(order).fill(order, "4", "99.5");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(desk.open().leavesQuantity()).isEqualTo(Quantity.of(6));
    desk.fill(order, "6", "100");
    assertThat(desk.kernel.openOrders()).isEmpty();
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(10));
    assertThat(script.seen)
        .endsWith("order test-1 PARTIALLY_FILLED 4@99.5", "order test-1 FILLED 6@100");
  }

  @Test
  void rejectionCancelAndExpiryEndAnOrder() {
    Order rejected = sent(limit(Side.BUY, 10, "99"));
    desk.report(Type.REJECTED, rejected, "closed");
    onNextBar(c -> c.submit(limit(Side.BUY, 10, "99")));
    Order expired = desk.bar(A, 2, "100").open();
    desk.accept(expired).report(Type.EXPIRED, expired, "end of day");
    assertThat(desk.kernel.openOrders()).isEmpty();
    assertThat(script.seen)
        .contains("order test-1 REJECTED", "order test-2 ACCEPTED", "order test-2 EXPIRED");
  }

  @Test
  void fillWinsOverAPendingCancel() {
    Order order = sent(limit(Side.BUY, 10, "99"));
    desk.accept(order);
    onNextBar(c -> c.cancel(order.id()));
    desk.bar(A, 2, "100");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    desk.fill(order, "4", "99");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    desk.report(Type.CANCELED, order, "asked for");
    assertThat(desk.kernel.openOrders()).isEmpty();
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(4));
  }

  @Test
  void orderWhoseCancelIsRefusedWorksOn() {
    Order order = sent(limit(Side.BUY, 10, "99"));
    desk.accept(order);
    onNextBar(c -> c.cancel(order.id()));
    desk.bar(A, 2, "100").report(Type.CANCEL_REJECTED, order, "too late");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.ACCEPTED);
    desk.fill(order, "4", "99");
    onNextBar(c -> c.cancel(order.id()));
    desk.bar(A, 3, "100").report(Type.CANCEL_REJECTED, order, "too late");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(desk.open().leavesQuantity()).isEqualTo(Quantity.of(6));
  }

  @Test
  void lateAcknowledgementLeavesAPendingCancel() {
    Order order = sent(limit(Side.BUY, 10, "99"));
    onNextBar(c -> c.cancel(order.id()));
    desk.bar(A, 2, "100").accept(order);
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    assertThat(desk.open().venueOrderId()).isPresent();
  }

  @Test
  void triggeredStopIsTold() {
    Order order =
        sent(OrderRequest.stop(A, Side.BUY, Quantity.of(10), Price.parse("101")).withTag("up"));
    desk.accept(order).report(Type.TRIGGERED, order, "");
    assertThat(desk.open().status()).isEqualTo(OrderStatus.TRIGGERED);
    desk.fill(order, "10", "101");
    assertThat(script.seen).endsWith("order test-1 TRIGGERED", "order test-1 FILLED 10@101");
  }

  @Test
  void reportThatComesTwiceChangesNothing() {
    Order order = sent(limit(Side.BUY, 10, "100"));
    ExecutionReport fill = desk.fillOf(order, "4", "100", "1");
    desk.report(fill).report(fill);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(4));
    ExecutionReport sameExecution =
        new ExecutionReport(
            99,
            Type.FILL,
            fill.orderId(),
            fill.venueOrderId(),
            fill.executionId(),
            fill.side(),
            fill.quantity(),
            fill.price(),
            fill.fee(),
            fill.orderQuantity(),
            "",
            fill.timeNanos());
    desk.report(sameExecution);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(4));
    assertThat(desk.book("s").cash()).hasToString("99599.00 USD");
  }

  @Test
  void fillAfterTheEndOfTheOrderIsBookedAndTold() {
    Order order = sent(limit(Side.BUY, 10, "100"));
    desk.report(Type.CANCELED, order, "by the venue").fill(order, "4", "100");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(4));
    assertThat(script.seen).endsWith("order test-1 CANCELED", "order test-1 CANCELED 4@100");
    assertThat(desk.log).last().asString().contains("LATE_FILL");
  }

  @Test
  void fillOfAnUnknownOrderIsRefusedAndNotBooked() {
    Order order = sent(limit(Side.BUY, 10, "100"));
    ExecutionReport fill = desk.fillOf(order, "4", "100", "0");
    Refusal refusal =
        desk.handle(
            new Input.Report(
                new ExecutionReport(
                    fill.venueSequence(),
                    Type.FILL,
                    io.qbrain.model.ClientOrderId.of("other-1"),
                    fill.venueOrderId(),
                    fill.executionId(),
                    fill.side(),
                    fill.quantity(),
                    fill.price(),
                    fill.fee(),
                    fill.orderQuantity(),
                    "",
                    fill.timeNanos())));
    assertThat(refusal).isNotNull().extracting(Refusal::code).isEqualTo("order.closed");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
  }

  @Test
  void fillBeyondTheOrderIsBookedAndTold() {
    Order order = sent(limit(Side.BUY, 10, "100"));
    desk.fill(order, "4", "100").fill(order, "7", "100");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(11));
    assertThat(desk.kernel.openOrders()).isEmpty();
    assertThat(script.seen).endsWith("order test-1 FILLED 7@100");
    assertThat(desk.log).last().asString().contains("OVERFILL");
  }

  @Test
  void targetOrdersWhatIsMissing() {
    desk.running("s", script);
    onNextBar(c -> c.target(A, Size.of(Quantity.of(10))));
    desk.bar(A, 1, "100").fillAll("100");
    onNextBar(c -> c.target(A, Size.of(Quantity.of(-5))));
    Order order = desk.bar(A, 2, "100").open();
    assertThat(order.side()).isEqualTo(Side.SELL);
    assertThat(order.quantity()).isEqualTo(Quantity.of(15));
  }

  @Test
  void targetCountsWhatIsOnItsWay() {
    desk.running("s", script);
    script.bar = (bar, c) -> c.target(A, Size.of(Quantity.of(10)));
    desk.bar(A, 1, "100").bar(A, 2, "100").bar(A, 3, "100");
    assertThat(desk.sent()).hasSize(1);
  }

  @Test
  void changedTargetCancelsWhatOpposesIt() {
    Order buy = sent(limit(Side.BUY, 10, "99"));
    desk.accept(buy);
    onNextBar(c -> c.target(A, Size.of(Quantity.of(-5))));
    desk.bar(A, 2, "100");
    assertThat(desk.kernel.openOrders())
        .extracting(o -> o.id() + " " + o.status() + " " + o.side() + " " + o.quantity())
        .containsExactly("test-1 PENDING_CANCEL BUY 10", "test-2 SUBMITTED SELL 5");
  }

  @Test
  void targetSizedAtTheFillIsFixedByItsPrice() {
    desk.running("s", script);
    onNextBar(c -> c.target(A, Size.weightAtFill(1)));
    Order order = desk.bar(A, 1, "100").open();
    assertThat(order.quantity()).isEqualTo(Quantity.ZERO);
    desk.fillAll("110");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(909));
    onNextBar(c -> c.target(A, Size.weightAtFill(-1)));
    desk.bar(A, 2, "110").fillAll("120");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(-909));
  }

  @Test
  void newTargetAtTheFillReplacesTheOpenOne() {
    desk.running("s", script);
    script.bar = (bar, c) -> c.target(A, Size.weightAtFill(bar.close() > 100 ? 1 : 0.5));
    desk.bar(A, 1, "100").bar(A, 2, "100").bar(A, 3, "101");
    assertThat(desk.kernel.openOrders())
        .extracting(Order::status)
        .containsExactly(OrderStatus.PENDING_CANCEL, OrderStatus.SUBMITTED);
  }

  @Test
  void targetWithoutAPriceOrSubscriptionIsDeniedOnce() {
    desk.running("s", script, "instruments", "A.SIM");
    script.start =
        c -> {
          c.target(A, Size.of(Quantity.of(1)));
          c.target(B, Size.of(Quantity.of(1)));
        };
    desk.handle(new Input.StopInstance(desk.book("s").instance().id(), ""));
    desk.start("s");
    assertThat(script.seen).endsWith("denied PRICE_COLLAR", "denied UNKNOWN_INSTRUMENT");
    assertThat(desk.denied()).hasSize(2).first().asString().contains("no price of A.SIM yet");
  }

  @Test
  void personCancelsAnOpenOrderOnly() {
    Order order = sent(limit(Side.BUY, 10, "99"));
    assertThat(desk.handle(new Input.CancelOrder(order.id(), "mine"))).isNull();
    assertThat(desk.open().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
    desk.report(Type.CANCELED, order, "done");
    assertThat(desk.handle(new Input.CancelOrder(order.id(), "mine")))
        .extracting(Refusal::code)
        .isEqualTo("order.closed");
  }

  @Test
  void strategyThatAnswersEachDenialWithAnOrderIsStopped() {
    desk.running("s", script);
    OrderRequest wrong = limit(Side.BUY, 0, "99");
    script.denied = (d, c) -> c.submit(wrong);
    onNextBar(c -> c.submit(wrong));
    desk.bar(A, 1, "100");
    assertThat(desk.book("s").instance().reason()).contains("more than 1000 callbacks followed");
  }
}
