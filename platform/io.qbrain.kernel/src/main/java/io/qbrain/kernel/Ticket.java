package io.qbrain.kernel;

import io.qbrain.model.Order;
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

  /** The order as it is now. */
  Order order;

  /** Whether it is among the open orders of its book. */
  boolean isOpen;

  Ticket(Runner runner, @Nullable Holding holding, Order order) {
    this.runner = runner;
    this.book = runner.book;
    this.holding = holding;
    this.order = order;
  }
}
