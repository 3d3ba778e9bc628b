package io.qbrain.simulation;

import io.qbrain.kernel.PreviousClose;
import io.qbrain.model.Bar;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import org.jspecify.annotations.Nullable;

/**
 * What the market of one instrument lets trade: when, and between which prices. Told of each event
 * before orders are matched ({@link #begin}) and after ({@link #end}).
 *
 * <p>Price limits: who buys at the upper limit waits behind all who do, so a purchase fills in a
 * bar only if the bar traded below the limit; mirrored for sales.
 */
final class VenueMarket {
  private final MarketProfile profile;
  private final Instrument instrument;
  private final TradingCalendar calendar;
  private final PreviousClose close;
  private @Nullable TradingSession session;
  private long lowest = Long.MIN_VALUE;
  private long highest = Long.MAX_VALUE;

  VenueMarket(MarketProfile profile, Instrument instrument) {
    this.profile = profile;
    this.instrument = instrument;
    this.calendar = profile.calendar();
    this.close = new PreviousClose(calendar);
  }

  boolean isOf(MarketProfile other) {
    return profile == other;
  }

  boolean hasNegativePrices() {
    return profile.negativePrices();
  }

  /** Looks at an event before orders are matched; returns whether it can fill any. */
  boolean begin(MarketEvent event) {
    if (!isOpen(event)) {
      return false;
    }
    if (followsPrices()) {
      limits(event);
    }
    return true;
  }

  /** Returns whether what trades depends on prices of before: on the limits of a day. */
  boolean followsPrices() {
    return !profile.priceLimits().isEmpty();
  }

  /** Remembers the price of an event. */
  void end(MarketEvent event) {
    if (!followsPrices()) {
      return;
    }
    if (event instanceof Bar bar) {
      close.price(bar.closePrice().raw(), bar.timeNanos());
    } else if (event instanceof TradeTick trade) {
      close.price(trade.price().raw(), trade.timeNanos());
    } else if (event instanceof Quote quote) {
      close.price((quote.bid().raw() + quote.ask().raw()) / 2, quote.timeNanos());
    }
  }

  /** A tick at the end of a session is the closing trade. */
  private boolean isOpen(MarketEvent event) {
    long time = event.timeNanos();
    return event instanceof Bar bar
        ? calendar.isOpenWithin(bar.openTimeNanos(), time)
        : calendar.isOpenWithin(time - 1, time + 1);
  }

  private void limits(MarketEvent event) {
    TradingSession of =
        calendar.sessionBefore(event instanceof Bar ? event.timeNanos() : event.timeNanos() + 1);
    if (of == null || of == session) {
      return;
    }
    session = of;
    long before = close.of(of);
    lowest = before <= 0 ? Long.MIN_VALUE : profile.lowerLimit(instrument, of.day(), before);
    highest = before <= 0 ? Long.MAX_VALUE : profile.upperLimit(instrument, of.day(), before);
  }

  /** Returns the prices that its limits are counted from. */
  PreviousClose.Seen seen() {
    return close.seen();
  }

  long lowest() {
    return lowest;
  }

  long highest() {
    return highest;
  }

  /** Puts back what it knew before a restart; the session is found again with the next event. */
  void recall(long lowestThen, long highestThen, PreviousClose.Seen seen) {
    lowest = lowestThen;
    highest = highestThen;
    close.recall(seen);
  }

  /** Returns whether a side waits because the event trades at nothing but its limit. */
  boolean isLocked(Side side, MarketEvent event) {
    if (highest == Long.MAX_VALUE) {
      return false;
    }
    long best;
    if (event instanceof Bar bar) {
      best = side == Side.BUY ? bar.lowPrice().raw() : bar.highPrice().raw();
    } else if (event instanceof Quote quote) {
      best = side == Side.BUY ? quote.ask().raw() : quote.bid().raw();
    } else if (event instanceof TradeTick trade) {
      best = trade.price().raw();
    } else {
      return false;
    }
    return side == Side.BUY ? best >= highest : best <= lowest;
  }

  /** Returns whether a side waits in an auction, since its price is the limit of the day. */
  boolean isAtLimit(int sign, long price) {
    return sign > 0 ? price >= highest : price <= lowest;
  }

  /** Returns a price within the limits of the day: slippage does not go beyond them. */
  long within(long price) {
    return Math.max(lowest, Math.min(highest, price));
  }
}
