package io.qbrain.series.store;

import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.SeriesId;
import java.nio.LongBuffer;

/** The columns of each kind of series: how they are taken out of one, and put into a new one. */
final class StoredColumns {
  /** The column of times, of bars when they closed. */
  static final int TIME = 0;

  /** Columns of bars that opened their length before they closed. */
  static final int PLAIN_BARS = 6;

  /** Columns of bars with open times. */
  static final int OPENED_BARS = 7;

  private StoredColumns() {}

  /** Gives the values of one column. */
  interface Values {
    long at(int row);
  }

  /** Takes columns, and makes a series of them. */
  interface Rows {
    void reserve(int rows);

    void add(LongBuffer... columns);

    EventSeries build();
  }

  /** Returns how many columns a series needs. */
  static int count(EventSeries series) {
    if (series instanceof BarSeries bars) {
      return bars.hasOpenTimes() ? OPENED_BARS : PLAIN_BARS;
    }
    return series instanceof QuoteSeries ? 5 : 3;
  }

  /** Returns whether a file of a series may have so many columns. */
  static boolean fits(SeriesId id, int columns) {
    return switch (id.kind()) {
      case BARS -> columns == PLAIN_BARS || columns == OPENED_BARS;
      case QUOTES -> columns == 5;
      case TRADES -> columns == 3;
    };
  }

  static Values values(EventSeries series, int column) {
    if (series instanceof BarSeries bars) {
      return switch (column) {
        case 0 -> bars::closeTimeNanos;
        case 1 -> bars::openRaw;
        case 2 -> bars::highRaw;
        case 3 -> bars::lowRaw;
        case 4 -> bars::closeRaw;
        case 5 -> bars::volumeRaw;
        default -> bars::openTimeNanos;
      };
    } else if (series instanceof QuoteSeries quotes) {
      return switch (column) {
        case 0 -> quotes::timeNanos;
        case 1 -> quotes::bidRaw;
        case 2 -> quotes::askRaw;
        case 3 -> quotes::bidSizeRaw;
        default -> quotes::askSizeRaw;
      };
    }
    TradeSeries trades = (TradeSeries) series;
    return switch (column) {
      case 0 -> trades::timeNanos;
      case 1 -> trades::priceRaw;
      default -> trades::quantityRaw;
    };
  }

  static Rows rows(SeriesId id) {
    InstrumentId instrument = id.instrument();
    return switch (id.kind()) {
      case BARS -> new BarRows(BarSeries.builder(instrument, id.spec().orElseThrow()));
      case QUOTES -> new QuoteRows(QuoteSeries.builder(instrument));
      case TRADES -> new TradeRows(TradeSeries.builder(instrument));
    };
  }

  private record BarRows(BarSeries.Builder bars) implements Rows {
    @Override
    public void reserve(int rows) {
      bars.reserve(rows);
    }

    @Override
    public void add(LongBuffer... columns) {
      bars.addColumns(columns);
    }

    @Override
    public EventSeries build() {
      return bars.build();
    }
  }

  private record QuoteRows(QuoteSeries.Builder quotes) implements Rows {
    @Override
    public void reserve(int rows) {
      quotes.reserve(rows);
    }

    @Override
    public void add(LongBuffer... columns) {
      quotes.addColumns(columns);
    }

    @Override
    public EventSeries build() {
      return quotes.build();
    }
  }

  private record TradeRows(TradeSeries.Builder trades) implements Rows {
    @Override
    public void reserve(int rows) {
      trades.reserve(rows);
    }

    @Override
    public void add(LongBuffer... columns) {
      trades.addColumns(columns);
    }

    @Override
    public EventSeries build() {
      return trades.build();
    }
  }
}
