package io.qbrain.kernel;

import io.qbrain.model.Instrument;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** When a sale brings settled cash. Pure. */
final class SettlementDays {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private SettlementDays() {}

  /**
   * Returns when a trade of a time is settled: at the start of the n-th day after it, in UTC, that
   * is neither Saturday nor Sunday.
   */
  static long due(Instrument instrument, long tradeNanos) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(tradeNanos, DAY_NANOS));
    for (int left = instrument.settlementDays(); left > 0; ) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return day.toEpochDay() * DAY_NANOS;
  }
}
