package io.qbrain.markets;

import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a calendar day by day. */
final class Days {
  /** The last day of calendars whose holidays follow rules. */
  static final LocalDate LAST = LocalDate.of(2050, 12, 31);

  private Days() {}

  /**
   * Returns a calendar of the days from one to another.
   *
   * @param session gives the session of a day, or null where there is none
   */
  static TradingCalendar calendar(
      LocalDate from, LocalDate to, Function<LocalDate, @Nullable TradingSession> session) {
    List<TradingSession> sessions = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      TradingSession s = session.apply(day);
      if (s != null) {
        sessions.add(s);
      }
    }
    return TradingCalendar.of(sessions);
  }

  /** Returns a local time of a day in nanoseconds since 1970. */
  static long nanos(LocalDate day, LocalTime time, ZoneId zone) {
    return Times.nanos(day.atTime(time).atZone(zone).toInstant());
  }
}
