package io.qbrain.backtest;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import org.jspecify.annotations.Nullable;

/**
 * A series without holes: where a bar is missing while the market trades, the bar before is there
 * once more, with its prices and no volume. Bars of days are missing for sessions, shorter ones for
 * hours of trade on the grid of the bar before.
 */
final class RepeatedBars {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private final BarSeries series;
  private final TradingCalendar calendar;
  private final long step;
  private final BarSeries.Builder filled;

  private RepeatedBars(BarSeries series, TradingCalendar calendar) {
    this.series = series;
    this.calendar = calendar;
    this.step = series.spec().stepNanos();
    this.filled = BarSeries.builder(series.instrument(), series.spec()).reserve(series.size());
  }

  /**
   * Returns a series with every bar that closes before a time.
   *
   * @param untilNanos where to stop behind the last bar; Long.MAX_VALUE to stop with it
   */
  static BarSeries of(BarSeries series, TradingCalendar calendar, long untilNanos) {
    return !series.spec().hasLength() || series.size() == 0
        ? series
        : new RepeatedBars(series, calendar).until(untilNanos);
  }

  private BarSeries until(long untilNanos) {
    int size = series.size();
    for (int row = 0; row < size; row++) {
      Bar bar = series.bar(row);
      filled.addFrom(
          series.openTimeNanos(row),
          series.closeTimeNanos(row),
          series.openRaw(row),
          series.highRaw(row),
          series.lowRaw(row),
          series.closeRaw(row),
          series.volumeRaw(row));
      boolean last = row + 1 == size;
      if (!last || untilNanos != Long.MAX_VALUE) {
        repeat(bar, row, last ? untilNanos : series.closeTimeNanos(row + 1));
      }
    }
    return filled.build();
  }

  /** Adds what is missing behind a bar and before a time. */
  private void repeat(Bar bar, int row, long before) {
    long close = bar.timeNanos();
    while (true) {
      close = step < DAY_NANOS ? close + step : nextDay(close);
      if (close == Long.MAX_VALUE || close >= before) {
        return;
      }
      if (step >= DAY_NANOS || calendar.isOpenWithin(close - step, close)) {
        filled.add(
            close,
            series.openRaw(row),
            series.highRaw(row),
            series.lowRaw(row),
            series.closeRaw(row),
            0);
      }
    }
  }

  /** Returns when the session ends that follows a bar of a day, or several days later. */
  private long nextDay(long close) {
    TradingSession next = calendar.sessionAtOrAfter(close);
    while (next != null && next.endNanos() < close + step) {
      next = after(next);
    }
    return next == null ? Long.MAX_VALUE : next.endNanos();
  }

  private @Nullable TradingSession after(TradingSession session) {
    return calendar.sessionAtOrAfter(session.endNanos());
  }
}
