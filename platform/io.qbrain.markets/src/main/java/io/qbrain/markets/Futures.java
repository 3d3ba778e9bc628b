package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Futures with the hours of CME Globex: from 17:00 Chicago of the evening before to 16:00, with a
 * break of an hour. On holidays of the United States trade ends at noon; on New Year's Day, Good
 * Friday and Christmas Day there is none. Products differ on these days; the shortest hours of the
 * financial products are taken. Tick, lot and multiplier are those of the contract.
 *
 * <p>Source: cmegroup.com, trading hours and holiday calendar.
 */
final class Futures {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 3);
  private static final LocalTime OPEN = LocalTime.of(17, 0);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);

  private Futures() {}

  static MarketProfile profile() {
    return MarketProfile.builder("futures", CHICAGO, calendar())
        .fees("per-contract:2.0")
        .negativePrices()
        .build();
  }

  private static TradingCalendar calendar() {
    SpecialDays special = SpecialDays.read("futures.days");
    return Days.calendar(
        FIRST,
        Days.LAST,
        day ->
            special.isClosed(day)
                ? null
                : session(day, Objects.requireNonNullElse(special.earlyClose(day), CLOSE)));
  }

  private static TradingSession session(LocalDate day, LocalTime close) {
    return TradingSession.builder(day, Days.nanos(day.minusDays(1), OPEN, CHICAGO))
        .until(Days.nanos(day, close, CHICAGO), TradingPhase.CONTINUOUS)
        .build();
  }
}
