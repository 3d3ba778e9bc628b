package io.qbrain.model;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The sessions of a market: a pure function of time. All times are nanoseconds since 1970.
 *
 * <p>A calendar knows a range of time; beyond it there is no session, so nothing trades on days
 * whose holidays nobody has written down. Immutable, fast and without allocation, except where a
 * text or a day is made.
 *
 * @since 1.1
 */
@ProviderType
public interface TradingCalendar {
  /**
   * Returns a calendar of sessions, which must be in the order of time and must not overlap.
   *
   * @throws IllegalArgumentException naming the session that is not later than the one before
   */
  static TradingCalendar of(List<TradingSession> sessions) {
    return new SessionTable(sessions);
  }

  /**
   * Returns whether an order sent at a time can trade in the phase of that time: continuous trade
   * or an auction, not a break.
   */
  boolean isOpen(long nanos);

  /**
   * Returns whether the market is open at any time from {@code fromNanos} on and before {@code
   * untilNanos}: whether a bar of that time can hold a trade.
   */
  boolean isOpenWithin(long fromNanos, long untilNanos);

  /** Returns the phase at a time. */
  TradingPhase phaseAt(long nanos);

  /** Returns the session that holds a time, or else the next one; null if there is none. */
  @Nullable TradingSession sessionAtOrAfter(long nanos);

  /**
   * Returns the session that began last before a time; null if there is none. At the time at which
   * a bar closes this is the session that the bar is of.
   */
  @Nullable TradingSession sessionBefore(long nanos);

  /**
   * Returns the session that comes {@code sessions} after the one that holds a time or comes next;
   * null if the calendar does not reach that far. Settlement after two days is the session 2 after.
   */
  @Nullable TradingSession sessionAfter(long nanos, int sessions);

  /** Returns the session of a day; null if there is none. */
  @Nullable TradingSession sessionOf(LocalDate day);

  /** Returns the first and the last day that it knows, and how many sessions there are. */
  @Override
  String toString();
}
