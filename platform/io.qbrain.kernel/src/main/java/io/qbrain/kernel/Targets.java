package io.qbrain.kernel;

import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes orders of targets: what is neither held nor, where that counts, on its way. */
final class Targets {
  private final Sizing sizing;
  private final boolean openCount;
  private final RiskRules rules;
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk desk;

  Targets(Sizing sizing, RiskRules rules, AccountState state, Emitter out, OrderDesk desk) {
    this.sizing = sizing;
    this.openCount = sizing.countsOpenOrders();
    this.rules = rules;
    this.state = state;
    this.out = out;
    this.desk = desk;
  }

  /** Orders what an instance misses to a target. */
  void target(Runner runner, InstrumentId instrument, Size size) {
    if (!size.isNumber()) {
      denyTarget(runner, instrument, "a size that is no number within +/- 9.2e10");
      return;
    }
    Market market = desk.tradable(runner, instrument);
    if (market == null || !market.priced || market.last <= 0 || !market.isConvertible()) {
      OrderRequest wanted = OrderRequest.market(instrument, Side.BUY, Quantity.ZERO);
      desk.submit(runner, state.newOrderId(), wanted, desk.tradable(runner, instrument));
      return;
    }
    if (size.unit() == Size.Unit.WEIGHT_AT_FILL) {
      targetAtFill(runner, market, size.raw());
      return;
    }
    long missing;
    try {
      missing = missing(runner.book, market, size);
    } catch (ArithmeticException e) {
      denyTarget(runner, instrument, String.valueOf(e.getMessage()));
      return;
    }
    if (missing == 0) {
      return;
    }
    Side side = missing > 0 ? Side.BUY : Side.SELL;
    Holding open = runner.book.find(market);
    long opposed =
        open == null || open.openOrders == 0 || !openCount
            ? 0
            : working(runner.book, instrument, -side.sign());
    if (opposed > 0) {
      cancelSide(runner.book, instrument, side.opposite());
      missing -= side.sign() * opposed;
    }
    if (state.terms.isHedging() && Long.signum(missing) == side.sign()) {
      Holding held = runner.book.find(market);
      for (OrderRequest r : Hedging.reducing(runner.book, held, side, Math.abs(missing))) {
        desk.submit(runner, state.newOrderId(), r, market);
        missing -= side.sign() * r.quantity().raw();
      }
    }
    if (Long.signum(missing) == side.sign()) {
      atMarket(runner, market, side, Math.abs(missing));
    }
  }

  private void denyTarget(Runner runner, InstrumentId instrument, String found) {
    OrderRequest wanted = OrderRequest.market(instrument, Side.BUY, Quantity.ZERO);
    desk.deny(
        runner,
        Order.of(state.newOrderId(), runner.instance.id(), wanted, out.nowNanos),
        new RiskRules.Verdict("SANITY", "expected a size that can be calculated, found " + found));
  }

  /**
   * Orders a quantity at the market. What reduces a position is cut to fit the limits of an order,
   * for a position may have grown beyond them; what opens one is asked for as it is.
   */
  private void atMarket(Runner runner, Market market, Side side, long quantity) {
    Holding held = runner.book.find(market);
    long now = held == null ? 0 : held.quantity;
    long reducing = Long.signum(now) == -side.sign() ? Math.min(quantity, Math.abs(now)) : 0;
    long left = quantity;
    boolean fits = reducing == 0 || rules.surelyFits(market, reducing);
    long most = fits ? Long.MAX_VALUE : rules.mostAtMarket(market);
    for (int i = 0; i < OrderDesk.MAX_CLOSING_ORDERS && reducing > most; i++) {
      order(runner, market, side, most);
      reducing -= most;
      left -= most;
    }
    order(runner, market, side, left);
  }

  private void order(Runner runner, Market market, Side side, long quantity) {
    desk.submit(runner, state.newOrderId(), market.atMarket(side, quantity), market);
  }

  /** Returns the signed quantity that neither is held nor on its way. */
  private long missing(Book book, Market market, Size size) {
    InstrumentId instrument = market.instrument.id();
    Holding held = book.find(market);
    long now = held == null ? 0 : held.quantity;
    long coming =
        held == null || held.openOrders == 0 || !openCount
            ? 0
            : working(book, instrument, 1) - working(book, instrument, -1);
    long wanted = sizing.position(size, market, book, market.last);
    return Math.subtractExact(wanted, Math.addExact(now, coming));
  }

  /** A target that is sized at the fill replaces all that is open on the instrument. */
  private void targetAtFill(Runner runner, Market market, long weight) {
    InstrumentId instrument = market.instrument.id();
    for (Order o : List.copyOf(runner.book.openOrders.values())) {
      if (o.instrument().equals(instrument)) {
        if (o.isSizedAtFill() && o.weightAtFillRaw() == weight && OrderDesk.isWorking(o)) {
          return;
        }
        desk.cancel(o);
      }
    }
    Holding held = runner.book.find(market);
    if (weight == 0 && (held == null || held.quantity == 0)) {
      return;
    }
    OrderRequest request =
        OrderRequest.market(instrument, weight < 0 ? Side.SELL : Side.BUY, Quantity.ZERO);
    desk.submit(
        runner,
        Order.sizedAtFill(state.newOrderId(), runner.instance.id(), request, weight, out.nowNanos));
  }

  private static long working(Book book, InstrumentId instrument, int side) {
    long sum = 0;
    if (!book.openOrders.isEmpty()) {
      for (Order o : book.openOrders.values()) {
        if (o.side().sign() == side
            && OrderDesk.isWorking(o)
            && o.instrument().equals(instrument)) {
          sum += o.leavesRaw();
        }
      }
    }
    return sum;
  }

  private void cancelSide(Book book, InstrumentId instrument, Side side) {
    for (Order o : new ArrayList<>(book.openOrders.values())) {
      if (o.side() == side && o.instrument().equals(instrument)) {
        desk.cancel(o);
      }
    }
  }

  /**
   * Returns the signed quantity that brings a book to an order's weight at a price, where what it
   * closes may have another price.
   */
  long sizeAtFill(Order order, long price, long closingPrice) {
    Runner runner = state.runner(order.instance());
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    Holding held = runner.book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    long signed =
        sizing.weight(order.weightAtFillRaw(), market, runner.book, price, closingPrice) - now;
    return market.rules == null ? signed : market.rules.allowed(signed, runner.book, out.nowNanos);
  }
}
