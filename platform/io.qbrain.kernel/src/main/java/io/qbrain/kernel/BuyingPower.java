package io.qbrain.kernel;

import io.qbrain.kernel.RiskRules.Verdict;
import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Rule 15: cash, margin or leverage, with what open orders may still take reserved. */
final class BuyingPower {
  private final KernelSettings settings;
  private final AccountState state;
  private final PaymentAtFill atFill;
  private final JointPayment jointly;
  private final AccountKind kind;
  private final RiskProfile.Paying paying;

  BuyingPower(KernelSettings settings, AccountState state) {
    this.settings = settings;
    this.state = state;
    this.kind = settings.kind();
    this.paying = settings.profile().paying();
    this.atFill = new PaymentAtFill(settings, state, this);
    this.jointly = new JointPayment(settings, this);
  }

  PaymentAtFill atFill() {
    return atFill;
  }

  @Nullable Verdict weightAllowed(Order order) {
    int leverage = Math.max(settings.leverage(), state.terms.dayLeverage().leverage());
    long most = kind == AccountKind.MARGIN ? leverage * Fixed.ONE : Fixed.ONE;
    long least = kind == AccountKind.MARGIN ? -most : 0;
    long weight = order.weightAtFillRaw();
    if (paying == RiskProfile.Paying.NEVER && kind != AccountKind.FUTURES) {
      return null;
    }
    if (kind == AccountKind.FUTURES || weight < least || weight > most) {
      return new Verdict(
          "BUYING_POWER",
          "expected a weight from "
              + Fixed.format(least)
              + " to "
              + Fixed.format(most)
              + " on a "
              + kind
              + " account, found "
              + Fixed.format(weight));
    }
    return null;
  }

  @Nullable Verdict check(Order order, Market market, Book book, Terms terms) {
    Verdict v = ofKind(order, market);
    if (v != null) {
      return v;
    }
    long notional = terms.notional();
    if (paysJointly(market)) {
      boolean waited = order.link().flatMap(OrderLink::trigger).isPresent();
      return waited ? null : jointly(order, market, book, terms.nowNanos());
    }
    if (paying == RiskProfile.Paying.AT_ORDER) {
      return reserved(order, market, book, notional);
    }
    return paying == RiskProfile.Paying.TWICE ? byItself(order, market) : null;
  }

  /**
   * What an order is worth, and when it is checked.
   *
   * @param notional its value at its price, in the base currency
   * @param nowNanos when it is submitted
   */
  record Terms(long notional, long nowNanos) {}

  /** The same of an order that waits for another one, which came with it. */
  @Nullable Verdict waiting(Order order, Market market, Book book, long nowNanos) {
    return paysJointly(market) ? jointly(order, market, book, nowNanos) : null;
  }

  private boolean paysJointly(Market market) {
    return paying == RiskProfile.Paying.TWICE
        && !settings.profile().shortsPaid()
        && (market.future || !market.margined);
  }

