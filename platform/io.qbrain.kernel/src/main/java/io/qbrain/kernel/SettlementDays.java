package io.qbrain.kernel;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import io.qbrain.model.TradingSession;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * When a sale brings settled cash: as the market of the instrument says, in its sessions; else as
 * the instrument says, in days that are neither Saturday nor Sunday. Pure.
 */
final class SettlementDays {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private SettlementDays() {}

  /** Returns after how many sessions or days a trade of a time is settled. */
  static int days(Market market, long tradeNanos) {
    MarketProfile profile = market.rules == null ? null : market.rules.profile;
    int own = market.instrument.settlementDays();
    return own > 0 || profile == null
        ? own
        : profile.settlementOn(Times.instant(tradeNanos).atZone(profile.zone()).toLocalDate());
  }

  /** Returns when a trade of a time is settled: at the start of the session or of the UTC day. */
  static long due(Market market, long tradeNanos) {
    int days = days(market, tradeNanos);
    if (market.rules != null) {
      TradingSession session = market.rules.profile.calendar().sessionBefore(tradeNanos);
      TradingSession settled =
          session == null
              ? null
              : market.rules.profile.calendar().sessionAfter(session.beginNanos(), days);
      if (settled != null) {
        return settled.beginNanos();
      }
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(tradeNanos, DAY_NANOS));
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return day.toEpochDay() * DAY_NANOS;
  }
}
