package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes orders of what strategies ask for, and fills and ledger entries of what venues report. */
final class OrderDesk {
  /** Orders that one command to close a holding makes; what is left needs another command. */
  private static final int MAX_CLOSING_ORDERS = 100;

  private static final int MAX_TAG_LENGTH = 64;

  private final KernelSettings settings;
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final RiskRules rules;
  private final Sizing sizing;
  private final TradeEntries entries;

  OrderDesk(KernelSettings settings, AccountState state, Emitter out, Callbacks callbacks) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
    this.rules = new RiskRules(settings);
    this.sizing = new Sizing(settings);
    this.entries = new TradeEntries(settings.currency());
  }

  RiskRules rules() {
    return rules;
  }

  void carryOut(Runner runner, List<Intent> intents) {
    for (Intent intent : intents) {
      if (intent instanceof Intent.Target t) {
        target(runner, t.instrument(), t.size());
      } else if (intent instanceof Intent.Submit s) {
        submit(runner, Order.of(s.id(), runner.instance.id(), s.request(), out.nowNanos));
      } else if (intent instanceof Intent.Cancel c) {
        Order order = runner.book.openOrders.get(c.order());
        if (order != null) {
          cancel(order);
        }
      } else if (intent instanceof Intent.Schedule s) {
        out.emit(new Effect.TimerChanged(runner.instance.id(), s.name(), s.dueNanos(), true));
      } else if (intent instanceof Intent.Log l) {
        out.log(runner.instance.id(), l.message());
      }
    }
  }

  private void target(Runner runner, InstrumentId instrument, Size size) {
    Market market = tradable(runner, instrument);
    if (market == null || !market.priced || market.last <= 0) {
      OrderRequest wanted = OrderRequest.market(instrument, Side.BUY, Quantity.ZERO);
      submit(runner, Order.of(state.newOrderId(), runner.instance.id(), wanted, out.nowNanos));
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
      OrderRequest wanted = OrderRequest.market(instrument, Side.BUY, Quantity.ZERO);
      deny(
          runner,
          Order.of(state.newOrderId(), runner.instance.id(), wanted, out.nowNanos),
          new RiskRules.Verdict(
              "SANITY", "expected a size that can be calculated, found " + e.getMessage()));
      return;
    }
    if (missing == 0) {
      return;
    }
    Side side = missing > 0 ? Side.BUY : Side.SELL;
    long opposed = working(runner.book, instrument, -side.sign());
    if (opposed > 0) {
      cancelSide(runner.book, instrument, side.opposite());
      missing -= side.sign() * opposed;
    }
    if (Long.signum(missing) == side.sign()) {
      OrderRequest request =
          OrderRequest.market(instrument, side, Quantity.ofRaw(Math.abs(missing)));
      submit(runner, Order.of(state.newOrderId(), runner.instance.id(), request, out.nowNanos));
    }
  }

  /** Returns the signed quantity that neither is held nor on its way. */
  private long missing(Book book, Market market, Size size) {
    InstrumentId instrument = market.instrument.id();
    Holding held = book.find(instrument);
    long now = held == null ? 0 : held.quantity;
    long coming = working(book, instrument, 1) - working(book, instrument, -1);
    long wanted = sizing.position(size, market, book, market.last);
    return Math.subtractExact(wanted, Math.addExact(now, coming));
  }

  /** A target that is sized at the fill replaces all that is open on the instrument. */
  private void targetAtFill(Runner runner, Market market, long weight) {
    InstrumentId instrument = market.instrument.id();
    for (Order o : List.copyOf(runner.book.openOrders.values())) {
      if (o.instrument().equals(instrument)) {
        if (o.isSizedAtFill() && o.weightAtFillRaw() == weight && isWorking(o)) {
          return;
        }
        cancel(o);
      }
    }
    Holding held = runner.book.find(instrument);
    if (weight == 0 && (held == null || held.quantity == 0)) {
      return;
    }
    OrderRequest request =
        OrderRequest.market(instrument, weight < 0 ? Side.SELL : Side.BUY, Quantity.ZERO);
    submit(
        runner,
        Order.sizedAtFill(state.newOrderId(), runner.instance.id(), request, weight, out.nowNanos));
  }

  private static boolean isWorking(Order o) {
    return o.status() != OrderStatus.PENDING_CANCEL;
  }

  private static long working(Book book, InstrumentId instrument, int side) {
    long sum = 0;
    if (!book.openOrders.isEmpty()) {
      for (Order o : book.openOrders.values()) {
        if (o.side().sign() == side && isWorking(o) && o.instrument().equals(instrument)) {
          sum += o.leavesQuantity().raw();
        }
      }
    }
    return sum;
  }

  private @Nullable Market tradable(Runner runner, InstrumentId instrument) {
    if (runner.requirements != null) {
      for (Subscription s : runner.requirements.subscriptions()) {
        if (s.instrument().equals(instrument)) {
          return state.market(instrument);
        }
      }
    }
    return null;
  }

  private void submit(Runner runner, Order order) {
    submit(runner, order, tradable(runner, order.instrument()));
  }

  private void submit(Runner runner, Order order, @Nullable Market market) {
    RiskScope killed = killedBy(runner);
    RiskRules.Verdict verdict =
        killed != null
            ? new RiskRules.Verdict(
                "KILLED", "trading is stopped for " + killed + ": " + state.kills.get(killed))
            : market == null
                ? new RiskRules.Verdict(
                    "UNKNOWN_INSTRUMENT",
                    runner.instance.id() + " does not subscribe to " + order.instrument())
                : check(order, market, runner);
    if (verdict != null || market == null) {
      deny(runner, order, Objects.requireNonNull(verdict));
      return;
    }
    out.emit(new Effect.OrderChanged(order.submitted(out.nowNanos), null, 0));
  }

  /** A check that cannot be calculated denies. */
  private RiskRules.@Nullable Verdict check(Order order, Market market, Runner runner) {
    try {
      return rules.check(order, market, runner, out.nowNanos);
    } catch (ArithmeticException e) {
      return new RiskRules.Verdict(
          "SANITY", "expected an order whose value can be calculated, found " + e.getMessage());
    }
  }

  private void deny(Runner runner, Order order, RiskRules.Verdict verdict) {
    Order denied = order.denied(verdict.code() + ": " + verdict.message(), out.nowNanos);
    out.emit(new Effect.OrderChanged(denied, null, 0));
    out.log(runner.instance.id(), "denied " + order.request() + ": " + denied.reason());
    callbacks.later(runner, Denial.of(order.request(), verdict.code(), verdict.message()));
  }

  private @Nullable RiskScope killedBy(Runner runner) {
    for (RiskScope scope : state.kills.keySet()) {
      if (covers(scope, runner)) {
        return scope;
      }
    }
    return null;
  }

  boolean covers(RiskScope scope, Runner runner) {
    return scope.instance() != null
        ? runner.instance.id().equals(scope.instance())
        : scope.account() == null || settings.account().equals(scope.account());
  }

  void cancel(Order order) {
    if (order.status().isOpen() && isWorking(order)) {
      out.emit(new Effect.OrderChanged(order.pendingCancel(out.nowNanos), null, 0));
    }
  }

  /** Orders the opposite of a holding at the market, in as many orders as the limits ask for. */
  void close(Runner runner, Holding held, String reason) {
    Side side = held.quantity > 0 ? Side.SELL : Side.BUY;
    long left = Math.abs(held.quantity);
    long most = rules.mostAtMarket(held.market);
    for (int i = 0; i < MAX_CLOSING_ORDERS && left > 0; i++) {
      long part = Math.min(left, most);
      OrderRequest request =
          OrderRequest.market(held.id, side, Quantity.ofRaw(part)).withTag(tag(reason));
      Order order = Order.of(state.newOrderId(), runner.instance.id(), request, out.nowNanos);
      submit(runner, order, held.market);
      left -= part;
    }
  }

  private static String tag(String reason) {
    return reason.length() <= MAX_TAG_LENGTH ? reason : reason.substring(0, MAX_TAG_LENGTH);
  }

  int cancelAll(Book book, String reason) {
    int canceled = 0;
    for (Order o : new ArrayList<>(book.openOrders.values())) {
      if (isWorking(o)) {
        cancel(o);
        canceled++;
      }
    }
    if (canceled > 0 && book.id != null) {
      out.log(book.id, "canceling " + canceled + " orders: " + reason);
    }
    return canceled;
  }

  private void cancelSide(Book book, InstrumentId instrument, Side side) {
    for (Order o : new ArrayList<>(book.openOrders.values())) {
      if (o.side() == side && o.instrument().equals(instrument)) {
        cancel(o);
      }
    }
  }

  /** Returns the signed quantity that brings a book to an order's weight at a price. */
  long sizeAtFill(Order order, long price) {
    Runner runner = state.runner(order.instance());
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    Holding held = runner.book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    return sizing.weight(order.weightAtFillRaw(), market, runner.book, price) - now;
  }

  /**
   * Takes a report; one that came before changes nothing. Refuses a fill of an order that is not
   * open.
   */
  @Nullable Refusal report(ExecutionReport report) {
    Order order = state.openOrder(report.orderId());
    boolean again =
        (report.venueSequence() > 0 && report.venueSequence() <= state.venueSequence)
            || (report.executionId() != null && state.isKnown(report.executionId()));
    if (again) {
      return null;
    }
    if (order == null) {
      return report.type() == ExecutionReport.Type.FILL ? unmatched(report) : null;
    }
    if (report.type() == ExecutionReport.Type.FILL) {
      fill(order, report);
      return null;
    }
    Order after =
        switch (report.type()) {
          case ACCEPTED ->
              order.accepted(Objects.requireNonNull(report.venueOrderId()), report.timeNanos());
          case REJECTED -> order.rejected(report.reason(), report.timeNanos());
          case TRIGGERED -> order.triggered(report.timeNanos());
          case CANCELED -> order.canceled(report.reason(), report.timeNanos());
          case EXPIRED -> order.expired(report.reason(), report.timeNanos());
          case CANCEL_REJECTED -> stillWorking(order, report.timeNanos());
          case FILL -> order;
        };
    if (!after.equals(order)) {
      changed(after, null, report.venueSequence());
    }
    return null;
  }

  private static Refusal unmatched(ExecutionReport report) {
    return Refusal.conflict(
        "order.closed",
        "the venue reports a fill of "
            + report.quantity()
            + " at "
            + report.price()
            + " ("
            + report.executionId()
            + ") for order "
            + report.orderId()
            + ", which is not open here; it is not booked");
  }

  /** An order whose cancel was refused is where it was before. */
  private static Order stillWorking(Order o, long timeNanos) {
    if (o.status() != OrderStatus.PENDING_CANCEL || o.venueOrderId().isEmpty()) {
      return o;
    }
    return Order.restore(
        o.id(),
        o.instance(),
        o.request(),
        o.weightAtFillRaw(),
        o.side(),
        o.quantity(),
        o.filledQuantity().isZero() ? OrderStatus.ACCEPTED : OrderStatus.PARTIALLY_FILLED,
        o.venueOrderId().get(),
        o.filledQuantity(),
        o.filledValueRaw(),
        o.createdNanos(),
        timeNanos,
        o.reason());
  }

  private void fill(Order before, ExecutionReport report) {
    Side side = Objects.requireNonNull(report.side());
    Order order = before;
    if (order.isSizedAtFill() && order.quantity().isZero()) {
      order = order.sized(side, report.orderQuantity(), report.timeNanos());
    }
    Order after = order.filled(report.quantity(), report.price(), report.timeNanos());
    Fill fill =
        new Fill(
            Objects.requireNonNull(report.executionId()),
            order.id(),
            order.instance(),
            order.instrument(),
            side,
            report.quantity(),
            report.price(),
            Objects.requireNonNull(report.fee()),
            report.timeNanos(),
            out.nowNanos);
    Book book = state.runner(order.instance()).book;
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    Holding holding = book.holding(market);
    Effect posted =
        new Effect.LedgerPosted(entries.trade(state.ledgerNumber + 1, book, holding, fill));
    out.emit(new Effect.OrderChanged(after, fill, report.venueSequence()));
    out.emit(posted);
    checkBooks(market);
    callbacks.later(state.runner(order.instance()), OrderUpdate.of(after, fill));
  }

  /** The account's position is the sum of the books, always. */
  private void checkBooks(Market market) {
    long sum = 0;
    for (Runner r : state.runners.values()) {
      Holding h = r.book.find(market.instrument.id());
      sum += h == null ? 0 : h.quantity;
    }
    if (sum != market.accountQuantity) {
      throw new IllegalStateException(
          market.instrument.id()
              + ": the books hold "
              + Quantity.ofRaw(sum)
              + ", the account "
              + Quantity.ofRaw(market.accountQuantity));
    }
  }

  private void changed(Order after, @Nullable Fill fill, long venueSequence) {
    out.emit(new Effect.OrderChanged(after, fill, venueSequence));
    callbacks.later(state.runner(after.instance()), OrderUpdate.of(after, fill));
  }

  void deposit(Money amount, String reference, long timeNanos) {
    out.emit(
        new Effect.LedgerPosted(
            entries.deposit(state.ledgerNumber + 1, timeNanos, amount, reference)));
  }

  void allocate(Book book, long amount) {
    if (amount != 0) {
      out.emit(
          new Effect.LedgerPosted(
              entries.allocation(state.ledgerNumber + 1, out.nowNanos, book, amount)));
    }
  }

  /** Settles what all books hold of a future at its last price. */
  void settle(Market market, String reference) {
    for (Runner r : state.runners.values()) {
      Holding h = r.book.find(market.instrument.id());
      if (h != null && h.quantity != 0 && market.notional(h.quantity, market.last) != h.cost) {
        out.emit(
            new Effect.LedgerPosted(
                entries.settlement(state.ledgerNumber + 1, out.nowNanos, r.book, h, reference)));
      }
    }
  }
}
