package io.qbrain.strategy;

import io.qbrain.model.Bar;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a strategy may see and ask for during a callback.
 *
 * <p>All answers are as of before the callback and do not change during it. All requests are
 * recorded, and carried out in order after the callback has returned. Valid during the callback
 * only, on its thread: a later call throws IllegalStateException.
 *
 * @since 1.0
 */
@ProviderType
public interface StrategyContext {

  /** Returns the id of this instance. */
  InstanceId instance();

  /** Returns the time of the event, in nanoseconds since 1970. */
  long timeNanos();

  /** Returns the time of the event. */
  Instant time();

  /** Returns whether the event is history: requests are ignored then, but for {@link #log}. */
  boolean isWarmingUp();

  /**
   * Returns an instrument; throws IllegalArgumentException if this instance subscribes to none of
   * its events.
   */
  Instrument instrument(InstrumentId instrument);

  /** Returns what this instance holds of an instrument; flat if nothing. */
  Position position(InstrumentId instrument);

  /**
   * Returns the positions that this instance has of an instrument one by one, the oldest first;
   * empty if it has none, and always in a netting account. An order closes one by naming it: {@link
   * OrderRequest#ofPosition}.
   *
   * @since 1.1
   */
  default List<OpenPosition> openPositions(InstrumentId instrument) {
    return List.of();
  }

  /** Returns the money in this instance's book, in the account's base currency. */
  Money cash();

  /** Returns cash plus the value of the positions at the last prices, in the base currency. */
  Money equity();

  /** Returns the last closed bar of an instrument that this instance has seen. */
  Optional<Bar> lastBar(InstrumentId instrument);

  /**
   * Returns the last {@code n} closed bars of a subscription, the oldest first, this event's
   * included; fewer where there are fewer. Never a later one. At most the larger of the warm-up and
   * 1,000 bars are kept.
   */
  List<Bar> history(Subscription subscription, int n);

  /**
   * Returns the open orders of this instance, the oldest first, without those that wait for another
   * order to trigger them.
   */
  List<Order> openOrders();

  /**
   * Asks to hold a size: the kernel orders what is missing, at the market, after canceling open
   * orders of this instance on the instrument that oppose it.
   */
  void target(InstrumentId instrument, Size size);

  /** Asks for an order and returns its id. */
  ClientOrderId submit(OrderRequest request);

  /**
   * Asks for orders that depend on each other, e.g. a bracket, and returns their ids in the order
   * of {@link OrderList#all}. If one of them is denied, none is sent. An order that another one
   * triggers is sent once that has traded, for as much of it as has filled.
   *
   * @since 1.1
   */
  List<ClientOrderId> submit(OrderList orders);

  /**
   * Asks to change an order of this instance; null leaves a value as it is. Until the venue says so
   * the order works as it was, and both versions count in risk. A change that risk does not allow,
   * or of an order that is not open, comes back as a {@link Denial}.
   *
   * @param order the order
   * @param quantity new quantity of the whole order, what has filled included
   * @param limitPrice new limit price
   * @param stopPrice new stop or trigger price
   * @since 1.1
   */
  void replace(
      ClientOrderId order,
      @Nullable Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice);

  /**
   * Asks to change an order of this instance as {@link #replace(ClientOrderId, Quantity, Price,
   * Price)} does, or the offset of a trailing stop. The stop stays where it is then, and follows
   * the prices that come at the new offset.
   *
   * @throws UnsupportedOperationException if the offset is to change where that cannot be done
   * @since 1.1
   */
  default void replace(ClientOrderId order, Replacement wanted) {
    if (wanted.trailingOffset().isPresent()) {
      throw new UnsupportedOperationException("the offset of " + order + " cannot change here");
    }
    replace(
        order,
        wanted.quantity().orElse(null),
        wanted.limitPrice().orElse(null),
        wanted.stopPrice().orElse(null));
  }

  /** Asks to cancel an order of this instance; nothing happens if it is not open any more. */
  void cancel(ClientOrderId order);

  /**
   * Asks for {@link Strategy#onTimer} at a time; one in the past comes with the next event. A timer
   * of the same name is replaced.
   */
  void schedule(String name, Instant at);

  /** Writes a line, of at most 500 characters, to the log of this instance. */
  void log(String message);
}
