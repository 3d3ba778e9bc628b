package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.util.Optional;

/** What stands in a column file: its mark, the size of its header, and its columns. */
enum ColumnForm {
  /** Close time, open, high, low, close, volume. */
  BARS("QBARS001", 256),
  /** The same, and open time. */
  OPENED_BARS("QBARS002", 256),
  /** Time, bid, ask, bid size, ask size. */
  QUOTES("QQUOTE01", 256),
  /** Time, price, quantity. */
  TRADES("QTRADE01", 256),
  /** Time, then bid, bid size, ask and ask size of each level. */
  DEPTH("QDEPTH01", 1024);

  /** Gives the values of one column. */
  interface Values {
    long at(int row);
  }

  /** Takes rows, a value of each column. */
  interface Rows {
    void add(long[] row);

    EventSeries build();
  }

  final String magic;

  /** Bytes before the first column. */
  final int header;

  ColumnForm(String magic, int header) {
    this.magic = magic;
    this.header = header;
  }

  static ColumnForm of(EventSeries series) {
    if (series instanceof BarSeries bars) {
      return bars.hasOpenTimes() ? OPENED_BARS : BARS;
    }
    return series instanceof QuoteSeries ? QUOTES : series instanceof TradeSeries ? TRADES : DEPTH;
  }

  static Optional<ColumnForm> marked(String magic) {
    for (ColumnForm form : values()) {
      if (form.magic.equals(magic)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** Returns what the header says besides the instrument: bar spec, number of levels, nothing. */
  static String detail(EventSeries series) {
    if (series instanceof BarSeries bars) {
      return bars.spec().toString();
    }
    return series instanceof DepthSeries depth ? String.valueOf(depth.levels()) : "";
  }

  /** Returns the number of columns; throws IllegalArgumentException if the detail is wrong. */
  int columns(String detail) {
    return switch (this) {
      case BARS -> 6;
      case OPENED_BARS -> 7;
      case QUOTES -> 5;
      case TRADES -> 3;
      case DEPTH -> 1 + DepthSeries.COLUMNS_OF_LEVEL * levels(detail);
    };
  }

  /** Returns how many columns the header has room for. */
  int slots() {
    return this == DEPTH ? 1 + DepthSeries.COLUMNS_OF_LEVEL * DepthSeries.MAX_LEVELS : columns("");
  }

  private static int levels(String detail) {
    int levels = Integer.parseInt(detail);
    if (levels < 1 || levels > DepthSeries.MAX_LEVELS) {
      throw new IllegalArgumentException("expected 1 to 50 levels, found " + levels);
    }
    return levels;
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
    } else if (series instanceof TradeSeries trades) {
      return switch (column) {
        case 0 -> trades::timeNanos;
        case 1 -> trades::priceRaw;
        default -> trades::quantityRaw;
      };
    }
    DepthSeries depth = (DepthSeries) series;
    int level = (column - 1) / DepthSeries.COLUMNS_OF_LEVEL;
    if (column == 0) {
      return depth::timeNanos;
    }
    return switch ((column - 1) % DepthSeries.COLUMNS_OF_LEVEL) {
      case 0 -> row -> depth.bidRaw(row, level);
      case 1 -> row -> depth.bidSizeRaw(row, level);
      case 2 -> row -> depth.askRaw(row, level);
      default -> row -> depth.askSizeRaw(row, level);
    };
  }

  /** Returns what takes rows of this form. */
  Rows rows(InstrumentId instrument, String detail) {
    return switch (this) {
      case BARS, OPENED_BARS -> new BarRows(BarSeries.builder(instrument, BarSpec.parse(detail)));
      case QUOTES -> new QuoteRows(QuoteSeries.builder(instrument));
      case TRADES -> new TradeRows(TradeSeries.builder(instrument));
      case DEPTH -> new DepthRows(DepthSeries.builder(instrument, levels(detail)));
    };
  }

  private record BarRows(BarSeries.Builder bars) implements Rows {
    @Override
    public void add(long[] row) {
      if (row.length == 6) {
        bars.add(row[0], row[1], row[2], row[3], row[4], row[5]);
      } else {
        bars.addFrom(row[6], row[0], row[1], row[2], row[3], row[4], row[5]);
      }
    }

    @Override
    public EventSeries build() {
      return bars.build();
    }
  }

  private record QuoteRows(QuoteSeries.Builder quotes) implements Rows {
    @Override
    public void add(long[] row) {
      quotes.add(row[0], row[1], row[2], row[3], row[4]);
    }

    @Override
    public EventSeries build() {
      return quotes.build();
    }
  }

  private record TradeRows(TradeSeries.Builder trades) implements Rows {
    @Override
    public void add(long[] row) {
      trades.add(row[0], row[1], row[2]);
    }

    @Override
    public EventSeries build() {
      return trades.build();
    }
  }

  private record DepthRows(DepthSeries.Builder books) implements Rows {
    @Override
    public void add(long[] row) {
      long[] book = new long[row.length - 1];
      System.arraycopy(row, 1, book, 0, book.length);
      books.add(row[0], book);
    }

    @Override
    public EventSeries build() {
      return books.build();
    }
  }
}
