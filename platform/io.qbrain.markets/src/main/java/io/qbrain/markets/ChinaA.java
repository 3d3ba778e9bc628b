package io.qbrain.markets;

import io.qbrain.model.Fixed;
import io.qbrain.model.LotRule;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.MarketProfile.PriceLimit;
import io.qbrain.model.MarketProfile.Settlement;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.TickTable;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A-shares in Shanghai and Shenzhen: call auction, lunch break, lots of 100, price limits, and no
 * sale of what was bought on the same day.
 *
 * <p>Sources: trading rules of the Shanghai and the Shenzhen Stock Exchange. Price limits of 10 %
 * from 16 December 1996; 20 % on STAR from 22 July 2019 and on ChiNext from 24 August 2020. The
 * closing auction is that of Shanghai, from 20 August 2018. Shares under special treatment (5 %)
 * and the free first days of a new share are not modelled. Stamp duty: 0.05 % on sales from 28
 * August 2023 (0.1 % before); the commission is a usual one.
 */
final class ChinaA {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final LocalDate FIRST = LocalDate.of(1991, 1, 1);

  /** The last year whose holidays are announced. */
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  private static final LocalDate LIMITS_BEGIN = LocalDate.of(1996, 12, 16);
  private static final LocalDate CLOSING_AUCTION_BEGINS = LocalDate.of(2018, 8, 20);

  private ChinaA() {}

  static MarketProfile mainBoard() {
    return builder("china-a", lots()).priceLimits(limit(LIMITS_BEGIN, "0.1")).build();
  }

  static MarketProfile chiNext() {
    return builder("china-a-chinext", lots())
        .priceLimits(limit(LIMITS_BEGIN, "0.1"), limit(LocalDate.of(2020, 8, 24), "0.2"))
        .build();
  }

  static MarketProfile star() {
    return builder("china-a-star", new LotRule(Quantity.of(1), Quantity.of(200), true))
        .priceLimits(limit(LocalDate.of(2019, 7, 22), "0.2"))
        .build();
  }

  private static LotRule lots() {
    return new LotRule(Quantity.of(100), null, true);
  }

  private static PriceLimit limit(LocalDate from, String rate) {
    return new PriceLimit(from, Fixed.parse(rate));
  }

  private static MarketProfile.Builder builder(String id, LotRule lots) {
    return MarketProfile.builder(id, SHANGHAI, calendar())
        .ticks(TickTable.of(Price.parse("0.01")))
        .lots(lots)
        .settlements(new Settlement(FIRST, 1))
        .fees("stamp-duty:0.0005,per-order:0,5,percentage:0.00025")
        .noSameDaySales()
        .noShorts();
  }

  private static TradingCalendar calendar() {
    SpecialDays special = SpecialDays.read("china-a.days");
    return Days.calendar(FIRST, LAST, day -> special.isClosed(day) ? null : session(day));
  }

  private static TradingSession session(LocalDate day) {
    TradingSession.Builder session =
        TradingSession.builder(day, at(day, 9, 15))
            .until(at(day, 9, 25), TradingPhase.OPENING_AUCTION)
            .until(at(day, 9, 30), TradingPhase.BREAK)
            .until(at(day, 11, 30), TradingPhase.CONTINUOUS)
            .until(at(day, 13, 0), TradingPhase.BREAK);
    if (!day.isBefore(CLOSING_AUCTION_BEGINS)) {
      session.until(at(day, 14, 57), TradingPhase.CONTINUOUS);
      return session.until(at(day, 15, 0), TradingPhase.CLOSING_AUCTION).build();
    }
    return session.until(at(day, 15, 0), TradingPhase.CONTINUOUS).build();
  }

  private static long at(LocalDate day, int hour, int minute) {
    return Days.nanos(day, LocalTime.of(hour, minute), SHANGHAI);
  }
}
