package io.qbrain.model;

/**
 * Where an order stands (FIX OrdStatus). Denied is ours, before anything is sent; rejected is the
 * venue's.
 */
public enum OrderStatus {
  INITIALIZED(false),
  DENIED(true),
  SUBMITTED(false),
  REJECTED(true),
  ACCEPTED(false),
  TRIGGERED(false),
  PARTIALLY_FILLED(false),
  FILLED(true),
  PENDING_CANCEL(false),
  CANCELED(true),
  EXPIRED(true),
  /**
   * The venue is asked to change the order; until it says so, both versions count.
   *
   * @since 1.1
   */
  PENDING_REPLACE(false);

  private final boolean terminal;

  OrderStatus(boolean terminal) {
    this.terminal = terminal;
  }

  /** Returns whether nothing can happen to the order any more. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Returns whether the order is on its way to the venue or working there. */
  public boolean isOpen() {
    return this != INITIALIZED && !terminal;
  }
}
