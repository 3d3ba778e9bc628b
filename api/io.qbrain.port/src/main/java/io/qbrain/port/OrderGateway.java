package io.qbrain.port;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;

/**
 * The way to a venue. Called on the trading thread of one account; an intent is durable before it
 * comes here.
 */
public interface OrderGateway {

  /** What a gateway tells the platform; may be called on any thread. */
  interface Listener {
    /** Takes a report; may come more than once after a reconnect. */
    void onReport(ExecutionReport report);

    /**
     * Returns the signed quantity of an order that is sized at the fill, at a price; only called
     * from within {@link #onMarket}.
     */
    Quantity sizeAtFill(Order order, Price price);

    /**
     * The connection is back after it was lost: the platform asks how its orders stand before it
     * sends new ones. Not called for {@link OrderGateway#connect}.
     *
     * @since 1.1
     */
    default void onReconnected() {}
  }

  /** Returns the name, e.g. {@code paper}. */
  String name();

  /** Tells a simulated venue of an instrument; before connect, and whenever one changes. */
  default void list(Instrument instrument) {}

  /**
   * Connects, and reports again everything after a number; then what is new.
   *
   * @param afterVenueSequence the greatest {@link ExecutionReport#venueSequence} that is durable
   *     with the platform
   * @throws PortException if it cannot connect
   */
  void connect(long afterVenueSequence, Listener listener);

  /** Sends an order; an order whose id was sent before is not sent again. */
  void submit(Order order);

  /** Asks to cancel an order; the answer is a report. */
  void cancel(ClientOrderId order);

  /**
   * Asks to change an order as its {@link Order#replacement} says; the answer is a report.
   *
   * @return false if this venue cannot change orders: the order works on as it was
   * @since 1.1
   */
  default boolean replace(Order order) {
    return false;
  }

  /**
   * Asks what became of an order whose outcome is not known (FIX Order Status Request). The answer
   * is a report of each of its fills, of number 0, for those that the platform knows change
   * nothing; then its STATUS, or REJECTED if the venue does not know it.
   *
   * @since 1.1
   */
  default void query(ClientOrderId order) {}

  /**
   * Asks for the STATUS of each order that works at the venue (FIX Order Mass Status Request).
   *
   * @return false if this venue cannot tell
   * @since 1.1
   */
  default boolean queryAll() {
    return false;
  }

  /**
   * Gives market data to a simulated venue, which matches before the platform sees the event; the
   * reports come before it returns. Real venues have their own.
   */
  default void onMarket(MarketEvent event) {}

  /** Disconnects; working orders stay at the venue. */
  void disconnect();
}
