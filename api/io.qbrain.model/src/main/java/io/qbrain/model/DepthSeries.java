package io.qbrain.model;

/**
 * The order book of one instrument to a fixed number of levels, in columns, in order of time;
 * several books may be of one time. Made by a {@link Builder}. 8 + 32 x levels bytes a book.
 *
 * <p>Prices and sizes are in units of 1e-8, times in nanoseconds since 1970. A level whose size is
 * zero is empty.
 *
 * @since 1.1
 */
public final class DepthSeries extends TimedColumns implements EventSeries {
  /** The greatest number of levels. */
  public static final int MAX_LEVELS = 50;

  /** The columns of a level: bid price, bid size, ask price, ask size. */
  public static final int COLUMNS_OF_LEVEL = 4;

  private final int levels;

  /** Per level: bid price, bid size, ask price, ask size. */
  private final long[][] columns;

  private DepthSeries(Builder b) {
    super(b.instrument, b.columns, "depth of " + b.levels);
    this.levels = b.levels;
    this.columns = new long[COLUMNS_OF_LEVEL * levels][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = b.columns.values(i);
    }
  }

  /**
   * Starts an empty series.
   *
   * @param levels how many levels each side has, from 1 to 50
   */
  public static Builder builder(InstrumentId instrument, int levels) {
    return new Builder(instrument, levels);
  }

  /** Returns how many levels each side has at most. */
  public int levels() {
    return levels;
  }

  /** Returns the price of a bid of a row, level 0 the best; 0 if the level is empty. */
  public long bidRaw(int row, int level) {
    return columns[COLUMNS_OF_LEVEL * level][row];
  }

  /** Returns the size of a bid of a row. */
  public long bidSizeRaw(int row, int level) {
    return columns[COLUMNS_OF_LEVEL * level + 1][row];
  }

  /** Returns the price of an ask of a row, level 0 the best; 0 if the level is empty. */
  public long askRaw(int row, int level) {
    return columns[COLUMNS_OF_LEVEL * level + 2][row];
  }

  /** Returns the size of an ask of a row. */
  public long askSizeRaw(int row, int level) {
    return columns[COLUMNS_OF_LEVEL * level + 3][row];
  }

  @Override
  public Depth event(int row) {
    checked(row);
    return new Depth(this, row);
  }

  /** Collects books in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private final int levels;
    private final Columns columns;

    private Builder(InstrumentId instrument, int levels) {
      if (levels < 1 || levels > MAX_LEVELS) {
        throw new IllegalArgumentException(
            instrument + ": expected 1 to " + MAX_LEVELS + " levels, found " + levels);
      }
      this.instrument = instrument;
      this.levels = levels;
      this.columns = new Columns(instrument + " depth", COLUMNS_OF_LEVEL * levels);
    }

    /**
     * Adds a book.
     *
     * @param timeNanos its time
     * @param book bid price, bid size, ask price and ask size of each level, the best first, in
     *     units of 1e-8; a level of size 0 is empty, and so are those behind it
     * @throws IllegalArgumentException if it is older than the one before, has another number of
     *     values, a negative size, bids that do not fall, asks that do not rise, or a best bid
     *     above the best ask
     */
    public Builder add(long timeNanos, long... book) {
      columns.checkOrder(timeNanos);
      if (book.length != COLUMNS_OF_LEVEL * levels) {
        throw bad(timeNanos, COLUMNS_OF_LEVEL * levels + " values", book.length + "");
      }
      checkSide(timeNanos, book, 0, -1, "bids");
      checkSide(timeNanos, book, 2, 1, "asks");
      if (book[1] > 0 && book[3] > 0 && book[0] > book[2]) {
        throw bad(
            timeNanos,
            "best bid <= best ask",
            "bid " + Fixed.format(book[0]) + ", ask " + Fixed.format(book[2]));
      }
      int row = columns.add(timeNanos);
      for (int i = 0; i < book.length; i++) {
        boolean isPrice = i % 2 == 0;
        columns.column(i)[row] = isPrice && book[i + 1] == 0 ? 0 : book[i];
      }
      return this;
    }

    private void checkSide(long timeNanos, long[] book, int offset, int sign, String side) {
      boolean ended = false;
      for (int level = 0; level < levels; level++) {
        int at = COLUMNS_OF_LEVEL * level + offset;
        long quantity = book[at + 1];
        if (quantity < 0 || (ended && quantity > 0)) {
          throw bad(
              timeNanos,
              side + " of sizes >= 0 and none behind an empty level",
              Fixed.format(quantity) + " at level " + level);
        }
        if (quantity > 0 && book[at] == Fixed.NO_NUMBER) {
          throw bad(timeNanos, side + " whose prices are numbers", "NaN at level " + level);
        }
        ended = quantity == 0;
        if (!ended
            && level > 0
            && sign * Long.compare(book[at], book[at - COLUMNS_OF_LEVEL]) <= 0) {
          throw bad(
              timeNanos,
              side + " that get worse from level to level",
              Fixed.format(book[at - COLUMNS_OF_LEVEL])
                  + " before "
                  + Fixed.format(book[at])
                  + " at level "
                  + level);
        }
      }
    }

    private IllegalArgumentException bad(long timeNanos, String expected, String found) {
      return new IllegalArgumentException(
          instrument
              + " depth at "
              + Times.instant(timeNanos)
              + ": expected "
              + expected
              + ", found "
              + found);
    }

    /** Returns the series of what was added so far. */
    public DepthSeries build() {
      return new DepthSeries(this);
    }
  }
}
