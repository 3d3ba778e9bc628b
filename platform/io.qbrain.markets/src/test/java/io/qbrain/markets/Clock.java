package io.qbrain.markets;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import java.time.LocalDateTime;

/** Times as a wall clock shows them. */
final class Clock {
  private Clock() {}

  /** Returns a time such as {@code 2024-07-03T13:00} on the wall clock of a market. */
  static long at(MarketProfile market, String time) {
    return Times.nanos(LocalDateTime.parse(time).atZone(market.zone()).toInstant());
  }

  static String utc(long nanos) {
    return Times.instant(nanos).toString();
  }
}
