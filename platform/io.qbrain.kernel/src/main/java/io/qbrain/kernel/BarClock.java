package io.qbrain.kernel;

import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time that a built bar may cover.
 *
 * <p>Without a calendar lengths are counted from 1970-01-01 UTC, whole weeks from the Monday after.
 * With one they are counted from where continuous trade begins, anew after each break, and the last
 * one of a stretch is cut at its end; a day is the session. What happens in a break or before trade
 * begins belongs to the next stretch of the session, and what happens outside of sessions to none.
 */
final class BarClock {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final long WEEK_NANOS = 7 * DAY_NANOS;
  private static final long FIRST_MONDAY = 4 * DAY_NANOS;

  private final long stepNanos;
  private final @Nullable TradingCalendar calendar;

  /** The stretch that was located last; it holds its begin and not its end. */
  long beginNanos = Long.MAX_VALUE;

  long endNanos = Long.MIN_VALUE;

  /** Whether the session ends with it: then what happens at its end belongs to it, too. */
  boolean endsSession;

  BarClock(long stepNanos, @Nullable TradingCalendar calendar) {
    this.stepNanos = stepNanos;
    this.calendar = stepNanos > DAY_NANOS ? null : calendar;
  }

  /** Finds the stretch of a time; returns whether there is one. */
  boolean locate(long nanos) {
    if (nanos >= beginNanos && (nanos < endNanos || (endsSession && nanos == endNanos))) {
      return true;
    }
    if (calendar == null) {
      long offset = stepNanos % WEEK_NANOS == 0 ? FIRST_MONDAY : 0;
      beginNanos = Math.floorDiv(nanos - offset, stepNanos) * stepNanos + offset;
      endNanos = beginNanos + stepNanos;
      return true;
    }
    TradingSession session = calendar.sessionAtOrAfter(nanos);
    if (session == null || !session.contains(nanos)) {
      session = calendar.sessionBefore(nanos);
      if (session == null || session.endNanos() != nanos) {
        return false;
      }
    }
    if (stepNanos == DAY_NANOS) {
      set(session.beginNanos(), session.endNanos(), true);
    } else {
      within(session, Math.min(nanos, session.endNanos() - 1));
    }
    return true;
  }

  private void set(long begin, long end, boolean isLast) {
    beginNanos = begin;
    endNanos = end;
    endsSession = isLast;
  }

  private void within(TradingSession session, long nanos) {
    int phase = 0;
    int last = session.phases() - 1;
    while (phase < last
        && (session.phaseEndNanos(phase) <= nanos || !session.phase(phase).isOpen())) {
      phase++;
    }
    int first = phase;
    while (first > 0 && session.phase(first - 1).isOpen()) {
      first--;
    }
    int end = phase;
    while (end < last && session.phase(end + 1).isOpen()) {
      end++;
    }
    long from = session.phaseBeginNanos(first);
    long anchor = from;
    for (int i = first; i <= end; i++) {
      if (session.phase(i) == TradingPhase.CONTINUOUS) {
        anchor = session.phaseBeginNanos(i);
        break;
      }
    }
    long until = session.phaseEndNanos(end);
    long number = Math.max(0, Math.floorDiv(nanos - anchor, stepNanos));
    long begin =
        number == 0 ? Math.min(from, Math.min(nanos, anchor)) : anchor + number * stepNanos;
    long close = Math.min(anchor + (number + 1) * stepNanos, until);
    set(begin, close, close == session.endNanos());
  }
}
