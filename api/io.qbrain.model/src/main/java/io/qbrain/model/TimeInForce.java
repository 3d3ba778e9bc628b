package io.qbrain.model;

/**
 * How long an order works (FIX TimeInForce).
 *
 * @since 1.1
 */
public enum TimeInForce {
  /** Until the trading day of its instrument ends. */
  DAY,
  /** Until it is filled or canceled. */
  GTC,
  /** What does not trade at once is canceled. */
  IOC,
  /** All of it trades at once, or nothing. */
  FOK,
  /** Until a given time. */
  GTD,
  /** At the opening of a session only. */
  OPG,
  /** At the close of a session only. */
  ATC
}
