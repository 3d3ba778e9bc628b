package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Spot foreign exchange on margin: open from Sunday 17:00 to Friday 17:00 New York, where the day
 * changes and positions roll over. Holidays are thin, not closed, so there are none. Positions are
 * rolled and never delivered, so profit settles at once.
 *
 * <p>Source: the trade date convention of the interbank market, as in the ACI Model Code (the
 * foreign exchange day ends at 17:00 New York).
 */
final class Forex {
  private static final ZoneId NEW_YORK = UsEquities.NEW_YORK;
  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
  private static final LocalTime ROLLOVER = LocalTime.of(17, 0);

  private Forex() {}

  static MarketProfile profile() {
    return MarketProfile.builder("forex", NEW_YORK, calendar()).rollover(ROLLOVER).build();
  }

  private static TradingCalendar calendar() {
    return Days.calendar(FIRST, Days.LAST, day -> SpecialDays.isWeekend(day) ? null : session(day));
  }

  private static TradingSession session(LocalDate day) {
    return TradingSession.builder(day, Days.nanos(day.minusDays(1), ROLLOVER, NEW_YORK))
        .until(Days.nanos(day, ROLLOVER, NEW_YORK), TradingPhase.CONTINUOUS)
        .build();
  }
}
