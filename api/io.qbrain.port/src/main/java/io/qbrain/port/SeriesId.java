package io.qbrain.port;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.util.Optional;

/**
 * Names a series: {@code SPY.ARCA:1m} for bars of any {@link BarSpec}, {@code SPY.ARCA:quotes} or
 * {@code SPY.ARCA:trades}. {@link #parse} and {@link #toString} are inverse; the order is that of
 * the text.
 *
 * @param instrument the instrument
 * @param kind what the rows are
 * @param spec how bars are made; empty for quotes and trades
 * @since 1.1
 */
public record SeriesId(InstrumentId instrument, Kind kind, Optional<BarSpec> spec)
    implements Comparable<SeriesId> {

  /**
   * What the rows of a series are.
   *
   * @since 1.1
   */
  public enum Kind {
    /** Closed bars. */
    BARS("bars"),
    /** Best bid and ask. */
    QUOTES("quotes"),
    /** Trades that somebody made. */
    TRADES("trades");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the name in small letters. */
    public String text() {
      return text;
    }
  }

  /** Checks that bars have a spec, and nothing else has. */
  public SeriesId {
    if (spec.isPresent() != (kind == Kind.BARS)) {
      throw new IllegalArgumentException(
          "expected a bar spec with bars only, found " + kind.text() + " with " + spec);
    }
  }

  /** Names bars. */
  public static SeriesId bars(InstrumentId instrument, BarSpec spec) {
    return new SeriesId(instrument, Kind.BARS, Optional.of(spec));
  }

  /** Names quotes. */
  public static SeriesId quotes(InstrumentId instrument) {
    return new SeriesId(instrument, Kind.QUOTES, Optional.empty());
  }

  /** Names trades. */
  public static SeriesId trades(InstrumentId instrument) {
    return new SeriesId(instrument, Kind.TRADES, Optional.empty());
  }

  /**
   * Names a series by what it holds.
   *
   * @throws IllegalArgumentException if it is one of order books, which have no name here
   */
  public static SeriesId of(EventSeries series) {
    if (series instanceof BarSeries bars) {
      return bars(bars.instrument(), bars.spec());
    } else if (series instanceof QuoteSeries) {
      return quotes(series.instrument());
    } else if (series instanceof TradeSeries) {
      return trades(series.instrument());
    }
    throw new IllegalArgumentException("expected bars, quotes or trades, found " + series);
  }

  /**
   * Parses the text form.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  public static SeriesId parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "expected a series such as SPY.ARCA:1m, SPY.ARCA:quotes or SPY.ARCA:trades, found '"
              + text
              + "'");
    }
    InstrumentId instrument = InstrumentId.of(text.substring(0, colon));
    String what = text.substring(colon + 1);
    return switch (what) {
      case "quotes" -> quotes(instrument);
      case "trades" -> trades(instrument);
      default -> bars(instrument, BarSpec.parse(what));
    };
  }

  /** Returns a series of this name without rows. */
  public EventSeries empty() {
    return switch (kind) {
      case BARS -> BarSeries.builder(instrument, spec.orElseThrow()).build();
      case QUOTES -> QuoteSeries.builder(instrument).build();
      case TRADES -> TradeSeries.builder(instrument).build();
    };
  }

  @Override
  public int compareTo(SeriesId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return instrument + ":" + spec.map(BarSpec::toString).orElse(kind.text());
  }
}
