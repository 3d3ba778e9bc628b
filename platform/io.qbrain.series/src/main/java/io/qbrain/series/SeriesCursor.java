package io.qbrain.series;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.QuoteSeries;
import java.util.Comparator;
import java.util.List;

/**
 * Goes through the events of several series in order of time, those of one time by instrument, then
 * by kind: bars, which sum up what was before that time, then books, quotes and trades of that
 * time. Bars of one time and instrument come in the order of {@link io.qbrain.model.BarSpec}: the
 * shorter first, of one length bid, ask, middle, last. Events of one series and time come in their
 * order. A step allocates nothing; {@link #bar} makes a view of 24 bytes.
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
  private static final Comparator<EventSeries> ORDER =
      Comparator.comparing(EventSeries::instrument)
          .thenComparingInt(SeriesCursor::rank)
          .thenComparing(
              (a, b) ->
                  a instanceof BarSeries first && b instanceof BarSeries second
                      ? first.spec().compareTo(second.spec())
                      : 0);

  private final EventSeries[] series;
  private final int[] rows;
  private final int[] ends;

  /** The time of each series' next bar, Long.MAX_VALUE where there is none. */
  private final long[] heads;

  /** The series that have a bar of the present time, in order. */
  private final int[] due;

  /** Whether all have a bar of each time: then the times of the first are those of all. */
  private final boolean grid;

  private int dueCount;
  private int at;
  private int current;
  private int row;
  private long timeNanos = Long.MIN_VALUE;

  private static int rank(EventSeries series) {
    if (series instanceof BarSeries) {
      return 0;
    }
    return series instanceof DepthSeries ? 1 : series instanceof QuoteSeries ? 2 : 3;
  }

  private SeriesCursor(List<? extends EventSeries> given, long fromNanos, long toNanos) {
    series = given.stream().sorted(ORDER).toArray(EventSeries[]::new);
    rows = new int[series.length];
    ends = new int[series.length];
    heads = new long[series.length];
    due = new int[series.length];
    for (int i = 0; i < series.length; i++) {
      if (i > 0 && ORDER.compare(series[i - 1], series[i]) == 0) {
        throw new IllegalArgumentException(
            "expected one series per instrument, kind and length, found two of " + series[i]);
      }
      rows[i] = series[i].firstRowAtOrAfter(fromNanos);
      ends[i] = toNanos == Long.MAX_VALUE ? series[i].size() : series[i].firstRowAtOrAfter(toNanos);
      heads[i] = rows[i] < ends[i] ? series[i].timeNanos(rows[i]) : Long.MAX_VALUE;
    }
    grid = series.length > 1 && closeTogether();
    current = grid ? series.length - 1 : 0;
  }

  private boolean closeTogether() {
    if (!(series[0] instanceof BarSeries first) || !first.spec().hasLength()) {
      return false;
    }
    for (int i = 1; i < series.length; i++) {
      boolean same =
          series[i] instanceof BarSeries b
              && b.spec().equals(first.spec())
              && ends[i] - rows[i] == ends[0] - rows[0]
              && b.closesWith(rows[i], ends[i], first, rows[0]);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a cursor before the first bar of all.
   *
   * @throws IllegalArgumentException if two series have the same instrument and length
   */
  public static SeriesCursor of(List<? extends EventSeries> series) {
    return new SeriesCursor(series, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Returns a cursor over the bars that close from a time on and before another one. */
  public static SeriesCursor between(
      List<? extends EventSeries> series, long fromNanos, long toNanos) {
    return new SeriesCursor(series, fromNanos, toNanos);
  }

  /** Goes to the next bar and returns whether there is one. */
  public boolean next() {
    if (series.length == 1) {
      return nextOfOne();
    }
    if (grid) {
      return nextOfGrid();
    }
    if (at >= dueCount || dueCount == 0 || heads[due[at]] != timeNanos) {
      at++;
      if (at >= dueCount && !nextTime()) {
        return false;
      }
    }
    current = due[at];
    row = rows[current]++;
    heads[current] =
        rows[current] < ends[current] ? series[current].timeNanos(rows[current]) : Long.MAX_VALUE;
    return true;
  }

  private boolean nextOfOne() {
    if (rows[0] >= ends[0]) {
      return false;
    }
    row = rows[0]++;
    dueCount = 1;
    timeNanos = series[0].timeNanos(row);
    return true;
  }

  private boolean nextOfGrid() {
    if (++current == series.length) {
      current = 0;
      if (rows[0] < ends[0]) {
        timeNanos = series[0].timeNanos(rows[0]);
      }
    }
    if (rows[current] >= ends[current]) {
      current = series.length - 1;
      return false;
    }
    row = rows[current]++;
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

  /** Returns the event. */
  public MarketEvent event() {
    return series[current].event(row);
  }

  /**
   * Returns the event, which is a bar.
   *
   * @throws ClassCastException if it is none
   */
  public Bar bar() {
    return (Bar) series[current].event(row);
  }

  /** Returns the series of the event. */
  public EventSeries series() {
    return series[current];
  }

  /** Returns all series, in the order in which their events of one time come. */
  public List<EventSeries> all() {
    return List.of(series);
  }

  /** Returns which of all series the event is of. */
  public int index() {
    return current;
  }

  /** Returns the row of the event in its series. */
  public int row() {
    return row;
  }

  /** Returns when the event happens; of a bar when it closes. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Returns whether no other event is of this time. */
  public boolean lastOfTime() {
    if (series.length == 1) {
      return rows[0] >= ends[0] || series[0].timeNanos(rows[0]) != timeNanos;
    }
    if (grid) {
      return current == series.length - 1;
    }
    return at >= dueCount - 1 && heads[current] != timeNanos;
  }

  /**
   * Returns whether all are bars that close at the same times, one by one: then bar after bar can
   * be read of each series from its {@link #nextRow} on, {@link #remaining} divided by their number
   * of each.
   */
  public boolean isGrid() {
    return grid;
  }

  /** Returns the row of a series' next event. */
  public int nextRow(int index) {
    return rows[index];
  }

  /** Returns the number of events that are still to come. */
  public long remaining() {
    long remaining = 0;
    for (int i = 0; i < series.length; i++) {
      remaining += Math.max(0, ends[i] - (long) rows[i]);
    }
    return remaining;
  }
}
