package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Markets of cryptographic currencies: always open, a session is a UTC day. Tick and lot are those
 * of the instrument, since every exchange sets them per pair.
 *
 * <p>Source of the funding interval of 8 hours (00:00, 08:00, 16:00 UTC): the contract
 * specifications of the large exchanges for most perpetual contracts.
 */
final class RoundTheClock {
  private static final LocalDate FIRST = LocalDate.of(2009, 1, 3);

  private RoundTheClock() {}

  static MarketProfile spot() {
    return MarketProfile.builder("crypto-spot", ZoneOffset.UTC, calendar())
        .fees("maker-taker:0.001,0.001")
        .noShorts()
        .build();
  }

  static MarketProfile perpetual() {
    return MarketProfile.builder("crypto-perp", ZoneOffset.UTC, calendar())
        .fees("maker-taker:0.0002,0.0005")
        .fundingInterval(Duration.ofHours(8))
        .build();
  }

  private static TradingCalendar calendar() {
    return Days.calendar(FIRST, Days.LAST, RoundTheClock::session);
  }

  private static TradingSession session(LocalDate day) {
    return TradingSession.builder(day, midnight(day))
        .until(midnight(day.plusDays(1)), TradingPhase.CONTINUOUS)
        .build();
  }

  private static long midnight(LocalDate day) {
    return Days.nanos(day, LocalTime.MIDNIGHT, ZoneOffset.UTC);
  }
}
