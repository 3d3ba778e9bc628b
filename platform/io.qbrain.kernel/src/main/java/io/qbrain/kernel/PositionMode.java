package io.qbrain.kernel;

/** How an account counts what it holds of an instrument. */
public enum PositionMode {
  /** As one position: a buy closes what was sold short, then opens. */
  NETTING,
  /**
   * As many: an order opens a position, or reduces the one that it names; long and short may stand
   * side by side.
   */
  HEDGING
}
