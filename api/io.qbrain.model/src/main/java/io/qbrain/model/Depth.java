package io.qbrain.model;

import java.time.Instant;

/**
 * The order book of an instrument at one time, to a number of levels: a whole picture that replaces
 * the one before. Level 0 is the best.
 *
 * @since 1.1
 */
public final class Depth implements MarketEvent {
  private final DepthSeries series;
  private final int row;

  Depth(DepthSeries series, int row) {
    this.series = series;
    this.row = row;
  }

  /**
   * Returns a book that stands alone.
   *
   * @param levels how many levels each side has, from 1 to 50
   * @param book bid price, bid size, ask price and ask size of each level, the best first, in units
   *     of 1e-8; a level of size 0 is empty
   * @throws IllegalArgumentException as {@link DepthSeries.Builder#add} does
   */
  public static Depth of(InstrumentId instrument, Instant time, int levels, long... book) {
    return DepthSeries.builder(instrument, levels).add(Times.nanos(time), book).build().event(0);
  }

  @Override
  public InstrumentId instrument() {
    return series.instrument();
  }

  @Override
  public long timeNanos() {
    return series.timeNanos(row);
  }

  /** Returns how many levels each side has at most. */
  public int levels() {
    return series.levels();
  }

  /** Returns how many levels the bids fill. */
  public int bidLevels() {
    int filled = 0;
    while (filled < series.levels() && series.bidSizeRaw(row, filled) > 0) {
      filled++;
    }
    return filled;
  }

  /** Returns how many levels the asks fill. */
  public int askLevels() {
    int filled = 0;
    while (filled < series.levels() && series.askSizeRaw(row, filled) > 0) {
      filled++;
    }
    return filled;
  }

  /** Returns the price of a bid; zero if the level is empty. */
  public Price bid(int level) {
    return Price.ofRaw(bidRaw(level));
  }

  /** Returns the price of an ask; zero if the level is empty. */
  public Price ask(int level) {
    return Price.ofRaw(askRaw(level));
  }

  /** Returns the size of a bid; zero if the level is empty. */
  public Quantity bidSize(int level) {
    return Quantity.ofRaw(bidSizeRaw(level));
  }

  /** Returns the size of an ask; zero if the level is empty. */
  public Quantity askSize(int level) {
    return Quantity.ofRaw(askSizeRaw(level));
  }

  /** Returns the price of a bid in units of 1e-8. */
  public long bidRaw(int level) {
    return series.bidRaw(row, checked(level));
  }

  /** Returns the price of an ask in units of 1e-8. */
  public long askRaw(int level) {
    return series.askRaw(row, checked(level));
  }

  /** Returns the size of a bid in units of 1e-8. */
  public long bidSizeRaw(int level) {
    return series.bidSizeRaw(row, checked(level));
  }

  /** Returns the size of an ask in units of 1e-8. */
  public long askSizeRaw(int level) {
    return series.askSizeRaw(row, checked(level));
  }

  private int checked(int level) {
    if (level < 0 || level >= series.levels()) {
      throw new IndexOutOfBoundsException(
          instrument()
              + ": expected a level from 0 to "
              + (series.levels() - 1)
              + ", found "
              + level);
    }
    return level;
  }

  @Override
  public String toString() {
    return instrument()
        + " "
        + time()
        + " "
        + bid(0)
        + " x "
        + bidSize(0)
        + " / "
        + ask(0)
        + " x "
        + askSize(0)
        + ", levels "
        + bidLevels()
        + " / "
        + askLevels();
  }
}
