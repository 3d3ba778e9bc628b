package io.qbrain.series;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import java.util.Comparator;
import java.util.List;

/**
 * Goes through the bars of several series in order of time, those of one time by instrument, then
 * by length, the shorter first. A step allocates nothing; {@link #bar} makes a view of 24 bytes.
 *
 * <pre>{@code
 * SeriesCursor cursor = SeriesCursor.of(series);
 * while (cursor.next()) {
 *   kernel.onBar(cursor.bar());
 *   if (cursor.lastOfTime()) { ... }
 * }
 * }</pre>
 *
 * <p>Series of one grid cost as little as one: the series due at a time are found once per time.
 * Not thread-safe.
 */
public final class SeriesCursor {
  private static final Comparator<BarSeries> ORDER =
      Comparator.comparing(BarSeries::instrument).thenComparing(BarSeries::spec);

  private final BarSeries[] series;
  private final int[] rows;
  private final int[] ends;

  /** The time of each series' next bar, Long.MAX_VALUE where there is none. */
  private final long[] heads;

  /** The series that have a bar of the present time, in order. */
  private final int[] due;

  private int dueCount;
  private int at;
  private int current;
  private int row;
  private long timeNanos = Long.MIN_VALUE;

  private SeriesCursor(List<BarSeries> given, long fromNanos, long toNanos) {
    series = given.stream().sorted(ORDER).toArray(BarSeries[]::new);
    rows = new int[series.length];
    ends = new int[series.length];
    heads = new long[series.length];
    due = new int[series.length];
    for (int i = 0; i < series.length; i++) {
      if (i > 0 && ORDER.compare(series[i - 1], series[i]) == 0) {
        throw new IllegalArgumentException(
            "expected one series per instrument and length, found two of " + series[i]);
      }
      rows[i] = series[i].firstRowAtOrAfter(fromNanos);
      ends[i] = toNanos == Long.MAX_VALUE ? series[i].size() : series[i].firstRowAtOrAfter(toNanos);
      heads[i] = rows[i] < ends[i] ? series[i].closeTimeNanos(rows[i]) : Long.MAX_VALUE;
    }
  }

  /**
   * Returns a cursor before the first bar of all.
   *
   * @throws IllegalArgumentException if two series have the same instrument and length
   */
  public static SeriesCursor of(List<BarSeries> series) {
    return new SeriesCursor(series, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Returns a cursor over the bars that close from a time on and before another one. */
  public static SeriesCursor between(List<BarSeries> series, long fromNanos, long toNanos) {
    return new SeriesCursor(series, fromNanos, toNanos);
  }

  /** Goes to the next bar and returns whether there is one. */
  public boolean next() {
    if (series.length == 1) {
      return nextOfOne();
    }
    at++;
    if (at >= dueCount && !nextTime()) {
      return false;
    }
    current = due[at];
    row = rows[current]++;
    heads[current] =
        rows[current] < ends[current]
            ? series[current].closeTimeNanos(rows[current])
            : Long.MAX_VALUE;
    return true;
  }

  private boolean nextOfOne() {
    if (rows[0] >= ends[0]) {
      return false;
    }
    row = rows[0]++;
    dueCount = 1;
    timeNanos = series[0].closeTimeNanos(row);
    return true;
  }

  private boolean nextTime() {
    long time = Long.MAX_VALUE;
    int count = 0;
    for (int i = 0; i < heads.length; i++) {
      long head = heads[i];
      if (head < time) {
        time = head;
        count = 0;
      }
      if (head == time) {
        due[count++] = i;
      }
    }
    at = 0;
    dueCount = time == Long.MAX_VALUE ? 0 : count;
    timeNanos = dueCount == 0 ? timeNanos : time;
    return dueCount > 0;
  }

  /** Returns the bar. */
  public Bar bar() {
    return series[current].bar(row);
  }

  /** Returns the series of the bar. */
  public BarSeries series() {
    return series[current];
  }

  /** Returns the row of the bar in its series. */
  public int row() {
    return row;
  }

  /** Returns when the bar closes. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Returns whether no other bar closes at this time. */
  public boolean lastOfTime() {
    return at >= dueCount - 1;
  }

  /** Returns the number of bars that are still to come. */
  public long remaining() {
    long remaining = 0;
    for (int i = 0; i < series.length; i++) {
      remaining += Math.max(0, ends[i] - (long) rows[i]);
    }
    return remaining;
  }
}
