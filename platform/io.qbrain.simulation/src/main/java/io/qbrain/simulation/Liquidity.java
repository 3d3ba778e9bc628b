package io.qbrain.simulation;

import io.qbrain.model.Fixed;

/**
 * How much fills at once.
 *
 * @param volumeShare the share of a bar's volume that all orders together may fill, in units of
 *     1e-8, in whole lots; {@link #UNLIMITED} where the volume does not matter
 * @param rest what becomes of a quantity that is greater than what is quoted at the best price
 * @param barSize the quantity that stands at the best price where bid and ask bars make the book; 0
 *     for any quantity
 * @param depletes whether what filled is missing for the next order until the book moves
 * @param queue whether a limit order waits behind the quantity that stood at its price when it came
 * @param spentEndsBar whether no further order meets a bar once one has found nothing of its volume
 *     left, and none meets a bar without volume; otherwise each meets it, and waits if it trades
 */
public record Liquidity(
    long volumeShare,
    Rest rest,
    long barSize,
    boolean depletes,
    boolean queue,
    boolean spentEndsBar) {
  /** Any quantity. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Everything fills at once at one price. */
  public static final Liquidity ANY = new Liquidity(UNLIMITED, Rest.SAME_PRICE, 0, true, false);

  /** Makes one where each order meets each bar. */
  public Liquidity(long volumeShare, Rest rest, long barSize, boolean depletes, boolean queue) {
    this(volumeShare, rest, barSize, depletes, queue, false);
  }

  /** What becomes of a quantity that is greater than what is quoted. */
  public enum Rest {
    /** The quoted quantity does not matter. */
    SAME_PRICE("at the same price"),
    /** The order walks through the levels of the book; what is left then waits. */
    WAITS("walks the book and waits"),
    /** The order walks through the levels of the book; what is left fills one tick worse. */
    ONE_TICK_WORSE("walks the book, then one tick worse");

    private final String text;

    Rest(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Checks the numbers. */
  public Liquidity {
    if (volumeShare <= 0 || barSize < 0) {
      throw new IllegalArgumentException(
          "expected a share > 0 and a size >= 0, found "
              + Fixed.format(volumeShare)
              + " and "
              + Fixed.format(barSize));
    }
  }

  /** Returns this with another share of a bar's volume. */
  public Liquidity withVolumeShare(long share) {
    return new Liquidity(share, rest, barSize, depletes, queue, spentEndsBar);
  }

  /** Returns this, a spent volume ending its bar for all orders or for each by itself. */
  public Liquidity withSpentEndsBar(boolean value) {
    return new Liquidity(volumeShare, rest, barSize, depletes, queue, value);
  }

  @Override
  public String toString() {
    String volume =
        volumeShare == UNLIMITED
            ? "any quantity"
            : "at most " + Fixed.format(Math.multiplyExact(volumeShare, 100L)) + " % of the volume";
    String book =
        rest == Rest.SAME_PRICE
            ? ""
            : ", "
                + rest
                + (barSize == 0 ? "" : " (" + Fixed.format(barSize) + " at the best price)")
                + (depletes ? "" : ", always full");
    return volume
        + book
        + (queue ? ", limits queue" : "")
        + (spentEndsBar ? ", a spent volume ends the bar" : "");
  }
}
