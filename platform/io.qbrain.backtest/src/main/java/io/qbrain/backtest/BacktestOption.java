package io.qbrain.backtest;

import io.qbrain.markets.Markets;
import io.qbrain.simulation.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be said of a run besides its strategy and parameters: the same names on the command line
 * ({@code --fill-timing next-close}), in the shell and in REST. A preset is the base; each of the
 * others replaces one of its settings.
 */
public enum BacktestOption {
  /** The data. */
  DATA(
      Group.RUN,
      "SPY.ARCA:1d=spy.csv",
      "bars, quotes, trades or books: 1d, 5m, 1m-bid, 1000vol, quotes, trades, depth; a file with"
          + " ?layout=lean, ?tz=UTC, ?factors=F&adjust=total, ?actions=F, ?market=us-equities,"
          + " ..."),
  /** The money. */
  CAPITAL(Group.RUN, "100000", "money at the start; in the currency of the account"),
  /** Money of other currencies. */
  CASH(
      Group.RUN,
      "5000 EUR",
      "money of another currency at the start, besides; needs --rate and --conversion on-request"),
  /** The currency. */
  CURRENCY(Group.RUN, "USD", "currency of the account"),
  /** The first day. */
  FROM(Group.RUN, "2004-01-01", "first day; what is before it warms the strategy up"),
  /** The last day. */
  TO(Group.RUN, "2013-12-31", "last day"),
  /** The missing bars. */
  MISSING_BARS(
      Group.RUN,
      "left-out, repeated",
      "where a bar is missing while its market trades: nothing, or the bar before once more, without"
          + " volume"),
  /** The preset. */
  PRESET(
      Group.RUN,
      String.join(", ", Preset.ALL.stream().map(Preset::name).toList()),
      "fills, fees and account to begin with"),

  /** Bars of nothing. */
  BUILT_BARS(
      Group.RUN,
      "of-what-happened, every-interval",
      "which bars of a length of time are built of ticks and shorter bars: those in which something"
          + " happened; or all, at the close before where nothing did"),
  /** Ticks at the end of a bar. */
  BAR_ENDS(
      Group.RUN,
      "next-bar, same-bar",
      "to which bar that is built a tick at the end of one belongs: the next one, or that one"),

