package io.qbrain.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions in the order of time, found by binary search over arrays of longs. */
final class SessionTable implements TradingCalendar {
  private final TradingSession[] sessions;
  private final long[] begins;
  private final long[] days;

  /** When the market opens and closes: an even index is a begin, the next one its end. */
  private final long[] open;

  SessionTable(List<TradingSession> list) {
    sessions = list.toArray(new TradingSession[0]);
    begins = new long[sessions.length];
    days = new long[sessions.length];
    long[] edges = new long[2 * list.stream().mapToInt(TradingSession::phases).sum()];
    int n = 0;
    for (int i = 0; i < sessions.length; i++) {
      TradingSession s = sessions[i];
      if (i > 0
          && (s.beginNanos() < sessions[i - 1].endNanos()
              || !s.day().isAfter(sessions[i - 1].day()))) {
        throw new IllegalArgumentException(
            "expected sessions in the order of time, found " + s + " after " + sessions[i - 1]);
      }
      begins[i] = s.beginNanos();
      days[i] = s.day().toEpochDay();
      n = addOpen(s, edges, n);
    }
    open = Arrays.copyOf(edges, n);
  }

  /** Adds the times in which a session is open, joined to the last where they touch. */
  private static int addOpen(TradingSession s, long[] edges, int count) {
    int n = count;
    for (int p = 0; p < s.phases(); p++) {
      if (!s.phase(p).isOpen()) {
        continue;
      }
      if (n > 0 && edges[n - 1] == s.phaseBeginNanos(p)) {
        edges[n - 1] = s.phaseEndNanos(p);
      } else {
        edges[n++] = s.phaseBeginNanos(p);
        edges[n++] = s.phaseEndNanos(p);
      }
    }
    return n;
  }

  @Override
  public boolean isOpen(long nanos) {
    return (last(open, nanos) & 1) == 0;
  }

  @Override
  public boolean isOpenWithin(long fromNanos, long untilNanos) {
    if (untilNanos <= fromNanos) {
      return false;
    }
    int at = last(open, fromNanos);
    return (at & 1) == 0 || (at + 1 < open.length && open[at + 1] < untilNanos);
  }

  @Override
  public TradingPhase phaseAt(long nanos) {
    int i = last(begins, nanos);
    return i < 0 ? TradingPhase.CLOSED : sessions[i].phaseAt(nanos);
  }

  @Override
  public @Nullable TradingSession sessionAtOrAfter(long nanos) {
    return at(indexAtOrAfter(nanos));
  }

  @Override
  public @Nullable TradingSession sessionBefore(long nanos) {
    return nanos == Long.MIN_VALUE ? null : at(last(begins, nanos - 1));
  }

  @Override
  public @Nullable TradingSession sessionAfter(long nanos, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a number of sessions >= 0, found " + count);
    }
    return count > sessions.length ? null : at(indexAtOrAfter(nanos) + count);
  }

  @Override
  public @Nullable TradingSession sessionOf(LocalDate day) {
    int i = Arrays.binarySearch(days, day.toEpochDay());
    return i < 0 ? null : sessions[i];
  }

  private int indexAtOrAfter(long nanos) {
    int i = last(begins, nanos);
    return i >= 0 && sessions[i].contains(nanos) ? i : i + 1;
  }

  private @Nullable TradingSession at(int index) {
    return index >= 0 && index < sessions.length ? sessions[index] : null;
  }

  /** Returns the index of the last value that is not above a key, -1 if all are. */
  private static int last(long[] values, long key) {
    int low = 0;
    int high = values.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  @Override
  public String toString() {
    return sessions.length == 0
        ? "no session"
        : sessions.length
            + " sessions from "
            + sessions[0].day()
            + " to "
            + sessions[sessions.length - 1].day();
  }
}
