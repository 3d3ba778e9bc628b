package io.qbrain.model;

/** The side of an order or fill. */
public enum Side {
  BUY,
  SELL;

  /** Returns +1 for a buy and -1 for a sell. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }

  /** Returns the other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
