package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.series.store.ColumnStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Finds where rows of a stored series are missing.
 *
 * <p>With the calendar of the market, every bar is missed that lies within hours of trade: of bars
 * of a day one a session, of shorter ones each length of time in which the market is open; of
 * quotes and trades a session without any. Without a calendar nobody knows the hours, so only holes
 * within a day (UTC) are gaps, and those of more than five days.
 */
public final class SeriesGaps {
  /** Gaps that are kept in full; the others are counted. */
  public static final int MAX_GAPS = 1_000;

  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final int DAYS_BETWEEN = 5;

  /** Rows are read in pieces of this length from stores that cannot be scanned. */
  private static final long PIECE_NANOS = 366 * NANOS_PER_DAY;

  /**
   * A hole.
   *
   * @param fromNanos the time after which rows are missing: of the last one before
   * @param toNanos the time of the first one after
   * @param missing how many bars are missing; of quotes and trades, sessions or days
   */
  public record Gap(long fromNanos, long toNanos, long missing) {
    /** Returns e.g. {@code 4 after 2024-01-03T14:31:00Z, before 2024-01-03T14:36:00Z}. */
    @Override
    public String toString() {
      return missing + " after " + Times.instant(fromNanos) + ", before " + Times.instant(toNanos);
    }
  }

  /**
   * What is missing.
   *
   * @param id the series
   * @param rows rows that are there in the range
   * @param gaps the first gaps, in order of time
   * @param count how many gaps there are
   * @param missing how many rows are missing in all of them
   */
  public record Report(SeriesId id, long rows, List<Gap> gaps, long count, long missing) {}

  private final SeriesStore store;
  private final SeriesId id;
  private final Optional<TradingCalendar> calendar;

  private SeriesGaps(SeriesStore store, SeriesId id, Optional<TradingCalendar> calendar) {
    this.store = store;
    this.id = id;
    this.calendar = calendar;
  }

  /** Looks at a series without knowing its market. */
  public static SeriesGaps of(SeriesStore store, SeriesId id) {
    return new SeriesGaps(store, id, Optional.empty());
  }

  /** Looks at it with the calendar of its market, if there is one. */
  public SeriesGaps calendar(Optional<TradingCalendar> value) {
    return new SeriesGaps(store, id, value);
  }

  /** Finds the gaps between the first and the last row from a time on and before another. */
  public Report between(long fromNanos, long toNanos) {
    Scan scan = new Scan();
    if (store instanceof ColumnStore columns) {
      columns.visit(
          id,
          fromNanos,
          toNanos,
          values -> {
            for (int row = 0; row < values[0].limit(); row++) {
              scan.accept(values[0].get(row));
            }
          });
    } else {
      pieces(fromNanos, toNanos, scan);
    }
    return new Report(id, scan.rows, List.copyOf(scan.gaps), scan.count, scan.missing);
  }

  private void pieces(long fromNanos, long toNanos, LongConsumer times) {
    Optional<Extent> there = store.find(id);
    if (there.isEmpty()) {
      return;
    }
    long end = Math.min(toNanos, there.get().lastNanos() + 1);
    for (long at = Math.max(fromNanos, there.get().firstNanos()); at < end; ) {
      long next = end - at <= PIECE_NANOS ? end : at + PIECE_NANOS;
      EventSeries rows = store.read(id, at, next);
      for (int row = 0; row < rows.size(); row++) {
        times.accept(rows.timeNanos(row));
      }
      at = next;
    }
  }

  private final class Scan implements LongConsumer {
    private final List<Gap> gaps = new ArrayList<>();
    private final long stepNanos = id.spec().map(spec -> spec.stepNanos()).orElse(0L);
    private long rows;
    private long count;
    private long missing;
    private long last;

    @Override
    public void accept(long time) {
      if (rows > 0 && time - last > stepNanos) {
        long lost =
            calendar.isPresent() ? missing(calendar.get(), last, time) : missing(last, time);
        if (lost > 0) {
          count++;
          missing += lost;
          if (gaps.size() < MAX_GAPS) {
            gaps.add(new Gap(last, time, lost));
          }
        }
      }
      rows++;
      last = time;
    }

    private long missing(TradingCalendar sessions, long from, long to) {
      if (stepNanos == 0 || stepNanos >= NANOS_PER_DAY) {
        return stepNanos > NANOS_PER_DAY ? missing(from, to) : sessionsBetween(sessions, from, to);
      }
      long lost = 0;
      for (long close = from + stepNanos; close < to; close += stepNanos) {
        if (sessions.isOpenWithin(close - stepNanos, close)) {
          lost++;
        } else {
          close = skipped(sessions, close, to);
        }
      }
      return lost;
    }

    /** Goes to the last step that ends before the market opens again. */
    private long skipped(TradingCalendar sessions, long close, long to) {
      TradingSession next = sessions.sessionAtOrAfter(close);
      long opens = next == null ? to : next.beginNanos();
      long steps = (Math.min(opens, to) - close) / stepNanos;
      return steps <= 0 ? close : close + steps * stepNanos;
    }

    /** Returns how many sessions lie between the one of a time and the one of another. */
    private long sessionsBetween(TradingCalendar sessions, long from, long to) {
      TradingSession at = sessions.sessionBefore(from + 1);
      TradingSession end = sessions.sessionBefore(to + 1);
      if (at == null || end == null) {
        return missing(from, to);
      }
      long lost = 0;
      while (at != null && at.beginNanos() < end.beginNanos()) {
        at = sessions.sessionAfter(at.beginNanos(), 1);
        if (at != null && at.beginNanos() < end.beginNanos()) {
          lost++;
        }
      }
      return lost;
    }

    private long missing(long from, long to) {
      long step = Math.max(1, stepNanos);
      if (stepNanos >= NANOS_PER_DAY) {
        long days = (to - from + NANOS_PER_DAY / 2) / NANOS_PER_DAY;
        return days > DAYS_BETWEEN - 1 + stepNanos / NANOS_PER_DAY
            ? Math.max(1, days * NANOS_PER_DAY / stepNanos - 1)
            : 0;
      }
      long days = (to - from) / NANOS_PER_DAY;
      if (days > DAYS_BETWEEN) {
        return stepNanos == 0 ? days : (to - from) / step - 1;
      }
      boolean sameDay =
          Math.floorDiv(from - stepNanos, NANOS_PER_DAY)
              == Math.floorDiv(to - stepNanos, NANOS_PER_DAY);
      return stepNanos > 0 && sameDay ? (to - from) / step - 1 : 0;
    }
  }
}
