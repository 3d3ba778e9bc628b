package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where what is known of a market's holidays ends, or begins: beyond it there is no session, and
 * orders are denied; before it nothing trades. Pure functions.
 */
public final class CalendarEnd {
  /** Sessions ahead within which the end of a calendar is told of: about a month. */
  private static final int SOON_SESSIONS = 20;

  private CalendarEnd() {}

  /**
   * Returns the last known day, if no session of the market is known at a time or after it.
   *
   * @param nanos nanoseconds since 1970
   */
  public static Optional<LocalDate> passed(MarketProfile market, long nanos) {
    TradingCalendar calendar = market.calendar();
    return calendar.sessionAtOrAfter(nanos) == null
        ? day(calendar.sessionBefore(nanos))
        : Optional.empty();
  }

  /**
   * Returns the last known day, if it is passed or less than about a month after a time.
   *
   * @param nanos nanoseconds since 1970
   */
  public static Optional<LocalDate> near(MarketProfile market, long nanos) {
    TradingCalendar calendar = market.calendar();
    if (calendar.sessionAfter(nanos, SOON_SESSIONS) != null) {
      return Optional.empty();
    }
    TradingSession last = null;
    for (int i = SOON_SESSIONS - 1; i >= 0 && last == null; i--) {
      last = calendar.sessionAfter(nanos, i);
    }
    return day(last == null ? calendar.sessionBefore(nanos) : last);
  }

  /**
   * Returns the first known day, if a time is more than a day before it.
   *
   * @param nanos nanoseconds since 1970
   */
  public static Optional<LocalDate> begins(MarketProfile market, long nanos) {
    TradingCalendar calendar = market.calendar();
    return calendar.sessionBefore(nanos) == null
            && !calendar.isOpenWithin(nanos, nanos + Duration.ofDays(1).toNanos())
        ? day(calendar.sessionAtOrAfter(nanos))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(@Nullable TradingSession last) {
    return Optional.ofNullable(last).map(TradingSession::day);
  }
}
