package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.PriceSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bars of one instrument and spec: the last of them, and who gets them. Outside the kernel it
 * is a handle that spares the look-up ({@link Kernel#stream}).
 *
 * <p>Bars that are replayed from a series are not kept, but the range of its rows.
 */
public final class BarStream {
  private static final Runner[] NOBODY = {};

  final Market market;
  final BarSpec spec;

  /** Whether the close of a bar is the last price. */
  final boolean byClose;

  /** Bars from before the rows of the series, the newest at {@link #next} - 1. */
  private @Nullable Bar[] ring;

  private int count;
  private int next;

  /** The series whose rows came last, null if none did. */
  private @Nullable BarSeries series;

  private int firstRow;
  private int endRow;
  long lastNanos = Long.MIN_VALUE;
  Runner[] subscribers = NOBODY;

  /** Who gets them, if a bar is the last price and a call of one instance, and nothing else. */
  @Nullable Runner only;

  /** What the strategy threw when the last bar passed. */
  private @Nullable Throwable thrown;

  /** Whether any of them wants slices. */
  boolean sliced;

  /** Whether a feed brings these bars, or said so. */
  private boolean isFed;

  BarStream(Market market, BarSpec spec, int capacity) {
    this.market = market;
    this.spec = spec;
    this.byClose = spec.source() == PriceSource.LAST || spec.source() == PriceSource.MID;
    this.ring = new @Nullable Bar[capacity];
  }

  void subscribed(Runner[] runners) {
    subscribers = runners;
    sliced = false;
    for (Runner r : runners) {
      sliced |= r.wantsSlices;
    }
    findOnly();
  }

  /** Its market or what it knows of its bars has changed. */
  void findOnly() {
    boolean nothingElse = market.plain && !market.isWatched() && isPlain();
    only = nothingElse && subscribers.length == 1 ? subscribers[0] : null;
  }

  boolean isFed() {
    return isFed;
  }

  /** A feed brings these bars. */
  void fed() {
    isFed = true;
    findOnly();
  }

  int capacity() {
    return ring.length;
  }

  /** Makes room for more bars; those that are there stay. */
  void reserve(int capacity) {
    if (capacity > ring.length) {
      List<Bar> kept = last(ring.length);
      series = null;
      ring = kept.toArray(new @Nullable Bar[capacity]);
      count = kept.size();
      next = count;
    }
  }

  /** Returns whether a bar is a close and a call of the subscribers, and nothing else. */
  boolean isPlain() {
    return byClose && isFed && !sliced;
  }

  /** Returns who alone gets the bars, and can; null if there is more to do. */
  @Nullable Runner only() {
    Runner runner = only;
    return runner != null && runner.isLive() && runner.context != null ? runner : null;
  }

  /** Returns whether a bar of a time comes too late. */
  boolean isPast(long timeNanos) {
    return timeNanos <= lastNanos && (timeNanos < lastNanos || spec.hasLength());
  }

  /**
   * Takes the bar of a row if it brings nothing but a new last price and a call of {@link #only}.
   */
  boolean takes(BarSeries from, int row, long time) {
    if (isPast(time)) {
      return false;
    }
    push(from, row, time);
    market.plainPrice(from.closeRaw(row), time);
    return true;
  }

  /** The strategy threw when the last bar passed. */
  void threw(Throwable t) {
    thrown = t;
  }

  /** Returns what the strategy threw when the last bar passed; null if nothing. */
  @Nullable Throwable takeThrown() {
    Throwable t = thrown;
    thrown = null;
    return t;
  }

  void push(Bar bar) {
    keepRows();
    store(bar);
    lastNanos = bar.timeNanos();
  }

  /** Takes the bar of a row. */
  void push(BarSeries from, int row, long timeNanos) {
    if (from != series || row != endRow) {
      keepRows();
      series = from;
      firstRow = row;
    }
    endRow = row + 1;
    lastNanos = timeNanos;
  }

  /** Keeps the bars of the rows, for others follow that are not of the series. */
  private void keepRows() {
    BarSeries from = series;
    if (from != null) {
      series = null;
      for (int row = Math.max(firstRow, endRow - ring.length); row < endRow; row++) {
        store(from.bar(row));
      }
    }
  }

  private void store(Bar bar) {
    ring[next] = bar;
    next = next + 1 == ring.length ? 0 : next + 1;
    count = Math.min(count + 1, ring.length);
  }

  void clear() {
    Arrays.fill(ring, null);
    series = null;
    count = 0;
    next = 0;
    lastNanos = Long.MIN_VALUE;
  }

  /** Returns the last bars, at most n, the oldest first. */
  List<Bar> last(int n) {
    int most = Math.min(n, ring.length);
    BarSeries from = series;
    int rows = from == null ? 0 : Math.min(most, endRow - firstRow);
    int kept = Math.min(most - rows, count);
    List<Bar> bars = new ArrayList<>(kept + rows);
    for (int i = kept; i > 0; i--) {
      Bar bar = ring[Math.floorMod(next - i, ring.length)];
      if (bar != null) {
        bars.add(bar);
      }
    }
    for (int i = rows; i > 0 && from != null; i--) {
      bars.add(from.bar(endRow - i));
    }
    return bars;
  }
}
