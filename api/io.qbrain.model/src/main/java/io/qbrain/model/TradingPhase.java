package io.qbrain.model;

/**
 * What a market does at a time.
 *
 * @since 1.1
 */
public enum TradingPhase {
  /** No session: orders wait for the next one, or are denied. */
  CLOSED(false),
  /** Orders are collected and trade at one price when the phase ends. */
  OPENING_AUCTION(true),
  /** Orders trade when they match. */
  CONTINUOUS(true),
  /** Within a session, but nothing trades: a lunch break, or the time between auction and trade. */
  BREAK(false),
  /** Orders are collected and trade at one price when the phase, and with it the session, ends. */
  CLOSING_AUCTION(true);

  private final boolean open;

  TradingPhase(boolean open) {
    this.open = open;
  }

  /** Returns whether an order that is sent now can trade in this phase or at its end. */
  public boolean isOpen() {
    return open;
  }
}
