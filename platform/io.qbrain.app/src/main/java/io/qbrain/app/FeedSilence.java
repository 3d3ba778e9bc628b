package io.qbrain.app;

import io.qbrain.markets.Markets;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.util.List;
import java.util.Optional;

/** For how long a feed should have brought something: a market that is closed is not silent. */
final class FeedSilence {
  private final Markets markets;

  FeedSilence(Markets markets) {
    this.markets = markets;
  }

  /**
   * Returns whether one of the instruments could have traded for longer than a limit within a time.
   * An instrument without a market always can.
   *
   * @param fromNanos when the last event came, in nanoseconds since 1970
   * @param toNanos now
   */
  boolean isLonger(List<Instrument> instruments, long fromNanos, long toNanos, long limitNanos) {
    for (Instrument instrument : instruments) {
      Optional<TradingCalendar> calendar =
          instrument
              .market()
              .flatMap(name -> Optional.ofNullable(markets.find(name)))
              .map(MarketProfile::calendar);
      if (calendar.isEmpty()
          || openNanos(calendar.get(), fromNanos, toNanos, limitNanos) > limitNanos) {
        return true;
      }
    }
    return instruments.isEmpty();
  }

  /** Returns how long a market trades within a time; not much more than enough. */
  private static long openNanos(TradingCalendar calendar, long from, long to, long enough) {
    long sum = 0;
    TradingSession session = calendar.sessionAtOrAfter(from);
    while (session != null && session.beginNanos() < to && sum <= enough) {
      for (int i = 0; i < session.phases(); i++) {
        if (session.phase(i) == TradingPhase.CONTINUOUS) {
          long begin = Math.max(from, session.phaseBeginNanos(i));
          sum += Math.max(0, Math.min(to, session.phaseEndNanos(i)) - begin);
        }
      }
      session = calendar.sessionAtOrAfter(session.endNanos());
    }
    return sum;
  }
}
