package io.qbrain.markets;

import io.qbrain.model.LotRule;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.MarketProfile.Settlement;
import io.qbrain.model.Price;
import io.qbrain.model.TickTable;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Shares and funds on the exchanges of the United States: the regular session of the New York Stock
 * Exchange. Opening and closing auction are at its first and last instant.
 *
 * <p>Sources: nyse.com, hours and calendars; Regulation NMS rule 612 (a hundredth from 1 dollar on,
 * a ten-thousandth below); SEC rule 15c6-1 (settlement after 3 days from 7 June 1995, 2 from 5
 * September 2017, 1 from 28 May 2024).
 */
final class UsEquities {
  static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);

  private UsEquities() {}

  static MarketProfile profile() {
    return MarketProfile.builder("us-equities", NEW_YORK, calendar())
        .ticks(TickTable.of(Price.parse("0.0001")).from(Price.parse("1"), Price.parse("0.01")))
        .lots(LotRule.OF_INSTRUMENT)
        .settlements(
            new Settlement(FIRST, 5),
            new Settlement(LocalDate.of(1995, 6, 7), 3),
            new Settlement(LocalDate.of(2017, 9, 5), 2),
            new Settlement(LocalDate.of(2024, 5, 28), 1))
        .fees("per-share:0.005,1.00,0.005")
        .build();
  }

  private static TradingCalendar calendar() {
    SpecialDays special = SpecialDays.read("us-equities.days");
    return Days.calendar(
        FIRST,
        Days.LAST,
        day ->
            special.isClosed(day)
                ? null
                : TradingSession.builder(day, Days.nanos(day, OPEN, NEW_YORK))
                    .until(
                        Days.nanos(
                            day,
                            Objects.requireNonNullElse(special.earlyClose(day), CLOSE),
                            NEW_YORK),
                        TradingPhase.CONTINUOUS)
                    .build());
  }
}
