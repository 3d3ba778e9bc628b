package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TradingCalendar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel knows of one instrument: its last price and who gets its events. */
final class Market extends Marked {
  private static final Runner[] NOBODY = {};
  private static final BuiltBars[] NOTHING = {};

  Instrument instrument;
  final List<BarStream> streams = new ArrayList<>();
  private @Nullable BarStream lastStream;
  Runner[] quoteSubscribers = NOBODY;
  Runner[] tradeSubscribers = NOBODY;
  Runner[] depthSubscribers = NOBODY;
  boolean bringsQuotes;
  boolean bringsTrades;
  boolean bringsDepth;
  private long quoteNanos = Long.MIN_VALUE;
  private long tradeNanos = Long.MIN_VALUE;
  private long depthNanos = Long.MIN_VALUE;

  /** Bars that are built, in the order of their specs. */
  BuiltBars[] built = NOTHING;

  /** Streams that somebody asked for and nothing came to build them from. */
  final List<BarStream> unbuilt = new ArrayList<>();

  /** What came so far, as far as it is kept. */
  final Deque<MarketEvent> past = new ArrayDeque<>();

  long multiplier;

  /** The smallest difference between two positions, of the market or else of the instrument. */
  long lot;

  /** The rules of the market that the instrument names; null if it names none or an unknown one. */
  @Nullable MarketRules rules;

  /** Whether {@link Liquidation} looks at its prices. */
  private boolean watched;

  /** When its price was complete, for {@link Liquidation}. */
  long pricedNanos = Long.MIN_VALUE;

  private boolean hasTrades;

  /** The greatest quantity of an order that risk allows; UNKNOWN until it is asked for. */
  static final long UNKNOWN = -1;

  long maxQuantity = UNKNOWN;

  /** Whether neither a list nor a market that is not known forbids trade. */
  boolean maybeTradable;

  boolean future;

  /** Whether nothing is paid for a position: profit alone goes to cash. */
  boolean margined;

  /** When it expires; MAX_VALUE if it does not. */
  long expiryNanos;

  /** What the instrument's currency is worth in the base currency; null if it is the base one. */
  final @Nullable ExchangeRate rate;

  /** The rate of exchange that this currency pair's price is; null if it is none. */
  private @Nullable ExchangeRate quoted;

  private boolean quotedInverse;

  /** When its shares were split last. */
  long splitNanos = Long.MIN_VALUE;

  /** Since when it is not traded any more, and at which price it was settled; null if it is. */
  CorporateAction.@Nullable Delisting delisting;

  /** Last bid and ask of bars, quotes and books; 0 while there is none. */
  long bid;

  long ask;

  /** The holding in it that was asked for last. */
  @Nullable Holding lastHolding;

  /** The last orders at the market of either side: most of them ask for the same again. */
  private @Nullable OrderRequest lastBuy;

  private @Nullable OrderRequest lastSell;

  /** What the account holds by its fills, splits and expiries. */
  long accountQuantity;

  /** What all books hold by the ledger; the two are always the same. */
  long bookQuantity;

  long settledDay = Long.MIN_VALUE;

  /** The id by which a strategy called it last: most often it is the same object again. */
  private InstrumentId calledBy;

  Market(Instrument instrument, RateTable rates) {
    this.instrument = instrument;
    this.calledBy = instrument.id();
    this.rate = rates.of(instrument.currency());
    update(instrument);
  }

  /** Returns whether an id of a strategy is the one of its instrument. */
  boolean isCalled(InstrumentId id) {
    if (!calledBy.equals(id)) {
      return false;
    }
    calledBy = id;
    return true;
  }

  /** Finds out which rate of exchange its price is, by the terms of the account. */
  void quotes(RateTable rates, AccountTerms terms) {
    quoted = null;
    Currency own = instrument.baseCurrency().orElse(null);
    if (terms.rates().isEmpty() && own != null) {
      quotes(rates, own, instrument.currency());
    }
    for (RateFeed feed : terms.rates()) {
      if (feed.instrument().equals(instrument.id())) {
        quotes(rates, feed.first(), feed.second());
      }
    }
    findPlain();
  }

