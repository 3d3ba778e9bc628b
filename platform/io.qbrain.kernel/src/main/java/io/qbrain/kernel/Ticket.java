package io.qbrain.kernel;

import io.qbrain.model.Order;
import io.qbrain.model.Side;
import org.jspecify.annotations.Nullable;

/**
 * An order that is open or waits for another one, with whom it belongs to: found once by the
 * order's id, it spares all other look-ups. Where the order has ended, the next one of the holding
 * takes it up.
 */
final class Ticket {
  final Runner runner;
  final Book book;

  /** What it trades; null in a journal that speaks of an instrument that is not listed. */
  final @Nullable Holding holding;

  /** The market of the holding. */
  final @Nullable Market market;

  private static final long NONE = Long.MIN_VALUE;

  /** The order as it is now. */
  Order order;

  /** What the order may still take, in the base currency, at a last price; NONE where unknown. */
  private long reserved;

  private long reservedAt = NONE;

  /** Whether it is among the open orders of its book. */
  boolean isOpen;

  /** Whether the order buys: beside it, for each purchase asks all that are open. */
  boolean buys;

  Ticket(Runner runner, @Nullable Holding holding, Order order) {
    this.runner = runner;
    this.book = runner.book;
    this.holding = holding;
    this.market = holding == null ? null : holding.market;
    become(order);
  }

  /** The order has changed, or what it is worth. */
  void become(Order changed) {
    order = changed;
    buys = changed.side() == Side.BUY;
    reservedAt = NONE;
  }

  /** Returns whether it is known what the order may still take while this is the last price. */
  boolean isReservedAt(long lastPrice) {
    return reservedAt == lastPrice;
  }

  long reserved() {
    return reserved;
  }

  void reserve(long amount, long lastPrice) {
    reserved = amount;
    reservedAt = lastPrice;
  }
}
