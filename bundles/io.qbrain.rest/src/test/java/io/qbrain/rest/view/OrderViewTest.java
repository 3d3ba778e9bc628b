package io.qbrain.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TrailingOffset;
import org.junit.jupiter.api.Test;

/** An order as it is told over REST. */
class OrderViewTest {
  @Test
  void saysWhatOffsetATrailingStopHasAndIsToHave() {
    io.qbrain.model.Order order =
        io.qbrain.model.Order.of(
                ClientOrderId.of("o-1"),
                InstanceId.of("s"),
                OrderRequest.trailingStop(
                    InstrumentId.of("A.SIM"),
                    Side.SELL,
                    Quantity.of(3),
                    TrailingOffset.parse("5 price")),
                1)
            .submitted(2)
            .pendingReplace(
                Replacement.of(null, null, null)
                    .withTrailingOffset(TrailingOffset.parse("2 price")),
                3);
    Order view = Order.of(order);
    assertThat(view.trailingOffset()).isEqualTo("5 price");
    assertThat(view.replacement()).isEqualTo("quantity as it is, trailing 2 price");
    Order after = Order.of(order.replaced(Quantity.ZERO, 4));
    assertThat(after.trailingOffset()).isEqualTo("2 price");
    assertThat(after.replacement()).isNull();
  }
}
