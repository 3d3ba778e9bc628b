package io.qbrain.kernel;

/** How a weight or a value that a strategy asks for becomes an order. */
public enum SizeRule {
  /**
   * The position is rounded towards zero to whole lots, so that the fees of the order that leads
   * there are left, too.
   */
  POSITION,
  /** The order is rounded towards zero to whole lots, without regard to its fees. */
  ORDER
}