  /** When orders fill. */
  FILL_TIMING(
      Group.FILLS,
      "next-open, next-close, same-close, quote-close, current-book",
      "when an order may first fill"),
  /** When limits fill. */
  LIMITS(Group.FILLS, "touch, through", "what the market must do for a limit order to fill"),
  /** At which price resting limits fill. */
  LIMIT_PRICE(
      Group.FILLS,
      "market, own",
      "at which price a limit order fills that rests in the book when the market goes beyond it:"
          + " what the market shows; or its own, all of it, and a limit that a stop triggers no"
          + " worse than at the stop"),
  /** How likely a touched limit fills. */
  TOUCH_CHANCE(
      Group.FILLS,
      "1, 0.4",
      "how likely a limit order fills each time the market only touches its price (--limits touch)"),
  /** How likely a fill slips. */
  SLIP_CHANCE(Group.FILLS, "1, 0.5", "how likely a fill slips (with a --slippage)"),
  /** Where chance starts. */
  SEED(
      Group.FILLS,
      "0, 42",
      "where the random numbers of the two start; the same seed gives the same run on every machine"),
  /** What resting orders wait for. */
  RESTING(
      Group.FILLS,
      "on-quotes, on-trades",
      "where all but market orders trade when the data have both: where it is quoted, or where the"
          + " market trades"),
  /** The bar of the entry. */
  TRIGGERED(
      Group.FILLS,
      "same-bar, next-bar",
      "when an order may fill that is triggered by a fill at the open of a bar"),
  /** Which order is first. */
  SEQUENCE(
      Group.FILLS,
      "stops-first, as-submitted, by-price",
      "which of several orders meets a price or bar first: market orders, then stops, then the"
          + " others; or all as they were submitted; or purchases, the highest price first, then"
          + " sales, the lowest first"),
  /** What moves trailing stops. */
  TRAILING(
      Group.FILLS,
      "by-extremes, by-closes",
      "which prices of bars move a trailing stop: opens, highs and lows from the first open on, or"
          + " closes from the one before on"),
  /** When limits of stops fill. */
  STOP_LIMITS(
      Group.FILLS,
      "by-close, by-direction, at-stop",
      "when a limit that is better than its stop fills in the bar that triggers the stop: once the"
          + " close is there; or if besides a bar falls for a buy, and does not for a sell; or"
          + " never, and others at the stop price even where the bar opens beyond it"),
  /** Which entries trigger. */
  ENTRIES(
      Group.FILLS,
      "at-open, at-market",
      "whose triggered orders may fill in the bar of the entry (--triggered same-bar): all that fill"
          + " at the open; or those at the market, and targets of stops where the bar does not reach"
          + " the stop-loss"),
  /** How often a limit must be reached. */
  REACHED(
      Group.FILLS,
      "each-time, once",
      "whether each close must reach the limit of an order that trades at it, or once is enough and"
          + " only the slippage keeps it from worse ones (--fill-timing next-close)"),
  /** The prices of orders. */
  ORDER_PRICES(
      Group.FILLS,
      "as-given, ieee-ticks",
      "limits and stops: as they are given; or rounded to ticks in IEEE doubles, for the better where"
          + " they are not within a twentieth of a tick of the worse one (--fill-timing next-close)"),
  /** Stops that the market is beyond. */
  STOPS_BEYOND(
      Group.FILLS,
      "trigger, are-rejected",
      "what becomes of an order with a stop that the market is beyond as it comes; rejected only"
          + " where orders take no time"),
  /** Prices of a bar. */
  BAR_PATH(
      Group.FILLS,
      "whole, open-high-low-close, nearer-first",
      "whether orders meet a bar as a whole; or, with --fill-timing current-book, its prices move"
          + " the book one after the other when it closes; nearer-first: the low before the high"
          + " unless the high is nearer to the open"),
  /** What a trigger lets trade. */
  AFTER_TRIGGER(
      Group.FILLS,
      "within-bar, at-close, at-worst",
      "at which prices of a bar a stop-limit, limit-if-touched or trailing order trades that the bar"
          + " triggers: from there on, or by the close; at-worst: by the close, and a stop at its"
          + " price or the close, whichever is worse, a limit at its price or the worst of the bar,"
          + " whichever is better"),
  /** What changes meet. */
  CHANGED(
      Group.FILLS,
      "next-bar, same-bar",
      "the first bar that an order is compared with after it was changed: the next one, or again"
          + " the one that closes then"),
  /** When orders for the close must come. */
  CLOSE_CUTOFF(
      Group.FILLS,
      "0s, 930s",
      "how long before the close of the market an order for the close must come, or it is rejected"),
  /** The age of the last price. */
  LAST_PRICE(
      Group.FILLS,
      "0s, 3600s",
      "how old the last quote or close may be at which a market order fills that comes between two"
          + " bars (with --fill-timing quote-close); otherwise it waits for the next one"),
  /** When orders for the open come. */
  OPEN_ORDERS(
      Group.FILLS,
      "any-time, while-closed",
      "when an order for the open may come, or it is rejected"),
  /** What trades after hours. */
  AFTER_HOURS(
      Group.FILLS,
      "nothing, limits",
      "what trades outside of the market's hours where the data go on: nothing, or limit, stop-limit"
          + " and limit-if-touched orders"),
  /** How much worse. */
  SLIPPAGE(
      Group.FILLS,
      "none, amount:0.01, ticks:1, bps:5, fixed-bps:5, volume-share:0.1, within-bar:MODEL,"
          + " or-waits:MODEL, after-open:MODEL, to-limit:MODEL, beyond-limit:MODEL, entries:MODEL",
      "how much worse than its reference price an order fills; fixed-bps and volume-share hold for"
          + " limits, too; within-bar: no worse than the bar that fills it; or-waits: otherwise it"
          + " waits for another bar; after-open: only what a bar triggers after its open; to-limit:"
          + " limits that fill at a better price, too, up to their own; beyond-limit: limits, too,"
          + " whatever their price; entries: only what opens a position"),
  /** The fees. */
  FEES(
      Group.FILLS,
      "none, flat:1, percentage:0.001, per-contract:2, per-share:0.005,1.00,0.005,"
          + " per-share-or-minimum:0.005,1.00,0.005,"
          + " maker-taker:0.0002,0.0005, stamp-duty:0.0005,MODEL, per-order:ONCE,MINIMUM,MODEL,"
          + " rounded:2,HALF_UP,MODEL, market",
      "what a fill costs; market: the fees of the one market that --market names"),
  /** The share of the volume. */
  VOLUME_SHARE(
      Group.FILLS, "0.025, unlimited", "share of a bar's volume that all orders together may fill"),
  /** What a spent volume means. */
  SPENT_VOLUME(
      Group.FILLS,
      "each-order, ends-bar",
      "whether each order meets a bar, though nothing of its volume may fill; or none meets it once"
          + " one has found nothing left, and none a bar without volume"),
  /** The depth of the book. */
  BOOK(
      Group.FILLS,
      "same-price, waits, one-tick-worse",
      "what becomes of a quantity above what is quoted: all at the best price, or through the"
          + " levels of the book and then waiting or one tick worse"),
  /** What bars of bids and asks show. */
  BOOK_SIZE(
      Group.FILLS,
      "250000, any",
      "quantity at the best price where bars of bids and asks make the book"),
  /** Whether the book depletes. */
  BOOK_DEPLETES(
      Group.FILLS,
      "true, false",
      "whether what filled is missing for the next order until the book moves"),
  /** The queue. */
  QUEUE(
      Group.FILLS,
      "true, false",
      "whether a limit order waits behind the quantity that stood at its price when it came"),
  /** The way of orders. */
  ORDER_LATENCY(Group.FILLS, "0s, 50ms, 200us", "how long orders and changes are on their way"),
  /** The way of data. */
  DATA_LATENCY(
      Group.FILLS, "0s, 50ms, 200us", "how long market data are on their way to the strategy"),
  /** The end. */
  END(
      Group.FILLS,
      "keep, close-at-end, close-at-last-open, close-before-last",
      "what becomes of positions at the end of the run; close-before-last: at the close of the bar"
          + " before the last"),

