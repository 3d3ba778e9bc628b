package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import org.junit.jupiter.api.Test;

/** Venues that refuse what a list or a position asks of an order. */
class RefusingVenueTest extends OrderBench {
  /** The venue refuses whatever it is asked of an order, until it is asked no more. */
  private void refuseAll(String id) {
    int asked = 0;
    while (order(id).status() == OrderStatus.PENDING_CANCEL
        || order(id).status() == OrderStatus.PENDING_REPLACE) {
      assertThat(++asked).as("requests of %s", order(id)).isLessThan(4);
      boolean cancel = order(id).status() == OrderStatus.PENDING_CANCEL;
      desk.report(cancel ? Type.CANCEL_REJECTED : Type.REPLACE_REJECTED, order(id), "no");
    }
  }

  @Test
  void aQuantityThatTheVenueRefusesIsNotAskedForAgain() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "4", "100");
    desk.accept(order("test-2")).accept(order("test-3")).fill(order("test-1"), "3", "100");
    int sent = desk.sent().size();
    desk.report(Type.REPLACE_REJECTED, order("test-2"), "cannot change an order");
    desk.report(Type.REPLACE_REJECTED, order("test-3"), "cannot change an order");
    assertThat(desk.sent()).as("nothing is sent on a refusal").hasSize(sent);
    assertThat(open())
        .containsExactly("test-1 PARTIALLY_FILLED 10", "test-2 ACCEPTED 4", "test-3 ACCEPTED 4");
    desk.fill(order("test-1"), "3", "100");
    assertThat(order("test-2").replacement().orElseThrow().quantity()).contains(Quantity.of(10));
  }

  @Test
  void anOrderThatTheVenueDoesNotMakeSmallerIsCanceled() {
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    onBar(c -> c.submit(OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 10, "110"))));
    desk.accept(order("test-2")).accept(order("test-3")).fill(order("test-3"), "4", "110");
    desk.report(Type.REPLACE_REJECTED, order("test-2"), "cannot change an order");
    assertThat(open())
        .containsExactlyInAnyOrder("test-3 PARTIALLY_FILLED 10", "test-2 PENDING_CANCEL 10");
  }

  @Test
  void aPriceThatTheVenueRefusesKeepsNoQuantityBack() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "4", "100").accept(order("test-2")).accept(order("test-3"));
    onBar(c -> c.replace(order("test-2").id(), null, null, Price.of(96)));
    desk.fill(order("test-1"), "6", "100");
    assertThat(order("test-2").replacement().orElseThrow().quantity()).isEmpty();
    desk.report(Type.REPLACE_REJECTED, order("test-2"), "no");
    assertThat(order("test-2").replacement().orElseThrow().quantity()).contains(Quantity.of(10));
  }

  @Test
  void aVenueThatNeitherLessensNorCancelsIsNotAskedAgainUntilSomethingTrades() {
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    onBar(c -> c.submit(OrderList.ouo(stop(Side.SELL, 10, "95"), limit(Side.SELL, 10, "110"))));
    desk.accept(order("test-2")).accept(order("test-3")).fill(order("test-3"), "4", "110");
    refuseAll("test-2");
    assertThat(order("test-2").status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(order("test-2").reason())
        .startsWith("VENUE_REFUSES: expected at most 6, found 10; ");
    assertThat(script.seen).endsWith("order test-2 ACCEPTED");
    assertThat(desk.recovered().book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
    desk.fill(order("test-3"), "1", "110");
    refuseAll("test-2");
    assertThat(order("test-2").reason()).startsWith("VENUE_REFUSES: expected at most 5");
    desk.fill(order("test-3"), "1", "110").report(Type.REPLACED, order("test-2"), "");
    assertThat(order("test-2").quantity()).isEqualTo(Quantity.of(4));
    assertThat(order("test-2").reason()).isEmpty();
  }

  @Test
  void aVenueThatDoesNotCancelWhatNothingIsLeftForIsNotAskedForEver() {
    onBar(c -> c.submit(bracket(10)));
    desk.fill(order("test-1"), "10", "100").accept(order("test-2")).accept(order("test-3"));
    desk.fill(order("test-3"), "10", "110");
    refuseAll("test-2");
    assertThat(order("test-2").reason()).startsWith("VENUE_REFUSES: expected at most 0, found 10");
  }

  @Test
  void aReduceOnlyOrderThatTheVenueDoesNotLessenIsCanceled() {
    onBar(c -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10))));
    desk.fillAll("100");
    onBar(c -> c.submit(limit(Side.SELL, 10, "110").asReduceOnly()));
    desk.accept(order("test-2"));
    onBar(c -> c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(4))));
    desk.fill(order("test-3"), "4", "100");
    desk.report(Type.REPLACE_REJECTED, order("test-2"), "no");
    assertThat(open()).containsExactly("test-2 PENDING_CANCEL 10");
    refuseAll("test-2");
    assertThat(order("test-2").reason()).startsWith("VENUE_REFUSES: expected at most 6, found 10");
  }
}
