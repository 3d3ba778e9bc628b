package io.qbrain.kernel;

/** How a weight or a value that a strategy asks for becomes an order. */
public enum SizeRule {
  /**
   * The position is rounded towards zero to whole lots, so that the fees of the order that leads
   * there are left, too.
   */
  POSITION("positions are whole lots, beside the fees"),
  /**
   * The order is rounded towards zero to whole lots, without regard to its fees; a weight is one of
   * the equity without dividends that are still owed. What open orders will bring does not count:
   * asking twice orders twice.
   */
  ORDER("orders are whole lots, without regard to fees, dividends that are owed and open orders"),
  /**
   * The position is rounded towards zero to whole lots; the weight is what it and the fees of
   * opening it take, of what is left when what it closes has paid its own.
   */
  POSITION_AND_FEES("positions are whole lots, fees included");

  private final String text;

  SizeRule(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
