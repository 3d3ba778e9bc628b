package io.qbrain.strategy;

import io.qbrain.model.Fill;
import io.qbrain.model.Order;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of an order of this instance.
 *
 * @since 1.0
 */
public final class OrderUpdate {
  private final Order order;
  private final @Nullable Fill fill;

  private OrderUpdate(Order order, @Nullable Fill fill) {
    this.order = order;
    this.fill = fill;
  }

  /** Returns an update; fill is null where none caused it. */
  public static OrderUpdate of(Order order, @Nullable Fill fill) {
    return new OrderUpdate(order, fill);
  }

  /** Returns the order as it is now. */
  public Order order() {
    return order;
  }

  /** Returns the fill that caused the update, if one did. */
  public Optional<Fill> fill() {
    return Optional.ofNullable(fill);
  }

  @Override
  public String toString() {
    return order.toString();
  }
}
