package io.qbrain.simulation;

/**
 * When an order may first fill. This is the setting that changes results most; every run prints it.
 */
public enum FillTiming {
  /**
   * From the open of the first bar that opens at or after the order, or the next quote or trade.
   */
  NEXT_OPEN("next open or quote"),
  /** At the close of later bars only: a bar is one price, its close. */
  NEXT_CLOSE("next close"),
  /** Market orders at the close of the bar that they were decided on; all others as NEXT_OPEN. */
  SAME_CLOSE("same close"),
  /**
   * Market orders at what is quoted when the bar that they were decided on closes: the close of the
   * ask bar of that time for a buy and of the bid bar for a sell, or of the bar itself where
   * nothing is quoted. An order that is decided on a bar of a day or more waits for the next open,
   * unless its market is known to be open then; one that comes during the day of such a bar trades
   * at its close. All others as NEXT_OPEN.
   */
  QUOTE_CLOSE("quote at the same close"),
  /**
   * All orders against the book as it stands when they come. The bid and the ask bar of one time
   * move the book together, once both are in: what was decided on the first of them meets the book
   * that the bars before left.
   */
  CURRENT_BOOK("current book");

  private final String text;

  FillTiming(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
