package io.qbrain.model;

/**
 * Where an order stands (FIX OrdStatus). Denied is ours, before anything is sent; rejected is the
 * venue's.
 */
public enum OrderStatus {
  INITIALIZED,
  DENIED,
  SUBMITTED,
  REJECTED,
  ACCEPTED,
  TRIGGERED,
  PARTIALLY_FILLED,
  FILLED,
  PENDING_CANCEL,
  CANCELED,
  EXPIRED,
  /**
   * The venue is asked to change the order; until it says so, both versions count.
   *
   * @since 1.1
   */
  PENDING_REPLACE;

  /** Returns whether nothing can happen to the order any more. */
  public boolean isTerminal() {
    return switch (this) {
      case DENIED, REJECTED, FILLED, CANCELED, EXPIRED -> true;
      case INITIALIZED,
          SUBMITTED,
          ACCEPTED,
          TRIGGERED,
          PARTIALLY_FILLED,
          PENDING_CANCEL,
          PENDING_REPLACE ->
          false;
    };
  }

  /** Returns whether the order is on its way to the venue or working there. */
  public boolean isOpen() {
    return this != INITIALIZED && !isTerminal();
  }
}
