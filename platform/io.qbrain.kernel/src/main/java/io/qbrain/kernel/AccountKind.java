package io.qbrain.kernel;

/** How an account pays for positions. */
public enum AccountKind {
  /** In full; nothing is sold short. */
  CASH,
  /** Up to equity times leverage, long or short. */
  MARGIN,
  /** A margin per contract of a future; profit is settled daily. */
  FUTURES
}
