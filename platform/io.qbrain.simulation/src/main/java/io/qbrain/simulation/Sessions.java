package io.qbrain.simulation;

import io.qbrain.kernel.MarketLookup;
import io.qbrain.model.Bar;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import org.jspecify.annotations.Nullable;

/**
 * When days and sessions begin and end for orders that care: those of the market's calendar, or UTC
 * days where the instrument names no market.
 */
final class Sessions {
  static final long DAY_NANOS = 86_400_000_000_000L;

  private final MarketLookup markets;
  private final boolean closedWaits;
  private final long closeCutoffNanos;
  private final boolean openRefused;

  Sessions(MarketLookup markets, VenueRules rules) {
    this.markets = markets;
    this.closedWaits = rules.timing() == FillTiming.QUOTE_CLOSE;
    this.closeCutoffNanos = rules.waiting().closeCutoffNanos();
    this.openRefused = rules.waiting().openRefused();
  }

  private @Nullable TradingCalendar calendar(Lane lane) {
    String name = lane.instrument.market().orElse(null);
    MarketProfile profile = name == null ? null : markets.find(name);
    return profile == null ? null : profile.calendar();
  }

  /** Returns whether the hours of an instrument's market are known and it trades at a time. */
  boolean isKnownOpen(Lane lane, long timeNanos) {
    TradingCalendar calendar = calendar(lane);
    return calendar != null && calendar.isOpen(timeNanos);
  }

  /** Returns whether an order for the close comes when the venue takes none any more. */
  boolean isTooLate(Lane lane, OrderRequest request, long timeNanos) {
    if (closeCutoffNanos == 0) {
      return false;
    }
    boolean forClose =
        request.type() == OrderType.MARKET_ON_CLOSE || request.timeInForce() == TimeInForce.ATC;
    TradingCalendar calendar = forClose ? calendar(lane) : null;
    TradingSession session = calendar == null ? null : calendar.sessionAtOrAfter(timeNanos);
    return session != null && session.endNanos() - timeNanos < closeCutoffNanos;
  }

  /**
   * Returns whether an order for the open comes while the market is open, and is not taken then.
   */
  boolean isTooEarly(Lane lane, OrderRequest request, long timeNanos) {
    if (!openRefused
        || (request.type() != OrderType.MARKET_ON_OPEN
            && request.timeInForce() != TimeInForce.OPG)) {
      return false;
    }
    return isKnownOpen(lane, timeNanos);
  }

  /**
   * Returns whether a market order comes during the day of a bar of a day: it then trades at the
   * close of that day, or at the next open if that is too late.
   */
  private boolean isWithinDay(Lane lane, TradingCalendar calendar, long timeNanos) {
    return lane.last() instanceof Bar bar
        && bar.spec().stepNanos() >= DAY_NANOS
        && bar.timeNanos() < timeNanos
        && !calendar.isOpen(bar.timeNanos())
        && calendar.isOpen(timeNanos);
  }

  /** Notes when an order expires and which session it waits for. */
  void begin(Working w, long timeNanos) {
    if (closedWaits && w.type == OrderType.MARKET && w.isPlain()) {
      TradingCalendar hours = calendar(w.lane);
      if (hours != null && !hours.isOpenWithin(timeNanos, timeNanos + 1)) {
        w.type = OrderType.MARKET_ON_OPEN;
      } else if (hours != null && isWithinDay(w.lane, hours, timeNanos)) {
        TradingSession day = hours.sessionAtOrAfter(timeNanos);
        boolean late = day == null || day.endNanos() - timeNanos < closeCutoffNanos;
        w.type = late ? OrderType.MARKET_ON_OPEN : OrderType.MARKET_ON_CLOSE;
      }
    }
    if (w.timeInForce == TimeInForce.GTD) {
      w.expiryNanos = w.order.request().expireNanos();
    }
    boolean cares = w.timeInForce == TimeInForce.DAY || w.isForOpen() || w.isForClose();
    TradingCalendar calendar = cares ? calendar(w.lane) : null;
    if (calendar == null) {
      return;
    }
    TradingSession session = calendar.sessionAtOrAfter(timeNanos);
    if (w.isForOpen() && session != null && session.firstTradeNanos() < timeNanos) {
      session = calendar.sessionAfter(timeNanos, 1);
    }
    if (session == null) {
      w.expiryNanos = timeNanos;
    } else if (w.isForOpen()) {
      w.auctionNanos = session.firstTradeNanos();
    } else if (w.isForClose()) {
      w.auctionNanos = session.endNanos();
    } else {
      w.expiryNanos = session.endNanos();
    }
  }

  /**
   * Notes the UTC day of an order that has no calendar, once something happens that could fill it;
   * returns whether that day is over when an event begins.
   */
  boolean isOver(Working w, long startNanos) {
    boolean byDay =
        w.auctionNanos == Working.NEVER
            && w.expiryNanos == Working.NEVER
            && (w.timeInForce == TimeInForce.DAY || w.isForClose());
    if (!byDay || startNanos < w.eligibleNanos) {
      return false;
    }
    long day = Math.floorDiv(startNanos, DAY_NANOS);
    if (w.day == Working.UNSET) {
      w.day = day;
    }
    return day > w.day;
  }

  /** Returns when the UTC day of an order ends. */
  long endOfDay(Working w) {
    return Math.multiplyExact(w.day + 1, DAY_NANOS);
  }

  /** Returns whether an event is the first of the session that an order for the open waits for. */
  boolean beginsWith(Working w, long startNanos, long lengthNanos) {
    if (w.auctionNanos != Working.NEVER) {
      return startNanos + Math.max(lengthNanos, 1) > w.auctionNanos;
    }
    long before = w.lane.beforeStartNanos;
    return lengthNanos >= DAY_NANOS
        || before == Long.MIN_VALUE
        || Math.floorDiv(startNanos, DAY_NANOS) > Math.floorDiv(before, DAY_NANOS);
  }

  /** Returns whether a bar is the last of the session that an order for the close waits for. */
  boolean endsWith(Working w, Bar bar) {
    if (w.auctionNanos != Working.NEVER) {
      return bar.timeNanos() >= w.auctionNanos;
    }
    return bar.spec().stepNanos() >= DAY_NANOS || bar.timeNanos() % DAY_NANOS == 0;
  }
}
