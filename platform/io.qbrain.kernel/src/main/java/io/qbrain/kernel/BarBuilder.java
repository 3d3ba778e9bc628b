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
 * <p>A piece at a time does not belong to a bar that ends then, unless the piece is a bar itself or
 * the {@link BuiltBarRule} says otherwise. Nothing of a bar is given before it is closed, and
 * nothing is built of no piece, unless the rule asks for a bar of each interval.
 */
abstract class BarBuilder {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long DAY_NANOS = 86_400_000_000_000L;

  final InstrumentId instrument;
  final BarSpec spec;
  final BarClock clock;
  final boolean fromBars;

  /** Whether what happens at the end of a bar belongs to it. */
  private final boolean endBelongs;

  boolean isOpen;

  /** Whether the open bar has no piece yet, and shows the close before. */
  private boolean isEmpty;

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

  /** What is built: bars of an instrument within its hours, of shorter bars or of ticks. */
  record Plan(
      InstrumentId instrument,
      BarSpec spec,
      @Nullable TradingCalendar calendar,
      boolean fromBars,
      BuiltBarRule rule) {}

  BarBuilder(Plan plan) {
    this.instrument = plan.instrument();
    this.spec = plan.spec();
    this.clock = new BarClock(spec.hasLength() ? spec.stepNanos() : DAY_NANOS, plan.calendar());
    this.fromBars = plan.fromBars();
    this.endBelongs = plan.fromBars() || plan.rule().endBelongs();
  }

  static BarBuilder of(Plan plan) {
    return switch (plan.spec().kind()) {
      case TIME -> new TimeBars(plan);
      case VOLUME, COUNT, VALUE, RANGE -> new SizedBars(plan);
      case RENKO -> new RenkoBars(plan);
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
    if (nanos < floorNanos || !clock.locate(endBelongs ? nanos - 1 : nanos)) {
      return false;
    }
    floorNanos = nanos;
    long end = clock.endNanos;
    if (isOpen && endNanos != end) {
      end(closed);
      while (isOpen && endNanos < end) {
        end(closed);
      }
      clock.locate(endBelongs ? nanos - 1 : nanos);
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
      set(p);
    } else if (isEmpty) {
      set(p);
    } else {
      high = Math.max(high, p.high);
      low = Math.min(low, p.low);
      close = p.close;
      volume = plus(volume, p.volume);
    }
  }

  private void set(Piece p) {
    isEmpty = false;
    open = p.open;
    high = p.high;
    low = p.low;
    close = p.close;
    volume = p.volume;
  }

  /** Opens the bar of the stretch after one that ended, if there is one, at its close. */
  final void openEmpty() {
    long began = endNanos;
    if (clock.locate(began)) {
      isOpen = true;
      isEmpty = true;
      openNanos = clock.beginNanos;
      endNanos = clock.endNanos;
      endsSession = clock.endsSession;
      open = close;
      high = close;
      low = close;
      volume = 0;
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
    return isOpen ? endNanos + (endBelongs || endsSession ? 1 : 0) : NEVER;
  }

  /** Returns the sum of two numbers that are not below zero, the greatest if it does not fit. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