  private void quotes(RateTable rates, Currency first, Currency second) {
    ExchangeRate pair = rates.of(first, second);
    quoted = pair;
    quotedInverse = pair != null && !pair.currency.equals(first);
  }

  /** Says whether the margin is looked at on its prices. */
  void watch(boolean isWatched) {
    watched = isWatched;
    streams.forEach(BarStream::findOnly);
  }

  boolean isWatched() {
    return watched;
  }

  private void findPlain() {
    plain = (rules == null || !rules.followsPrices()) && quoted == null && !future;
    streams.forEach(BarStream::findOnly);
  }

  /** Is traded no more. */
  void delist(CorporateAction.Delisting action) {
    delisting = action;
    expiryNanos = Math.min(expiryNanos, action.exNanos());
  }

  void update(Instrument newInstrument) {
    instrument = newInstrument;
    multiplier = newInstrument.multiplier().raw();
    future = newInstrument.kind() == Instrument.Kind.FUTURE;
    margined = newInstrument.kind() != Instrument.Kind.SPOT;
    expiryNanos = newInstrument.expiry().map(Times::nanos).orElse(Long.MAX_VALUE);
    if (delisting != null) {
      expiryNanos = Math.min(expiryNanos, delisting.exNanos());
    }
    lot = newInstrument.lotSize().raw();
    maxQuantity = UNKNOWN;
    findPlain();
    maybeTradable = MarketRules.tradable(this) == null;
  }

  /** Puts the instrument under the rules of its market. */
  void follow(@Nullable MarketProfile profile) {
    MarketRules before = rules;
    if (profile == null) {
      rules = null;
    } else if (before == null || before.profile != profile) {
      rules = new MarketRules(profile, instrument);
      lot = rules.lot();
      if (priced) {
        rules.price(last, lastNanos);
      }
    } else {
      lot = before.lot();
    }
    findPlain();
    maybeTradable = MarketRules.tradable(this) == null;
  }

  /** Returns whether a price of zero or less is one. */
  boolean mayBeNegative() {
    return rules != null && rules.profile.negativePrices();
  }

  /** Returns whether an event has a price of zero or less, and the market has none. */
  boolean forbids(MarketEvent event) {
    return !mayBeNegative() && MarketPrices.isNegative(event);
  }

