package io.qbrain.model;

import java.time.Instant;

/**
 * A closed bar: the prices of an instrument over a length of time. Its time is that of its close.
 *
 * <p>{@link #close()} is {@link #closePrice()} as a double, for signals; both stand for the same
 * exact number, so signals and fills cannot disagree. Two bars are equal if their instrument,
 * length, times and numbers are.
 */
public final class Bar implements MarketEvent {
  private final BarSeries series;
  private final int row;

  Bar(BarSeries series, int row) {
    this.series = series;
    this.row = row;
  }

  /** Returns a bar that stands alone; throws IllegalArgumentException as the series would. */
  public static Bar of(
      InstrumentId instrument,
      BarSpec spec,
      Instant closeTime,
      Price open,
      Price high,
      Price low,
      Price close,
      Quantity volume) {
    return BarSeries.builder(instrument, spec)
        .add(Times.nanos(closeTime), open.raw(), high.raw(), low.raw(), close.raw(), volume.raw())
        .build()
        .bar(0);
  }

  /**
   * Returns a bar that stands alone, of numbers in units of 1e-8 and times in nanoseconds since
   * 1970; throws IllegalArgumentException as the series would.
   *
   * @since 1.1
   */
  public static Bar ofRaw(
      InstrumentId instrument,
      BarSpec spec,
      long openTimeNanos,
      long closeTimeNanos,
      long open,
      long high,
      long low,
      long close,
      long volume) {
    return BarSeries.builder(instrument, spec)
        .addFrom(openTimeNanos, closeTimeNanos, open, high, low, close, volume)
        .build()
        .bar(0);
  }

  @Override
  public InstrumentId instrument() {
    return series.instrument;
  }

  /** Returns how the bar was made. */
  public BarSpec spec() {
    return series.spec;
  }

  @Override
  public long timeNanos() {
    return series.closeTimeNanos[row];
  }

  /**
   * Returns when the bar opened: its close time less its length, or what {@link
   * BarSeries#openTimeNanos} says of a bar without a length or cut short by a session.
   */
  public Instant openTime() {
    return Times.instant(series.openTimeNanos(row));
  }

  /**
   * Returns when the bar opened, in nanoseconds since 1970.
   *
   * @since 1.1
   */
  public long openTimeNanos() {
    return series.openTimeNanos(row);
  }

  /** Returns when the bar closed. */
  public Instant closeTime() {
    return time();
  }

  /** Returns the first price. */
  public double open() {
    return Fixed.toDouble(series.open[row]);
  }

  /** Returns the greatest price. */
  public double high() {
    return Fixed.toDouble(series.high[row]);
  }

  /** Returns the least price. */
  public double low() {
    return Fixed.toDouble(series.low[row]);
  }

  /** Returns the last price. */
  public double close() {
    return Fixed.toDouble(series.close[row]);
  }

  /** Returns the quantity traded. */
  public double volume() {
    return Fixed.toDouble(series.volume[row]);
  }

  /**
   * Returns the first price in units of 1e-8.
   *
   * @since 1.1
   */
  public long openRaw() {
    return series.open[row];
  }

  /** Returns the first price, exact. */
  public Price openPrice() {
    return Price.ofRaw(series.open[row]);
  }

  /** Returns the greatest price, exact. */
  public Price highPrice() {
    return Price.ofRaw(series.high[row]);
  }

  /** Returns the least price, exact. */
  public Price lowPrice() {
    return Price.ofRaw(series.low[row]);
  }

  /** Returns the last price, exact. */
  public Price closePrice() {
    return Price.ofRaw(series.close[row]);
  }

  /** Returns the quantity traded, exact. */
  public Quantity volumeTraded() {
    return Quantity.ofRaw(series.volume[row]);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Bar that
            && timeNanos() == that.timeNanos()
            && openTimeNanos() == that.openTimeNanos()
            && series.close[row] == that.series.close[that.row]
            && series.open[row] == that.series.open[that.row]
            && series.high[row] == that.series.high[that.row]
            && series.low[row] == that.series.low[that.row]
            && series.volume[row] == that.series.volume[that.row]
            && instrument().equals(that.instrument())
            && spec().equals(that.spec()));
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(timeNanos()) + Long.hashCode(series.close[row]);
  }

  @Override
  public String toString() {
    return instrument()
        + " "
        + spec()
        + " "
        + time()
        + " o "
        + openPrice()
        + " h "
        + highPrice()
        + " l "
        + lowPrice()
        + " c "
        + closePrice()
        + " v "
        + volumeTraded();
  }
}
