package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.TradingCalendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds bars of one instrument and spec from pieces: trades, quotes or shorter bars, which are
 * never divided. Prices and quantities are in units of 1e-8; sums that do not fit stay at the
 * greatest number.
 *
 * <p>A piece at a time does not belong to a bar that ends then, unless the piece is a bar itself.
 * Nothing of a bar is given before it is closed, and nothing is built of no piece.
 */
abstract class BarBuilder {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long DAY_NANOS = 86_400_000_000_000L;

  final InstrumentId instrument;
  final BarSpec spec;
  final BarClock clock;
  final boolean fromBars;
  boolean isOpen;
  long openNanos;

  /** When the open bar ends at the latest; what comes later belongs to another one. */
  long endNanos;

  private boolean endsSession;
  long open;
  long high;
  long low;
  long close;
  long volume;

  /** Pieces before this time are late. */
  private long floorNanos = Long.MIN_VALUE;

  BarBuilder(
      InstrumentId instrument, BarSpec spec, @Nullable TradingCalendar calendar, boolean fromBars) {
    this.instrument = instrument;
    this.spec = spec;
    this.clock = new BarClock(spec.hasLength() ? spec.stepNanos() : DAY_NANOS, calendar);
    this.fromBars = fromBars;
  }

  static BarBuilder of(
      InstrumentId instrument, BarSpec spec, @Nullable TradingCalendar calendar, boolean fromBars) {
    return switch (spec.kind()) {
      case TIME -> new TimeBars(instrument, spec, calendar, fromBars);
      case VOLUME, COUNT, VALUE, RANGE -> new SizedBars(instrument, spec, calendar, fromBars);
      case RENKO -> new RenkoBars(instrument, spec, calendar, fromBars);
    };
  }

  /**
   * Adds a piece.
   *
   * @param beganNanos when it began; of a tick its time
   * @param nanos its time; of a bar when it closed
   * @param prices open, high, low and close
   * @param closed gets the bars that this piece closes
   */
  abstract void add(long beganNanos, long nanos, Piece prices, List<Bar> closed);

  /** The numbers of a piece, set anew for each. */
  static final class Piece {
    long open;
    long high;
    long low;
    long close;
    long volume;

    void set(long price, long quantity) {
      open = price;
      high = price;
      low = price;
      close = price;
      volume = quantity;
    }

    void set(Bar bar) {
      open = bar.openPrice().raw();
      high = bar.highPrice().raw();
      low = bar.lowPrice().raw();
      close = bar.closePrice().raw();
      volume = bar.volumeTraded().raw();
    }
  }

  /**
   * Finds the stretch of a piece, and closes the bar of an earlier one; returns whether the piece
   * belongs to a stretch at all: it may be late, or outside of sessions.
   */
  final boolean locate(long nanos, List<Bar> closed) {
    if (nanos < floorNanos || !clock.locate(fromBars ? nanos - 1 : nanos)) {
      return false;
    }
    floorNanos = nanos;
    if (isOpen && endNanos != clock.endNanos) {
      end(closed);
    }
    return true;
  }

  /** Puts a piece into the open bar, or opens one with it. */
  final void take(long beganNanos, Piece p) {
    if (!isOpen) {
      isOpen = true;
      openNanos = beganNanos;
      endNanos = clock.endNanos;
      endsSession = clock.endsSession;
      open = p.open;
      high = p.high;
      low = p.low;
      close = p.close;
      volume = p.volume;
    } else {
      high = Math.max(high, p.high);
      low = Math.min(low, p.low);
      close = p.close;
      volume = plus(volume, p.volume);
    }
  }

  /** Closes the open bar because its stretch is over. */
  void end(List<Bar> closed) {
    floorNanos = Math.max(floorNanos, dueNanos());
    closeAt(endNanos, closed);
  }

  final void closeAt(long nanos, List<Bar> closed) {
    closed.add(
        Bar.ofRaw(
            instrument, spec, Math.min(openNanos, nanos), nanos, open, high, low, close, volume));
    isOpen = false;
  }

  /** Returns the time at which an event would come too late for the open bar. */
  long dueNanos() {
    return isOpen ? endNanos + (fromBars || endsSession ? 1 : 0) : NEVER;
  }

  /** Returns the sum of two numbers that are not below zero, the greatest if it does not fit. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