  /** The kind of account. */
  ACCOUNT(Group.ACCOUNT, "cash, margin, futures", "how the account pays for positions"),
  /** The leverage. */
  LEVERAGE(Group.ACCOUNT, "2", "positions of a margin account may reach equity times this"),
  /** Netting and hedging. */
  POSITIONS(
      Group.ACCOUNT,
      "netting, hedging",
      "one position of an instrument, or one for each order that opens"),
  /** The arithmetic. */
  PROFIT(
      Group.ACCOUNT, "exact, ieee-cents", "arithmetic of profit where positions are not paid for"),
  /** The conversion. */
  CONVERSION(
      Group.ACCOUNT,
      "at-once, on-request",
      "when money of other currencies becomes money of the account's"),
  /** The settlement. */
  SETTLEMENT(
      Group.ACCOUNT, "ignored, tracked, required", "whether money from sales must be settled"),
  /** The rollover. */
  ROLLOVER(
      Group.ACCOUNT,
      "none, forex, nautilus",
      "how interest of currency pairs is charged overnight"),
  /** The maintenance margin. */
  MAINTENANCE(
      Group.ACCOUNT,
      "0.5",
      "maintenance margin as a share of the initial one; 0: positions are never liquidated"),
  /** The margin calls. */
  MARGIN_CALLS(
      Group.ACCOUNT,
      "whole, missing:0.1:300s",
      "what is closed for want of maintenance margin: positions as a whole, as soon as it is missing,"
          + " those first that take most of it; or what is missing, of those first that lost most, while"
          + " their markets are open, looked at every so many seconds, once the margin is above the"
          + " equity by such a share of it"),
  /** The leverage by day. */
  DAY_LEVERAGE(
      Group.ACCOUNT,
      "none, 4:600s",
      "leverage while the market of an instrument is open, until so many seconds before it closes;"
          + " --leverage holds otherwise"),
  /** The days of a year. */
  BORROW_DAYS(Group.ACCOUNT, "360", "days of a year for borrow fees"),
  /** What borrow fees are a share of. */
  BORROW_ON(
      Group.ACCOUNT,
      "value, cost",
      "what borrow fees are a share of: what the shares are worth, or what they were sold for"),
  /** The day count of interest of money. */
  INTEREST_DAYS(
      Group.ACCOUNT,
      "actual-360, actual-365, money-market",
      "how the days of interest of money are counted"),
  /** The instruments whose prices are rates. */
  RATE_FEEDS(
      Group.ACCOUNT,
      "pairs, EUR/USD@EURUSD.SIM",
      "the instruments whose prices are rates of exchange, with + between them; pairs: every"
          + " currency pair"),
  /** The buffer. */
  SIZE_BUFFER(Group.ACCOUNT, "0.0025", "share of the equity that a target weight leaves unused"),
  /** The rounding of sizes. */
  SIZE_RULE(
      Group.ACCOUNT,
      "position, order, position-and-fees",
      "what is rounded to whole lots where a weight or a value is asked for: the position, which"
          + " leaves the fees, too; the order, without regard to fees, dividends that are owed and"
          + " open orders; or the position, where the weight is that of the position and its fees"),
  /** The least change of a weight. */
  LEAST_CHANGE(
      Group.ACCOUNT,
      "0, 0.001",
      "the least initial margin that a new target weight must take or free, as a share of the equity;"
          + " smaller changes are not ordered"),

