package io.qbrain.kernel;

import io.qbrain.model.BarSeries;
import io.qbrain.strategy.Strategy;
import java.util.Arrays;

/**
 * Series that close at the same times, whose bars are taken in turn as long as they bring nothing
 * but a new last price and a call of one strategy. Made by {@link Kernel#grid}.
 *
 * <p>The loop is one method that does nothing else, for each bar of each series goes through it:
 * what a call of its own would cost is more than what is done here for a bar.
 */
public final class BarGrid {
  /** No row. */
  public static final int NONE = -1;

  private final BarStream[] streams;
  private final BarSeries[] series;
  private final int[] firstRows;

  /** The row of each series that was taken last, until somebody has asked. */
  private final int[] taken;

  BarGrid(BarStream[] streams, BarSeries[] series, int[] firstRows) {
    this.streams = streams;
    this.series = series;
    this.firstRows = firstRows;
    this.taken = new int[streams.length];
    Arrays.fill(taken, NONE);
  }

  /**
   * Takes the bars of one time, in the order of the series: where {@link Kernel#passes} said so.
   *
   * @param row the row of the grid, from 0
   * @param from the place of the first series
   * @param end the place after the last one
   * @param time when the bars close
   * @return the place of the first bar that is not done: {@link BarRun#finish} does what the
   *     strategy asks for, or {@link BarRun#bar} takes the bar; {@code end} if all are done
   */
  public int pass(int row, int from, int end, long time) {
    int at = from;
    while (at < end) {
      int next = passOfOne(row, at, end, time);
      if (next == at || next == end || streams[next].only == streams[at].only) {
        return next;
      }
      at = next;
    }
    return end;
  }

  /** The same as long as they are bars of one strategy. */
  private int passOfOne(int row, int from, int end, long time) {
    Runner runner = streams[from].only();
    Strategy strategy = runner == null ? null : runner.strategy;
    Context context = runner == null ? null : runner.context;
    if (runner == null || strategy == null || context == null) {
      return from;
    }
    int at = from;
    int done = from;
    context.begin(time, false);
    while (at < end) {
      BarStream stream = streams[at];
      BarSeries bars = series[at];
      int its = firstRows[at] + row;
      if (stream.only != runner || !stream.takes(bars, its, time)) {
        break;
      }
      taken[at] = its;
      done = at + 1;
      try {
        strategy.onBar(bars.bar(its), context);
      } catch (Throwable t) {
        stream.threw(t);
        break;
      }
      if (context.hasIntents()) {
        break;
      }
      at++;
    }
    context.end();
    if (done > from) {
      runner.events += done - from;
      runner.lastEventNanos = time;
    }
    return at;
  }

  /** Returns the row of a series that was taken last since the last call; NONE if none was. */
  public int takeRow(int place) {
    int row = taken[place];
    taken[place] = NONE;
    return row;
  }
}
