package io.qbrain.model;

import java.nio.LongBuffer;

/**
 * The trades of one instrument, in columns, in order of time; several may be of one time. Made by a
 * {@link Builder}. 24 bytes a trade.
 *
 * <p>Prices and quantities are in units of 1e-8, times in nanoseconds since 1970.
 *
 * @since 1.1
 */
public final class TradeSeries extends TimedColumns implements EventSeries {
  private final long[] price;
  private final long[] quantity;

  private TradeSeries(Builder b) {
    super(b.instrument, b.columns, "trades");
    this.price = b.columns.values(0);
    this.quantity = b.columns.values(1);
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument) {
    return new Builder(instrument);
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
    checked(row);
    return new TradeTick(instrument, timeNanos(row), price[row], quantity[row]);
  }

  /** Collects trades in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private final Columns columns;

    private Builder(InstrumentId instrument) {
      this.instrument = instrument;
      this.columns = new Columns(instrument + " trades", 2);
    }

    /**
     * Adds a trade, price and quantity in units of 1e-8.
     *
     * @throws IllegalArgumentException if it is older than the one before, or the quantity is not
     *     above zero
     */
    public Builder add(long timeNanos, long price, long quantity) {
      columns.checkOrder(timeNanos);
      TradeTick.check(instrument, timeNanos, price, quantity);
      int row = columns.add(timeNanos);
      columns.column(0)[row] = price;
      columns.column(1)[row] = quantity;
      return this;
    }

    /**
     * Makes room for a number of trades besides those that are there, so that columns do not grow
     * step by step.
     */
    public Builder reserve(int trades) {
      columns.reserve(trades);
      return this;
    }

    /**
     * Adds trades by columns: time, price, quantity. Each buffer is read to its limit, all alike.
     *
     * @throws IllegalArgumentException as {@link #add} does, or if there are other columns; nothing
     *     was added then
     */
    public Builder addColumns(LongBuffer... values) {
      int from = columns.size();
      columns.addAll(values);
      try {
        for (int row = from; row < columns.size(); row++) {
          check(row);
        }
      } catch (IllegalArgumentException e) {
        columns.cut(from);
        throw e;
      }
      return this;
    }

    private void check(int row) {
      TradeTick.check(
          instrument, columns.time(row), columns.column(0)[row], columns.column(1)[row]);
    }

    /** Returns the series of what was added so far. */
    public TradeSeries build() {
      return new TradeSeries(this);
    }
  }
}