  /** The risk profile. */
  RISK(Group.RISK, "retail, reference", "limits of the risk rules to begin with"),
  /** The tick check. */
  RISK_TICKS(Group.RISK, "true, false", "whether order prices must be on the tick grid"),
  /** The limit of quantities. */
  RISK_VOLUME_SHARE(
      Group.RISK, "0.01, unlimited", "greatest share of the average daily volume of an order"),
  /** The limit of values. */
  RISK_ORDER_VALUE(Group.RISK, "50000, unlimited", "greatest value of an order"),
  /** The collar. */
  RISK_COLLAR(
      Group.RISK, "0.05, unlimited", "greatest distance of an order's price from the last price"),
  /** The age of the last price. */
  RISK_PRICE_AGE(Group.RISK, "3, unlimited", "intervals that the last price may be old"),
  /** The limit of positions. */
  RISK_POSITION_VALUE(
      Group.RISK,
      "100000, unlimited",
      "greatest value that a position may reach with all open orders"),
  /** When orders must be payable. */
  RISK_PAYING(
      Group.RISK,
      "at-order, at-fill, twice, never",
      "when an order must be payable: when it is submitted, with what other open orders may take;"
          + " when it fills, where what opens a position is canceled otherwise; by itself when it is"
          + " submitted (with --risk-shorts free: with what came at the same time), and again when it"
          + " fills"),

  /** Whether short sales are paid for. */
  RISK_SHORTS(
      Group.RISK,
      "paid, free",
      "whether a sale that opens a position must be payable, too; or cash counts alone, which sales"
          + " bring and purchases take (with --risk-paying at-fill or twice)"),