  private @Nullable Verdict jointly(Order order, Market market, Book book, long nowNanos) {
    long owed = jointly.owed(order, market, book, nowNanos);
    return owed <= 0
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected orders that the account can pay together, found "
                + settings.money(owed)
                + " owed if "
                + order.side()
                + " "
                + order.quantity()
                + " "
                + order.instrument()
                + " filled");
  }

  /** What a kind of account does not trade, whenever it pays. */
  private @Nullable Verdict ofKind(Order order, Market market) {
    if (market.future || kind == AccountKind.MARGIN) {
      return null;
    }
    if (kind == AccountKind.CASH) {
      return market.margined
          ? new Verdict(
              "BUYING_POWER", order.instrument() + " is margined; a cash account pays in full")
          : null;
    }
    return market.margined
        ? null
        : new Verdict(
            "BUYING_POWER", order.instrument() + " is no future; this account trades futures only");
  }

  private @Nullable Verdict byItself(Order order, Market market) {
    long signed = order.side().sign() * order.quantityRaw();
    long price = market.priceOf(order.request());
    return atFill.payable(order, signed, price, price) == order.quantityRaw()
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected a position that the account can pay, found an order for "
                + order.quantity()
                + " at "
                + Price.ofRaw(price));
  }

  private @Nullable Verdict reserved(Order order, Market market, Book book, long notional) {
    if (kind == AccountKind.CASH && !market.future && order.side().sign() < 0) {
      return held(order, market, book);
    }
    long quantity = order.quantityRaw();
    long fee =
        market.rate == null
            ? settings.fees().fee(quantity, notional)
            : fee(market, quantity, market.priceOf(order.request()));
    if (market.future) {
      return futureMargin(order, market, book, fee);
    }
    return kind == AccountKind.CASH
        ? cash(order, market, book, Math.addExact(notional, fee))
        : margin(order, market, book, fee);
  }

  /** Returns a fee in the base currency. */
  private long fee(Market market, long quantity, long price) {
    return market.toBase(settings.fees().fee(quantity, market.notional(quantity, price)));
  }

  /** A sale on a cash account sells what is held. */
  private static @Nullable Verdict held(Order order, Market market, Book book) {
    long worst = book.worstCase(order, market);
    return worst >= 0
        ? null
        : new Verdict(
            "BUYING_POWER",
            "a cash account does not sell short; the order would leave "
                + Quantity.ofRaw(worst)
                + " "
                + order.instrument());
  }

  private @Nullable Verdict cash(Order order, Market market, Book book, long needed) {
    boolean inItsCurrency = market.rate != null && keepsCurrencies();
    long free = cash(book, market) - reserved(book, order, market.rate);
    return needed <= free
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected at most "
                + settings.money(free)
                + (mayNotSpendUnsettled() ? " of settled cash" : "")
                + (inItsCurrency ? " worth of " + market.instrument.currency() : "")
                + ", the order needs "
                + settings.money(needed));
  }

  private boolean keepsCurrencies() {
    return state.terms.conversion() == AccountTerms.Conversion.ON_REQUEST;
  }

  private boolean mayNotSpendUnsettled() {
    return state.terms.settlement() == AccountTerms.Settlement.REQUIRED;
  }

  /** Returns the cash of a book that may be spent. */
  private long baseCash(Book book) {
    return mayNotSpendUnsettled() ? book.cash : book.cash + book.unsettled;
  }

  /** Returns that cash and what was lent for the positions that were bought. */
  long spendable(Book book, Market market) {
    return cash(book, market) + atFill.lent(book);
  }

  /** Returns the cash that an instrument is paid with, in the base currency. */
  long cash(Book book, Market market) {
    return market.rate != null && keepsCurrencies() ? inBase(book, market) : baseCash(book);
  }

  private long inBase(Book book, Market market) {
    Balance balance = book.balance(market.instrument.currency());
    if (balance == null) {
      return 0;
    }
    return market.toBase(mayNotSpendUnsettled() ? balance.cash : balance.cash + balance.unsettled);
  }

  /**
   * Returns what open buy orders may still take, in the base currency: those that are paid with
   * money of the rate's currency (of the base currency if it is null), or all of them where every
   * currency is converted at once.
   */
  private long reserved(Book book, @Nullable Order without, @Nullable ExchangeRate paidWith) {
    long sum = 0;
    if (book.openOrders.isEmpty()) {
      return sum;
    }
    Ticket excepted = without == null ? null : state.ticket(without.id());
    for (int i = 0; i < book.openOrders.size(); i++) {
      Ticket ticket = book.openOrders.ticket(i);
      if (ticket.buys && ticket != excepted && ticket.market != null) {
        sum = Math.addExact(sum, reserved(book, ticket, ticket.market, paidWith));
      }
    }
    return sum;
  }

  private long reserved(Book book, Ticket ticket, Market market, @Nullable ExchangeRate paidWith) {
    if (paidWith == null && ticket.isReservedAt(market.last)) {
      return ticket.reserved();
    }
    Order o = ticket.order;
    long amount = 0;
    if (market.priced && book.countsInRisk(o) && (paidWith == market.rate || !keepsCurrencies())) {
      long q = o.exposedRaw();
      long price = exposedPrice(o, market);
      amount = Math.addExact(market.baseNotional(q, price), fee(market, q, price));
    }
    if (market.priced && market.rate == null && paidWith == null && !o.isLinked()) {
      ticket.reserve(amount, market.last);
    }
    return amount;
  }

  /**
   * Initial margin: what has a rate of its own counts by it, the rest by leverage. Both sides are
   * multiplied by the leverage, so that nothing is rounded where no rate is.
   */
  private @Nullable Verdict margin(Order order, Market market, Book book, long fee) {
    Holding held = book.find(market);
    long now = held == null ? 0 : held.quantity;
    long worst = book.worstCase(order, market);
    if (Math.abs(worst) <= Math.abs(now)) {
      return null;
    }
    long gross = levered(market, Math.abs(worst));
    for (Holding h : book.holdings) {
      if (h != held && h.market.priced) {
        long up = h.quantity + book.leaves(h.id, 1);
        long down = h.quantity - book.leaves(h.id, -1);
        gross = Math.addExact(gross, levered(h.market, Math.max(Math.abs(up), Math.abs(down))));
      }
    }
    long allowed = Math.multiplyExact(book.equity() - fee, settings.leverage());
    return gross <= allowed
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected positions of at most "
                + settings.money(allowed)
                + " (equity x leverage "
                + settings.leverage()
                + "), the order would make "
                + settings.money(gross));
  }

  /**
   * Returns what a book can give away: no more than its cash, less what open orders may still take,
   * and so much that its equity carries what it holds and what is ordered.
   */
  long free(Book book) {
    long equity = book.equity() - levered(book) / settings.leverage();
    return switch (kind) {
      case CASH -> Math.min(book.cash, baseCash(book) - reserved(book, null, null));
      case MARGIN, FUTURES -> Math.min(book.cash - reservedMargin(book, null), equity);
    };
  }

  /**
   * The same of money of another currency, in it: what it has less what open purchases may take, or
   * so much that the equity carries the rest.
   */
  long free(Book book, ExchangeRate rate) {
    Balance balance = book.balance(rate.currency);
    if (balance == null) {
      return 0;
    }
    if (kind == AccountKind.CASH) {
      return Math.min(
          balance.cash,
          (mayNotSpendUnsettled() ? balance.cash : balance.cash + balance.unsettled)
              - ceiling(rate, reserved(book, null, rate)));
    }
    long equity = book.equity() - levered(book) / settings.leverage();
    return Math.min(balance.cash, equity <= 0 ? equity : -ceiling(rate, -equity));
  }

  /** Returns the least amount of a currency that is worth an amount of the base currency. */
  private static long ceiling(ExchangeRate rate, long base) {
    long amount = rate.fromBase(base);
    return rate.toBase(amount) < base ? amount + 1 : amount;
  }

  /** Returns what is held and ordered, the worse side of each, counted against the leverage. */
  private long levered(Book book) {
    long gross = 0;
    for (Holding h : book.holdings) {
      if (h.market.priced && !h.market.future) {
        long up = Math.abs(h.quantity + book.leaves(h.id, 1));
        long down = Math.abs(h.quantity - book.leaves(h.id, -1));
        gross = Math.addExact(gross, levered(h.market, Math.max(up, down)));
      }
    }
    return gross;
  }

  /** Returns the value that a quantity counts against equity x leverage. */
  private long levered(Market market, long quantity) {
    return levered(market, quantity, market.last);
  }

  /** Returns the value that a quantity counts at a price against equity x leverage. */
  long levered(Market market, long quantity, long price) {
    long notional = market.baseNotional(quantity, price);
    long own = MarginRules.ownRate(market);
    if (own != 0) {
      return Math.multiplyExact(Fixed.multiply(notional, own), settings.leverage());
    }
    int leverage = MarginRules.leverage(settings, state, market);
    return leverage == settings.leverage()
        ? notional
        : Math.multiplyExact(notional, settings.leverage()) / leverage;
  }

  private @Nullable Verdict futureMargin(Order order, Market market, Book book, long fee) {
    Holding held = book.find(market);
    long now = held == null ? 0 : held.quantity;
    long more = Math.abs(book.worstCase(order, market)) - Math.abs(now);
    if (more <= 0) {
      return null;
    }
    long needed =
        market.toBase(Fixed.multiply(more, market.instrument.marginPerContract().raw()))
            + fee
            + reservedMargin(book, held);
    return needed <= book.cash
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected margin of at most "
                + settings.money(book.cash)
                + ", the order needs "
                + settings.money(needed));
  }

  /** Returns the margin that open orders of the other futures may still take. */
  private static long reservedMargin(Book book, @Nullable Holding except) {
    long sum = 0;
    for (Holding h : book.holdings) {
      if (h != except && h.market.future) {
        long up = Math.abs(h.quantity + book.leaves(h.id, 1));
        long down = Math.abs(h.quantity - book.leaves(h.id, -1));
        long more = Math.max(0, Math.max(up, down) - Math.abs(h.quantity));
        sum += h.market.toBase(Fixed.multiply(more, h.market.instrument.marginPerContract().raw()));
      }
    }
    return sum;
  }

  /** Returns the worse of an order's price and the one that it is to get. */
  private static long exposedPrice(Order order, Market market) {
    long now = market.priceOf(order.request());
    if (order.replacement().isEmpty()) {
      return now;
    }
    long after = market.priceOf(order.request().withPricesOf(order.replacement().orElseThrow()));
    return order.side().sign() > 0 ? Math.max(now, after) : Math.min(now, after);
  }
}
