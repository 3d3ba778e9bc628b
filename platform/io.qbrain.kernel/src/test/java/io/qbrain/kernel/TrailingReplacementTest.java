package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TrailingOffset;
import org.junit.jupiter.api.Test;

/** The offset of a trailing stop changes while it works. */
class TrailingReplacementTest extends OrderBench {
  private static final TrailingOffset FIVE = TrailingOffset.parse("5 price");
  private static final TrailingOffset TWO = TrailingOffset.parse("2 price");
  private static final Replacement CLOSER =
      Replacement.of(null, null, null).withTrailingOffset(TWO);

  private void ask(OrderRequest request) {
    onBar(c -> c.submit(request));
    desk.accept(order("test-1"));
  }

  private void replace() {
    onBar(c -> c.replace(ClientOrderId.of("test-1"), CLOSER));
  }

  @Test
  void theNewOffsetIsPendingUntilTheVenueHasTakenIt() {
    ask(OrderRequest.trailingStop(A, Side.SELL, Quantity.of(10), FIVE));
    replace();
    assertThat(order("test-1").status()).isEqualTo(OrderStatus.PENDING_REPLACE);
    assertThat(order("test-1").request().trailingOffset()).contains(FIVE);
    assertThat(desk.recovered().book("s").openOrders()).isEqualTo(desk.book("s").openOrders());
    assertThat(desk.recovered().book("s").openOrders().get(0).replacement()).contains(CLOSER);

    desk.report(Type.REPLACED, order("test-1"), "");
    assertThat(order("test-1").status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(order("test-1").request().trailingOffset()).contains(TWO);
    assertThat(desk.recovered().book("s").openOrders().get(0).request().trailingOffset())
        .contains(TWO);
  }

  @Test
  void theOldOffsetStaysIfTheVenueRefuses() {
    ask(OrderRequest.trailingStop(A, Side.SELL, Quantity.of(10), FIVE));
    replace();
    desk.report(Type.REPLACE_REJECTED, order("test-1"), "no");
    assertThat(order("test-1").request().trailingOffset()).contains(FIVE);
    assertThat(order("test-1").replacement()).isEmpty();
  }

  @Test
  void anOrderThatDoesNotTrailHasNoOffset() {
    ask(stop(Side.SELL, 10, "95"));
    replace();
    assertThat(script.seen).contains("denied REPLACEMENT");
  }

  @Test
  void aTriggeredStopHasNoOffsetAnyMore() {
    ask(OrderRequest.trailingStop(A, Side.SELL, Quantity.of(10), FIVE));
    desk.report(Type.TRIGGERED, order("test-1"), "");
    replace();
    assertThat(script.seen).contains("denied REPLACEMENT");
    assertThat(order("test-1").status()).isEqualTo(OrderStatus.TRIGGERED);
  }
}
