package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import org.junit.jupiter.api.Test;

/** Exits that have ended are sent anew for what their entry trades later. */
class SentAnewTest extends OrderBench {
  private void fillTargetOfAPart(OrderList list) {
    onBar(c -> c.submit(list));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2")).accept(order("test-3"));
    desk.fill(order("test-3"), "4", "110");
    desk.report(Type.CANCELED, order("test-2"), "");
    assertThat(open()).containsExactly("test-1 PARTIALLY_FILLED 10");
  }

  @Test
  void bracketWhoseTargetFilledTooEarlyProtectsWhatItsEntryTradesLater() {
    fillTargetOfAPart(bracket(10));
    desk.fill(order("test-1"), "2", "100");
    assertThat(open())
        .containsExactly("test-1 PARTIALLY_FILLED 10", "test-4 SUBMITTED 2", "test-5 SUBMITTED 2");
    assertThat(order("test-4").request()).isEqualTo(stop(Side.SELL, 10, "95"));
    assertThat(order("test-4").link().orElseThrow())
        .hasToString("OCO test-1 test-1 test-2")
        .isEqualTo(io.qbrain.model.OrderLink.parse("OCO test-1 test-1 test-2"));
    assertThat(desk.recovered().book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
    desk.accept(order("test-4")).accept(order("test-5")).fill(order("test-1"), "4", "100");
    desk.report(Type.REPLACED, order("test-4"), "").report(Type.REPLACED, order("test-5"), "");
    assertThat(open()).containsExactly("test-4 ACCEPTED 6", "test-5 ACCEPTED 6");
    desk.fill(order("test-4"), "6", "95").report(Type.CANCELED, order("test-5"), "");
    assertThat(open()).isEmpty();
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
  }

  @Test
  void exitsThatReduceEachOtherAreSentAnewForWhatTheEntryTradesLater() {
    fillTargetOfAPart(
        OrderList.oto(
            OrderRequest.market(A, Side.BUY, Quantity.of(10)),
            OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 10, "110"))));
    desk.fill(order("test-1"), "6", "100");
    assertThat(open()).containsExactly("test-4 SUBMITTED 6", "test-5 SUBMITTED 6");
    desk.accept(order("test-4")).accept(order("test-5")).fill(order("test-5"), "6", "110");
    desk.report(Type.CANCELED, order("test-4"), "");
    assertThat(open()).isEmpty();
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
  }

  @Test
  void exitsWaitForTheCancelOfTheOtherBeforeTheyAreSentAnew() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2")).accept(order("test-3"));
    desk.fill(order("test-3"), "4", "110").fill(order("test-1"), "6", "100");
    assertThat(open()).containsExactly("test-2 PENDING_CANCEL 4");
    desk.report(Type.CANCELED, order("test-2"), "");
    assertThat(open()).containsExactly("test-4 SUBMITTED 6", "test-5 SUBMITTED 6");
  }

  @Test
  void targetThatFilledWhileItWasToGrowIsSentAnewBesideTheStop() {
    onBar(
        c ->
            c.submit(
                OrderList.oto(
                    OrderRequest.market(A, Side.BUY, Quantity.of(10)),
                    OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 10, "110")))));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2")).accept(order("test-3"));
    desk.fill(order("test-1"), "6", "100").fill(order("test-3"), "4", "110");
    assertThat(open()).containsExactly("test-2 PENDING_REPLACE 4", "test-4 SUBMITTED 6");
    desk.report(Type.REPLACED, order("test-2"), "");
    assertThat(order("test-2").replacement().orElseThrow().quantity()).contains(Quantity.of(6));
  }

  @Test
  void aTriggeredOrderWithoutOthersFollowsItsTriggerAfterItsOwnEnd() {
    onBar(
        c ->
            c.submit(
                OrderList.oto(
                    OrderRequest.market(A, Side.BUY, Quantity.of(10)),
                    limit(Side.SELL, 10, "110"))));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2"));
    desk.fill(order("test-2"), "4", "110").fill(order("test-1"), "6", "100");
    assertThat(open()).containsExactly("test-3 SUBMITTED 6");
  }

  @Test
  void exitsOfSharesThatWereSplitAreNotSentAnew() {
    fillTargetOfAPart(bracket(10));
    desk.handle(new Input.Act(new CorporateAction.Split(A, 2, 1, desk.kernel.nowNanos())));
    desk.fill(order("test-1"), "6", "100");
    assertThat(open()).isEmpty();
  }

  @Test
  void exitsThatSomebodyCanceledStayCanceled() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2")).accept(order("test-3"));
    onBar(c -> c.cancel(ClientOrderId.of("test-2")));
    desk.report(Type.CANCELED, order("test-2"), "").report(Type.CANCELED, order("test-3"), "");
    desk.fill(order("test-1"), "6", "100");
    assertThat(open()).isEmpty();
  }

  @Test
  void nothingIsSentAnewForAnInstanceThatStopped() {
    fillTargetOfAPart(bracket(10));
    desk.handle(new Input.StopInstance(desk.book("s").instance().id(), ""));
    desk.fill(order("test-1"), "6", "100");
    assertThat(open()).isEmpty();
  }
}
