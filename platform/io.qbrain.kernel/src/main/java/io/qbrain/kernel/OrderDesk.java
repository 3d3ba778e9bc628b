package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Replacement;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.model.VenueOrderId;
import io.qbrain.strategy.Denial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes orders of what strategies ask for. */
final class OrderDesk {
  /** Orders that one command to close a holding makes; what is left needs another command. */
  static final int MAX_CLOSING_ORDERS = 100;

  private static final int MAX_TAG_LENGTH = 64;

  private final KernelSettings settings;
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final RiskRules rules;
  private final Targets targets;
  private final Bookkeeper books;
  private final VenueReports reports;

  OrderDesk(
      KernelSettings settings,
      AccountState state,
      Emitter out,
      Callbacks callbacks,
      Bookkeeper books) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
    this.rules = new RiskRules(settings, state);
    this.targets = new Targets(new Sizing(settings, state), rules, state, out, this);
    this.books = books;
    this.reports =
        new VenueReports(state, out, callbacks, books, new Contingencies(state, out, this));
  }

  RiskRules rules() {
    return rules;
  }

  void carryOut(Runner runner, List<Intent> intents) {
    for (int i = 0; i < intents.size(); i++) {
      Intent intent = intents.get(i);
      if (intent instanceof Intent.Target t) {
        targets.target(runner, t.instrument(), t.size());
      } else if (intent instanceof Intent.Submit s) {
        submit(runner, s.id(), s.request(), tradable(runner, s.request().instrument()));
      } else if (intent instanceof Intent.SubmitList l) {
        submit(runner, l);
      } else if (intent instanceof Intent.Replace r) {
        replace(runner, r.order(), r.replacement());
      } else if (intent instanceof Intent.Cancel c) {
        Order order = state.openOrder(c.order());
        if (order != null && order.instance().equals(runner.instance.id())) {
          cancel(order);
        }
      } else if (intent instanceof Intent.Schedule s) {
        out.emit(new Effect.TimerChanged(runner.instance.id(), s.name(), s.dueNanos(), true));
      } else if (intent instanceof Intent.Log l) {
        out.log(runner.instance.id(), l.message());
      }
    }
  }

  static boolean isWorking(Order o) {
    return o.status() != OrderStatus.PENDING_CANCEL;
  }

  @Nullable Market tradable(Runner runner, InstrumentId instrument) {
    return runner.market(instrument, state);
  }

  void submit(Runner runner, Order order) {
    submit(runner, order, tradable(runner, order.instrument()));
  }

  /** Sends what was asked for, or denies it. */
  void submit(Runner runner, ClientOrderId id, OrderRequest request, @Nullable Market market) {
    Order order = Order.sent(id, runner.instance.id(), request, out.nowNanos);
    RiskRules.Verdict verdict = verdict(runner, order, market);
    if (verdict != null) {
      deny(runner, Order.of(id, runner.instance.id(), request, out.nowNanos), verdict);
      return;
    }
    out.send(order);
  }

  /** The same of an order that has been made already. */
  private void submit(Runner runner, Order order, @Nullable Market market) {
    RiskRules.Verdict verdict = verdict(runner, order, market);
    if (verdict != null) {
      deny(runner, order, verdict);
      return;
    }
    out.send(order.submitted(out.nowNanos));
  }

  private RiskRules.@Nullable Verdict verdict(Runner runner, Order order, @Nullable Market market) {
    RiskScope killed = killedBy(runner);
    if (killed != null) {
      return RiskRules.Verdict.of(
          ReasonCode.KILLED, "trading is stopped for " + killed + ": " + state.kills.get(killed));
    }
    if (market == null) {
      return RiskRules.Verdict.of(
          ReasonCode.UNKNOWN_INSTRUMENT,
          runner.instance.id() + " does not subscribe to " + order.instrument());
    }
    RiskRules.Verdict v = order.request().isReduceOnly() ? reduceOnly(runner.book, order) : null;
    if (v == null && (state.terms.isHedging() || order.request().position().isPresent())) {
      v = Hedging.check(state.terms, runner.book, order);
    }
    return v != null ? v : check(order, market, runner);
  }

  private static RiskRules.@Nullable Verdict reduceOnly(Book book, Order order) {
    long room = Contingencies.room(book, order);
    return order.quantityRaw() <= room
        ? null
        : RiskRules.Verdict.of(
            ReasonCode.REDUCE_ONLY,
            "expected at most "
                + Quantity.ofRaw(room)
                + " "
                + order.instrument()
                + " that reduce the position, found "
                + order.side()
                + " "
                + order.quantity());
  }

  /** All orders of a list are sent or wait, or all are denied. */
  private void submit(Runner runner, Intent.SubmitList intent) {
    List<Order> orders = linked(runner, intent);
    RiskRules.Verdict verdict = OrderShape.check(intent.orders());
    for (int i = 0; i < orders.size() && verdict == null; i++) {
      Order o = orders.get(i);
      Market market = tradable(runner, o.instrument());
      verdict =
          o.isHeld() && market != null
              ? rules.waiting(o, orders.get(0), market, runner.book, out.nowNanos)
              : verdict(runner, o, market);
    }
    for (Order o : orders) {
      if (verdict != null) {
        deny(runner, o, verdict);
      } else if (o.isHeld()) {
        out.change(o, 0);
      } else {
        out.send(o.submitted(out.nowNanos));
      }
    }
  }

  private List<Order> linked(Runner runner, Intent.SubmitList intent) {
    OrderList list = intent.orders();
    ClientOrderId first = intent.ids().get(0);
    ClientOrderId parent = list.trigger().isPresent() ? first : null;
    List<Order> orders = new ArrayList<>();
    List<OrderRequest> requests = list.all();
    for (int i = 0; i < requests.size(); i++) {
      boolean isTrigger = parent != null && i == 0;
      OrderLink link =
          isTrigger
              ? new OrderLink(first, Contingency.OTO, null)
              : new OrderLink(first, list.contingency(), parent);
      Order order =
          Order.of(intent.ids().get(i), runner.instance.id(), requests.get(i), out.nowNanos);
      orders.add(order.linked(link));
    }
    return orders;
  }

  /** Sends an order that another one triggered, in the quantity that has filled there. */
  void release(Order order, long quantity) {
    Runner runner = state.runner(order.instance());
    Order sized = order.resized(Quantity.ofRaw(quantity), out.nowNanos);
    submit(runner, sized, state.market(order.instrument()));
  }

  private void replace(Runner runner, ClientOrderId id, Replacement wanted) {
    Order order = state.openOrder(id);
    if (order == null || !order.instance().equals(runner.instance.id()) || !isWorking(order)) {
      Order before = order != null ? order : state.order(id);
      refuse(
          runner,
          before,
          RiskRules.Verdict.of(
              ReasonCode.ORDER_NOT_OPEN, "order " + id + " is not open and cannot change"));
      return;
    }
    RiskRules.Verdict v =
        order.replacement().isPresent()
            ? RiskRules.Verdict.of(
                ReasonCode.ORDER_PENDING, "order " + id + " is being replaced already")
            : OrderShape.check(order, wanted);
    v = v != null ? v : checkReplaced(runner, order, wanted);
    if (v != null) {
      refuse(runner, order, v);
    } else if (order.isHeld()) {
      Order amended = order.amended(wanted, out.nowNanos);
      out.change(amended, 0);
      callbacks.later(runner, amended, null);
    } else {
      replace(order, wanted);
    }
  }

  /** Tells the venue to change an order; nothing is checked. */
  void replace(Order order, Replacement wanted) {
    out.send(order.pendingReplace(wanted, out.nowNanos));
  }

  /** An amendment is checked as what it adds: both versions may fill until the venue answers. */
  private RiskRules.@Nullable Verdict checkReplaced(
      Runner runner, Order order, Replacement wanted) {
    Quantity after = wanted.quantity().orElse(order.quantity());
    long filled = order.filledRaw();
    long most = Math.max(order.quantityRaw(), after.raw()) - filled;
    OrderRequest request = order.request().withPricesOf(wanted);
    Market market = state.market(order.instrument());
    if (market == null || after.signum() <= 0 || order.isHeld()) {
      Order asked = preview(order, request.withQuantity(after));
      return market == null ? null : rules.sanity(asked, market, out.nowNanos);
    }
    RiskRules.Verdict v =
        rules.sanity(preview(order, request.withQuantity(after)), market, out.nowNanos);
    boolean reduces =
        wanted.limitPrice().isEmpty()
            && wanted.stopPrice().isEmpty()
            && wanted.trailingOffset().isEmpty()
            && after.raw() <= order.quantityRaw();
    if (v != null || reduces) {
      return v;
    }
    Order grown = preview(order, request.withQuantity(Quantity.ofRaw(most)));
    return verdict(runner, grown, market);
  }

  private Order preview(Order order, OrderRequest request) {
    Order preview = Order.of(order.id(), order.instance(), request, out.nowNanos);
    return order.isLinked() ? preview.linked(order.link().orElseThrow()) : preview;
  }

  /** A replacement that is not sent leaves the order as it is. */
  private void refuse(Runner runner, @Nullable Order order, RiskRules.Verdict verdict) {
    out.log(
        runner.instance.id(), "denied a replacement: " + verdict.code() + ": " + verdict.message());
    if (order != null) {
      callbacks.later(runner, Denial.of(order.request(), verdict.code(), verdict.message()));
    }
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

  void deny(Runner runner, Order order, RiskRules.Verdict verdict) {
    Order denied = order.denied(verdict.code() + ": " + verdict.message(), out.nowNanos);
    out.change(denied, 0);
    out.log(runner.instance.id(), "denied " + order.request() + ": " + denied.reason());
    callbacks.later(runner, Denial.of(order.request(), verdict.code(), verdict.message()));
  }

  private @Nullable RiskScope killedBy(Runner runner) {
    if (state.kills.isEmpty()) {
      return null;
    }
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
    if (order.isHeld()) {
      drop(order, "canceled before it was triggered");
    } else if (order.status().isOpen() && isWorking(order)) {
      out.send(order.pendingCancel(out.nowNanos));
    }
  }

  /** Notes a change that the venue need not hear of. */
  void changed(Order order) {
    out.change(order, 0);
    callbacks.later(state.runner(order.instance()), order, null);
  }

  /** Ends an order that waited to be triggered. */
  void drop(Order order, String reason) {
    changed(order.canceled(reason, out.nowNanos));
  }

  /** Orders the opposite of a holding at the market, in as many orders as the limits ask for. */
  void close(Runner runner, Holding held, String reason) {
    for (Lot lot : List.copyOf(held.lots)) {
      Side side = lot.quantity > 0 ? Side.SELL : Side.BUY;
      OrderRequest request =
          OrderRequest.market(held.id, side, Quantity.ofRaw(Math.abs(lot.quantity)))
              .ofPosition(lot.id)
              .withTag(tag(reason));
      submit(runner, state.newOrderId(), request, held.market);
    }
    if (held.lots.isEmpty()) {
      close(runner, held, Math.abs(held.quantity), reason);
    }
  }

  /** Orders the opposite of a part of a holding, or closes one of several positions as a whole. */
  void close(Runner runner, Holding held, long quantity, String reason) {
    if (!held.lots.isEmpty()) {
      close(runner, held, reason);
      return;
    }
    Side side = held.quantity > 0 ? Side.SELL : Side.BUY;
    long left = quantity;
    long most = rules.mostAtMarket(held.market);
    for (int i = 0; i < MAX_CLOSING_ORDERS && left > 0; i++) {
      long part = Math.min(left, most);
      OrderRequest request =
          OrderRequest.market(held.id, side, Quantity.ofRaw(part)).withTag(tag(reason));
      submit(runner, state.newOrderId(), request, held.market);
      left -= part;
    }
  }

  private static String tag(String reason) {
    return reason.length() <= MAX_TAG_LENGTH ? reason : reason.substring(0, MAX_TAG_LENGTH);
  }

  int cancelAll(Book book, String reason) {
    int canceled = 0;
    for (Order o : new ArrayList<>(book.heldOrders.values())) {
      drop(o, reason);
    }
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

  Targets targets() {
    return targets;
  }

  /** Returns what an order closes and what of it can be paid. */
  PaymentAtFill atFill() {
    return rules.atFill();
  }

  /** The venue has an order. */
  void accepted(ClientOrderId id, VenueOrderId byVenue, long venueSequence, long timeNanos) {
    reports.accepted(id, byVenue, venueSequence, timeNanos);
  }

  /** A part of an order or all of it traded. */
  void filled(Fill fill, Quantity orderQuantity, long venueSequence) {
    reports.filled(fill, orderQuantity, venueSequence);
  }

  /** Takes a report of a venue. */
  @Nullable Refusal report(ExecutionReport report) {
    return reports.report(report);
  }
}
