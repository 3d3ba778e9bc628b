package io.qbrain.model;

/** When an order may trade (FIX OrdType). */
public enum OrderType {
  /** At once, at the price that there is. */
  MARKET,
  /** At the limit price or better. */
  LIMIT,
  /** As a market order from when the market touches the stop price. */
  STOP
}
