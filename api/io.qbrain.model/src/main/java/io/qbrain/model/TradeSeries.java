package io.qbrain.model;

import java.util.Arrays;

/**
 * The trades of one instrument, in columns, in order of time; several may be of one time. Made by a
 * {@link Builder}. 24 bytes a trade.
 *
 * <p>Prices and quantities are in units of 1e-8, times in nanoseconds since 1970.
 *
 * @since 1.1
 */
public final class TradeSeries implements EventSeries {
  private final InstrumentId instrument;
  private final int size;
  private final long[] time;
  private final long[] price;
  private final long[] quantity;

  private TradeSeries(Builder b) {
    this.instrument = b.instrument;
    this.size = b.size;
    this.time = Arrays.copyOf(b.time, size);
    this.price = Arrays.copyOf(b.price, size);
    this.quantity = Arrays.copyOf(b.quantity, size);
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument) {
    return new Builder(instrument);
  }

  @Override
  public InstrumentId instrument() {
    return instrument;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long timeNanos(int row) {
    return time[row];
  }

  /** Returns the price of a row. */
  public long priceRaw(int row) {
    return price[row];
  }

  /** Returns the quantity of a row. */
  public long quantityRaw(int row) {
    return quantity[row];
  }

  @Override
  public TradeTick event(int row) {
    Columns.checked(row, size, this);
    return new TradeTick(instrument, time[row], price[row], quantity[row]);
  }

  @Override
  public int firstRowAtOrAfter(long timeNanos) {
    return Columns.firstAtOrAfter(time, size, timeNanos);
  }

  @Override
  public String toString() {
    return instrument + " trades, " + size;
  }

  /** Collects trades in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private int size;
    private long[] time = new long[1];
    private long[] price = new long[1];
    private long[] quantity = new long[1];

    private Builder(InstrumentId instrument) {
      this.instrument = instrument;
    }

    /**
     * Adds a trade, price and quantity in units of 1e-8.
     *
     * @throws IllegalArgumentException if it is older than the one before, or the quantity is not
     *     above zero
     */
    public Builder add(long timeNanos, long price, long quantity) {
      Columns.checkOrder(time, size, timeNanos, instrument + " trades");
      TradeTick.check(instrument, timeNanos, quantity);
      if (size == time.length) {
        int capacity = Columns.grown(size);
        this.time = Arrays.copyOf(this.time, capacity);
        this.price = Arrays.copyOf(this.price, capacity);
        this.quantity = Arrays.copyOf(this.quantity, capacity);
      }
      this.time[size] = timeNanos;
      this.price[size] = price;
      this.quantity[size] = quantity;
      size++;
      return this;
    }

    /** Returns the series of what was added so far. */
    public TradeSeries build() {
      return new TradeSeries(this);
    }
  }
}
