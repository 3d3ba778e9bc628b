package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Depth;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.model.VenueOrderId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instrument at the simulated venue: its working orders, and what the market showed last.
 * Outside the venue it is a handle that spares the look-up ({@link SimulatedVenue#lane}).
 */
public final class Lane extends Passing {
  private static final Working[] NOBODY = {};

  Instrument instrument;
  @Nullable VenueMarket market;
  long tick;
  long lot;
  long multiplier;

  /** The orders that work, the oldest first. */
  Working[] working = NOBODY;

  int count;

  /** The last event, unless it is a bar that passed and that nobody has asked for. */
  private @Nullable MarketEvent last;

  /** The bar that passed last, while {@link #last} is not made of it. */
  private @Nullable BarSeries lastSeries;

  private int lastRow;

  /**
   * When the event began that came before those that began with the last one; MIN_VALUE before the
   * second.
   */
  long beforeStartNanos = Long.MIN_VALUE;

  long lastPrice;
  long bid;
  long ask;
  long bidSize;
  long askSize;
  long bidNanos = Long.MIN_VALUE;
  long askNanos = Long.MIN_VALUE;
  @Nullable Depth depth;
  boolean quoted;

  /** Whether trades, or bars of trades, have come. */
  boolean traded;

  /** When {@link #lastPrice} was; MIN_VALUE before the first. */
  long tradedNanos = Long.MIN_VALUE;

  /** The bid or ask bar that waits for the other one of its time. */
  long waitingBid;

  long waitingBidNanos = Long.MIN_VALUE;
  long waitingAsk;
  long waitingAskNanos = Long.MIN_VALUE;

  /** The last bars of bids and of asks. */
  @Nullable Bar bidBar;

  @Nullable Bar askBar;

  /** What filled on the last bar, at the bid and at the ask. */
  long usedVolume;

  /** Whether an order has found nothing left of the last bar's volume. */
  boolean spent;

  /** Whether prices of orders are rounded to the tick in IEEE doubles. */
  boolean ieeeTicks;

  long usedBid;
  long usedAsk;

  /** Orders that filled at the open of the last bar. The lists are never changed, but replaced. */
  List<ClientOrderId> filledAtOpen = List.of();

  /** What those triggered: it meets the rest of that bar. */
  List<Working> late = List.of();

  /** Stops that opened a position on the last bar, where their targets may still be in it. */
  List<ClientOrderId> filledByStop = List.of();

  /** An order that has ended on the event that is matched, and one that another may take up. */
  private @Nullable Working ended;

  private @Nullable Working spare;

  Lane(Instrument instrument, IdleLanes lanes) {
    super(lanes);
    this.instrument = instrument;
    update(instrument);
  }

  void update(Instrument changed) {
    instrument = changed;
    tick = changed.tickSize().raw();
    lot = changed.lotSize().raw();
    multiplier = changed.multiplier().raw();
  }

  /** Returns an order that works here; the object of one that has ended is taken up again. */
  Working working(Order order, VenueOrderId venueId, long eligibleNanos) {
    Working again = spare;
    if (again == null) {
      return new Working(this, order, venueId, eligibleNanos);
    }
    spare = null;
    again.begin(order, venueId, eligibleNanos);
    return again;
  }

  void add(Working w) {
    if (count == working.length) {
      working = Arrays.copyOf(working, Math.max(4, count * 2));
    }
    working[count++] = w;
    idle(false);
  }

  void remove(Working w) {
    for (int i = 0; i < count; i++) {
      if (working[i] == w) {
        System.arraycopy(working, i + 1, working, i, count - i - 1);
        working[--count] = null;
        if (w.link == null) {
          ended = w; // nobody else remembers it
        }
        return;
      }
    }
  }

  /** Nothing is as it was: it has to be found out whether it is idle. */
  void disturb() {
    idle(false);
  }

  /** Notes whether it is idle, after an event was matched. */
  void settle() {
    boolean free = market == null || !market.followsPrices();
    idle(count == 0 && free && late.isEmpty());
    if (ended != null && late.isEmpty()) {
      spare = ended;
      ended = null;
    }
  }

  /** Looks at the last bar that passed: somebody wants to know what the market shows. */
  void wake() {
    catchUp();
    BarSeries from = passing;
    if (from != null) {
      lastSeries = from;
      lastRow = passingRow;
      lastPrice = from.closeRaw(passingRow);
      tradedNanos = from.timeNanos(passingRow);
      traded |= from.spec().source() == PriceSource.LAST;
      nothingFilled();
      passing = null;
    }
  }

  /** Returns the last event; what follows is learned from it when it is needed. */
  @Nullable MarketEvent last() {
    BarSeries from = lastSeries;
    if (from != null) {
      last = from.bar(lastRow);
      lastSeries = null;
    }
    return last;
  }

  void last(@Nullable MarketEvent event) {
    last = event;
    lastSeries = null;
  }

  private long lastStartNanos() {
    BarSeries from = lastSeries;
    if (from != null) {
      return from.openTimeNanos(lastRow);
    }
    return last == null ? Long.MIN_VALUE : startOf(last);
  }

  /** Learns from an event. */
  void learn(MarketEvent event, Liquidity liquidity) {
    long lastStart = lastStartNanos();
    if (lastStart != startOf(event)) {
      beforeStartNanos = lastStart;
    }
    last(event);
    nothingFilled();
    if (event instanceof Bar bar) {
      learn(bar, liquidity);
    } else if (event instanceof Quote q) {
      quote(q.bid().raw(), q.ask().raw(), q.bidSize().raw(), q.askSize().raw(), q.timeNanos());
      depth = null;
    } else if (event instanceof TradeTick t) {
      lastPrice = t.price().raw();
      tradedNanos = t.timeNanos();
      traded = true;
    } else if (event instanceof Depth d) {
      boolean two = d.bidLevels() > 0 && d.askLevels() > 0;
      if (two) {
        quote(d.bidRaw(0), d.askRaw(0), d.bidSizeRaw(0), d.askSizeRaw(0), d.timeNanos());
        depth = d;
      }
    }
  }

  /** Nothing has filled yet on the last bar. */
  private void nothingFilled() {
    usedVolume = 0;
    spent = false;
    filledAtOpen = List.of();
    filledByStop = List.of();
  }

  /** Returns a list with one more at its end. */
  static <T> List<T> with(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }

  static long startOf(MarketEvent event) {
    return event instanceof Bar bar ? bar.openTimeNanos() : event.timeNanos();
  }

  private void learn(Bar bar, Liquidity liquidity) {
    long close = bar.closePrice().raw();
    long time = bar.timeNanos();
    PriceSource source = bar.spec().source();
    if (source == PriceSource.BID) {
      bidBar = bar;
      waitingBid = close;
      waitingBidNanos = time;
    } else if (source == PriceSource.ASK) {
      askBar = bar;
      waitingAsk = close;
      waitingAskNanos = time;
    } else {
      lastPrice = close;
      tradedNanos = time;
      traded |= source == PriceSource.LAST;
      return;
    }
    quoted = true;
    if (waitingBidNanos == waitingAskNanos) {
      long size = liquidity.barSize();
      quote(waitingBid, waitingAsk, size, size, time);
    }
  }

  private void quote(long newBid, long newAsk, long newBidSize, long newAskSize, long time) {
    quoted = true;
    bid = newBid;
    ask = newAsk;
    bidSize = newBidSize;
    askSize = newAskSize;
    bidNanos = time;
    askNanos = time;
    usedBid = 0;
    usedAsk = 0;
  }

  /** The book shows other prices, and what filled before is not missing in it. */
  void show(long newBid, long newAsk) {
    bid = newBid;
    ask = newAsk;
    usedBid = 0;
    usedAsk = 0;
  }

  /** The market traded at a price. */
  void showLast(long price) {
    lastPrice = price;
    usedBid = 0;
    usedAsk = 0;
  }

  /** Another price is the best that a side trades at. */
  void best(int sign, long price) {
    if (bidNanos == Long.MIN_VALUE) {
      lastPrice = price;
    } else if (sign > 0) {
      ask = price;
    } else {
      bid = price;
    }
  }

  /**
   * Returns whether an event shows prices that orders of a side trade at.
   *
   * @param onTrades whether the order trades where the market trades, once it has
   */
  boolean concerns(MarketEvent event, int sign, boolean onTrades) {
    if (onTrades && traded) {
      return event instanceof TradeTick
          || (event instanceof Bar b && b.spec().source() == PriceSource.LAST);
    }
    if (!(event instanceof Bar bar)) {
      return true;
    }
    return switch (bar.spec().source()) {
      case LAST -> !quoted;
      case BID -> sign < 0;
      case ASK -> sign > 0;
      case MID -> false;
    };
  }

  /** Returns the close of the bid or ask bar of a time, or MIN_VALUE. */
  long quotedClose(int sign, long time) {
    long of = sign > 0 ? waitingAskNanos : waitingBidNanos;
    return of >= time ? (sign > 0 ? waitingAsk : waitingBid) : Long.MIN_VALUE;
  }

  /** Returns what is quoted for a side, as the last bar, quote or book of it says, or MIN_VALUE. */
  long quotedClose(int sign) {
    if (sign > 0 ? waitingAskNanos > askNanos : waitingBidNanos > bidNanos) {
      return sign > 0 ? waitingAsk : waitingBid;
    }
    return bidNanos == Long.MIN_VALUE ? Long.MIN_VALUE : sign > 0 ? ask : bid;
  }

  /** Returns whether one of the bars of bids and asks of a time has come and the other has not. */
  boolean isHalfQuoted(long time) {
    return (waitingBidNanos == time) != (waitingAskNanos == time);
  }

  /** Returns the bar of a time that an order meets, or null if there is none. */
  @Nullable Bar barOf(long time, int sign, boolean onTrades) {
    for (MarketEvent event : new MarketEvent[] {last(), sign > 0 ? askBar : bidBar}) {
      if (event instanceof Bar bar && bar.timeNanos() == time && concerns(bar, sign, onTrades)) {
        return bar;
      }
    }
    return null;
  }

  /** Returns the best price that a side trades at now, or MIN_VALUE if there is none. */
  long bestFor(int sign) {
    if (bidNanos != Long.MIN_VALUE) {
      long best = sign > 0 ? ask : bid;
      return best == 0 && isNobody(sign > 0 ? askSize : bidSize) ? Long.MIN_VALUE : best;
    }
    return lastPrice != 0 ? lastPrice : Long.MIN_VALUE;
  }

  /** Returns whether a quote of zero says that nobody is there, and is no price. */
  private boolean isNobody(long size) {
    return size == 0 || market == null || !market.hasNegativePrices();
  }
}