  /** The market. */
  MARKET(Group.INSTRUMENT, String.join(", ", new Markets().names()), "whose hours and rules hold"),
  /** The adjustment. */
  ADJUST(
      Group.INSTRUMENT,
      "none, split, total",
      "what prices of bars are adjusted for; the data must name ?factors=FILE"),
  /** The tick. */
  TICK(Group.INSTRUMENT, "0.01", "smallest difference of order prices"),
  /** The lot. */
  LOT(Group.INSTRUMENT, "1", "smallest difference of quantities"),
  /** The greatest order. */
  MAX_ORDER(
      Group.INSTRUMENT,
      "1000",
      "greatest quantity of an order; --risk retail needs it or the next"),
  /** The volume. */
  DAILY_VOLUME(Group.INSTRUMENT, "1000000", "average volume of a day"),
  /** The currency of prices. */
  QUOTED_IN(Group.INSTRUMENT, "EUR", "currency of prices, profit and fees"),
  /** The pair. */
  PAIR_OF(
      Group.INSTRUMENT, "GBP", "currency that one unit is: the price is then a rate of exchange"),
  /** Futures. */
  FUTURE(Group.INSTRUMENT, "10,1000", "a future: its multiplier, its margin per contract"),
  /** Nothing is paid for. */
  MARGINED(
      Group.INSTRUMENT,
      "1",
      "nothing is paid for a position, profit is cash when it closes: the" + " multiplier"),
  /** The margin. */
  MARGIN(
      Group.INSTRUMENT,
      "0.05 or 0.05,0.025",
      "initial margin as a share of the value, and maintenance margin"),
  /** The days of settlement. */
  SETTLEMENT_DAYS(Group.INSTRUMENT, "2", "business days until a sale brings settled money"),
  /** The end of an instrument. */
  EXPIRY(Group.INSTRUMENT, "2026-06-19T20:00:00Z", "when it expires"),

  /** Rates of exchange. */
  RATE(
      Group.RATES,
      "EUR/USD=1.08 or 2020-01-01 EUR/USD=1.12",
      "rate of exchange from the start, or from a time on"),
  /** The fees of borrowing. */
  BORROW(
      Group.RATES,
      "SPY.ARCA=0.03",
      "what borrowing an instrument costs in a year; a time may come first, as for rates"),
  /** What perpetuals pay. */
  FUNDING(
      Group.RATES,
      "BTC-PERP.SIM=0.0001",
      "what who is long a perpetual pays at each funding time of its market, below zero who is"
          + " short; a time may come first, as for rates"),
  /** Interest. */
  INTEREST(
      Group.RATES,
      "GBP=0.005",
      "what money of a currency earns in a year, for rollover; a time may come first, as for"
          + " rates"),
  /** Interest of money that is there. */
  CREDIT(
      Group.RATES,
      "USD=0.045",
      "what the account's own money earns in a year; a time may come first, as for rates"),
  /** Interest of money that is owed. */
  DEBIT(
      Group.RATES,
      "USD=0.065",
      "what owing money costs in a year; a time may come first, as for rates");

  /** What an option is about. */
  public enum Group {
    /** What is run. */
    RUN("The run"),
    /** How orders fill. */
    FILLS("Fills"),
    /** What the account is. */
    ACCOUNT("The account"),
    /** What is allowed. */
    RISK("Risk limits"),
    /** What is traded; for all instruments, or for one. */
    INSTRUMENT("Instruments, for all or for one: SPY.ARCA=VALUE"),
    /** What money and shares cost. */
    RATES("Rates");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** Returns its title. */
    public String title() {
      return title;
    }
  }

  private final Group group;
  private final String form;
  private final String help;

  BacktestOption(Group group, String form, String help) {
    this.group = group;
    this.form = form;
    this.help = help;
  }

  /** Returns the name, such as {@code fill-timing}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what it is about. */
  public Group group() {
    return group;
  }

  /** Returns what may be said: all words, or an example. */
  public String form() {
    return form;
  }

  /** Returns what it is. */
  public String help() {
    return help;
  }

  /** Returns whether it may be given several times. */
  public boolean isRepeatable() {
    return this == DATA || this == CASH || group == Group.INSTRUMENT || group == Group.RATES;
  }

  /** Returns the names of all options. */
  static List<String> names() {
    return Arrays.stream(values()).map(BacktestOption::text).toList();
  }

  @Override
  public String toString() {
    return text();
  }
}