  @Nullable BarStream stream(BarSpec spec) {
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).spec.equals(spec)) {
        return streams.get(i);
      }
    }
    return null;
  }

  BarStream streamOf(BarSpec spec, int capacity) {
    BarStream found = stream(spec);
    if (found == null) {
      found = new BarStream(this, spec, capacity);
      streams.add(found);
    }
    found.reserve(capacity);
    return found;
  }

  /** Returns the stream of a bar that has come, the last one first. */
  BarStream streamOf(Bar bar, int capacity) {
    BarStream last = lastStream;
    if (last == null || !last.spec.equals(bar.spec())) {
      last = streamOf(bar.spec(), capacity);
      lastStream = last;
    }
    return last;
  }

  /** Returns the sessions of its market; null if it names none. */
  @Nullable TradingCalendar calendar() {
    return rules == null ? null : rules.profile.calendar();
  }

  /** Returns whether a price of a source is the last of its time: of trades, or of ask prices. */
  boolean isLast(PriceSource source) {
    hasTrades |= source == PriceSource.LAST;
    return source != PriceSource.BID && (source != PriceSource.ASK || !hasTrades);
  }

  /** Returns whether its market trades at a time; one that is not known trades always. */
  boolean isOpen(long timeNanos) {
    return rules == null || rules.profile.calendar().isOpen(timeNanos);
  }

  /** Returns whether a tick is older than the last one of its kind; notes its time if not. */
  boolean isPast(MarketEvent tick, long timeNanos) {
    if (tick instanceof Quote) {
      boolean past = timeNanos < quoteNanos;
      quoteNanos = Math.max(quoteNanos, timeNanos);
      return past;
    } else if (tick instanceof TradeTick) {
      boolean past = timeNanos < tradeNanos;
      tradeNanos = Math.max(tradeNanos, timeNanos);
      return past;
    }
    boolean past = timeNanos < depthNanos;
    depthNanos = Math.max(depthNanos, timeNanos);
    return past;
  }

  /** Returns whether an event is older than what came last of its kind; notes nothing. */
  boolean isPast(MarketEvent event) {
    long time = event.timeNanos();
    if (event instanceof Bar bar) {
      BarStream stream = stream(bar.spec());
      return stream != null && stream.isPast(time);
    }
    return time
        < (event instanceof Quote
            ? quoteNanos
            : event instanceof TradeTick ? tradeNanos : depthNanos);
  }

  void price(long raw, long timeNanos) {
    set(raw, timeNanos);
    if (rules != null) {
      rules.price(raw, timeNanos);
    }
    if (quoted != null) {
      quoted.set(raw, quotedInverse, timeNanos);
    }
  }

  /** Returns the middle of bid and ask where both are known, else the last price. */
  long mid() {
    return bid > 0 && ask > 0 ? (bid + ask) / 2 : last;
  }

  /** Returns whether amounts of the instrument's currency can be stated in the base currency. */
  boolean isConvertible() {
    return rate == null || rate.isKnown();
  }

  /** Returns an amount of the instrument's currency in the base currency. */
  long toBase(long amount) {
    return rate == null ? amount : rate.toBase(amount);
  }

  /** Returns quantity x price x multiplier in the base currency; the sign is the quantity's. */
  long baseNotional(long quantity, long price) {
    return toBase(notional(quantity, price));
  }

  /** What is quoted gives the middle as the last price, or the one side that is known. */
  void quoted(long newBid, long newAsk, long timeNanos) {
    bid = newBid;
    ask = newAsk;
    price(bid == 0 ? ask : ask == 0 ? bid : middle(bid, ask), timeNanos);
  }

  /** Returns the middle of two prices, rounded down to a unit of 1e-8. */
  static long middle(long bid, long ask) {
    return (bid & ask) + ((bid ^ ask) >> 1);
  }

  /** A bar that is not older than the last price moves it. */
  void price(Bar bar, long timeNanos) {
    if (timeNanos < lastNanos) {
      return;
    }
    long close = bar.closePrice().raw();
    switch (bar.spec().source()) {
      case LAST, MID -> price(close, timeNanos);
      case BID -> quoted(close, ask, timeNanos);
      case ASK -> quoted(bid, close, timeNanos);
    }
  }

  /** Returns quantity x price x multiplier; the sign is the quantity's. */
  long notional(long quantity, long price) {
    long plain = Fixed.multiply(quantity, price);
    return multiplier == Fixed.ONE ? plain : Fixed.multiply(plain, multiplier);
  }

  static Runner[] with(Runner[] runners, Runner added, int order) {
    for (Runner r : runners) {
      if (r.order == added.order) {
        return runners;
      }
    }
    List<Runner> list = new ArrayList<>(List.of(runners));
    int at = 0;
    while (at < list.size() && list.get(at).order < order) {
      at++;
    }
    list.add(at, added);
    return list.toArray(new Runner[0]);
  }

  static Runner[] without(Runner[] runners, Runner removed) {
    List<Runner> list = new ArrayList<>(List.of(runners));
    list.remove(removed);
    return list.toArray(new Runner[0]);
  }

  /** Returns a request for a quantity, above 0, at the market. */
  OrderRequest atMarket(Side side, long quantity) {
    OrderRequest before = side == Side.BUY ? lastBuy : lastSell;
    if (before != null && before.quantity().raw() == quantity) {
      return before;
    }
    OrderRequest asked = OrderRequest.market(instrument.id(), side, Quantity.ofRaw(quantity));
    if (side == Side.BUY) {
      lastBuy = asked;
    } else {
      lastSell = asked;
    }
    return asked;
  }

  /** Returns the price at which an order counts: its own, or the last one. */
  long priceOf(OrderRequest request) {
    Price limit = request.limitPrice().orElse(null);
    Price stop = request.stopPrice().orElse(null);
    return limit != null ? limit.raw() : stop != null ? stop.raw() : last;
  }
}
