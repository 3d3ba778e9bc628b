package io.qbrain.model;

/** When an order may trade (FIX OrdType). */
public enum OrderType {
  /** At once, at the price that there is. */
  MARKET,
  /** At the limit price or better. */
  LIMIT,
  /** As a market order from when the market touches the stop price. */
  STOP,
  /**
   * As a limit order from when the market touches the stop price.
   *
   * @since 1.1
   */
  STOP_LIMIT,
  /**
   * As a market order from when the market turns by an offset from its best price since the order
   * began to work.
   *
   * @since 1.1
   */
  TRAILING_STOP,
  /**
   * As a market order from when the market becomes as good as the trigger price: below the market
   * for a buy, above it for a sell.
   *
   * @since 1.1
   */
  MARKET_IF_TOUCHED,
  /**
   * As a limit order from when the market becomes as good as the trigger price.
   *
   * @since 1.1
   */
  LIMIT_IF_TOUCHED,
  /**
   * At the opening price of the next session.
   *
   * @since 1.1
   */
  MARKET_ON_OPEN,
  /**
   * At the closing price of the session.
   *
   * @since 1.1
   */
  MARKET_ON_CLOSE;

  /**
   * Returns whether such an order has a limit price.
   *
   * @since 1.1
   */
  public boolean hasLimit() {
    return this == LIMIT || this == STOP_LIMIT || this == LIMIT_IF_TOUCHED;
  }

  /**
   * Returns whether such an order waits for a stop or trigger price that it is given.
   *
   * @since 1.1
   */
  public boolean hasStop() {
    return this == STOP
        || this == STOP_LIMIT
        || this == MARKET_IF_TOUCHED
        || this == LIMIT_IF_TOUCHED;
  }

  /**
   * Returns whether such an order waits for the market before it may trade.
   *
   * @since 1.1
   */
  public boolean isTriggered() {
    return hasStop() || this == TRAILING_STOP;
  }
}
