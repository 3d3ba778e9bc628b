package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.VenueOrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes of orders, fills and ledger entries of what venues report.
 *
 * <p>What the venue has done is booked, even if it should not have: a fill beyond the order or
 * after its end counts, and is told. A report that came before changes nothing.
 */
final class VenueReports {
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final Bookkeeper books;
  private final Contingencies contingencies;
  private final VenueStatuses statuses;

  VenueReports(
      AccountState state,
      Emitter out,
      Callbacks callbacks,
      Bookkeeper books,
      Contingencies contingencies) {
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
    this.books = books;
    this.contingencies = contingencies;
    this.statuses = new VenueStatuses(state, out, this::change);
  }

  /** Takes a report; refuses one that speaks of an order or fill that is not known. */
  @Nullable Refusal report(ExecutionReport report) {
    if (isKnown(report.venueSequence(), report.executionId())) {
      return null;
    }
    return switch (report.type()) {
      case FILL -> fill(report);
      case TRADE_CANCEL, TRADE_CORRECT -> revise(report);
      case STATUS -> statuses.take(report);
      default -> {
        Ticket ticket = state.ticket(report.orderId());
        Order order = ticket == null ? null : ticket.order;
        if (order == null && report.type() == ExecutionReport.Type.REPLACED) {
          order = state.order(report.orderId());
        }
        if (order != null && (order.status().isOpen() || isEnlarged(order, report))) {
          change(order, report);
        }
        yield null;
      }
    };
  }

  private boolean isKnown(long venueSequence, @Nullable ExecutionId execution) {
    return (venueSequence > 0 && venueSequence <= state.venueSequence)
        || (execution != null && state.executions.isKnown(execution));
  }

  /** The same as a report that an order was accepted. */
  void accepted(ClientOrderId id, VenueOrderId byVenue, long venueSequence, long timeNanos) {
    Ticket ticket = isKnown(venueSequence, null) ? null : state.ticket(id);
    if (ticket != null && ticket.order.status().isOpen()) {
      Order order = ticket.order;
      Order after = order.accepted(byVenue, timeNanos);
      change(order, after, ExecutionReport.Type.ACCEPTED, venueSequence);
    }
  }

  /** The same as a report of a fill. */
  void filled(Fill fill, Quantity orderQuantity, long venueSequence) {
    Ticket ticket = state.ticket(fill.orderId());
    Order before = ticket != null ? ticket.order : state.closedOrder(fill.orderId());
    if (before != null && !isKnown(venueSequence, fill.executionId())) {
      book(ticket, before, fill, orderQuantity, venueSequence);
    }
  }

  /** Returns whether the venue took a replacement that a fill of the whole order had overtaken. */
  private static boolean isEnlarged(Order order, ExecutionReport report) {
    return order.status() == OrderStatus.FILLED
        && report.type() == ExecutionReport.Type.REPLACED
        && report.orderQuantity().compareTo(order.filledQuantity()) > 0;
  }

  private void change(Order order, ExecutionReport report) {
    change(order, after(order, report), report);
  }

  private void change(Order order, Order after, ExecutionReport report) {
    change(order, after, report.type(), report.venueSequence());
  }

  private void change(Order order, Order after, ExecutionReport.Type type, long venueSequence) {
    if (after.equals(order)) {
      return;
    }
    out.change(after, venueSequence);
    callbacks.later(state.runner(after.instance()), after, null);
    if (after.isUnknown()) {
      out.log(after.instance(), ReasonCode.UNKNOWN_OUTCOME + ": " + after.reason());
      out.tell(after);
    }
    boolean kept =
        type == ExecutionReport.Type.REPLACE_REJECTED
            && order.replacement().flatMap(Replacement::quantity).isPresent();
    boolean refused = kept || type == ExecutionReport.Type.CANCEL_REJECTED;
    boolean larger = refused && contingencies.refused(order, after);
    if (!kept && !larger) {
      contingencies.changed(order, after);
    }
  }

  private static Order after(Order order, ExecutionReport report) {
    long time = report.timeNanos();
    return switch (report.type()) {
      case ACCEPTED -> order.accepted(Objects.requireNonNull(report.venueOrderId()), time);
      case REJECTED ->
          order.filledQuantity().isZero()
              ? order.rejected(report.reason(), time)
              : order.canceled(report.reason(), time);
      case TRIGGERED -> order.type().isTriggered() ? order.triggered(time) : order;
      case CANCELED -> order.canceled(report.reason(), time);
      case EXPIRED -> order.expired(report.reason(), time);
      case CANCEL_REJECTED ->
          order.status() == OrderStatus.PENDING_CANCEL ? order.cancelRejected(time) : order;
      case REPLACED -> replaced(order.replaced(report.orderQuantity(), time));
      case RESTATED ->
          report.orderQuantity().signum() > 0
              ? order.restated(report.orderQuantity(), time)
              : order;
      case REPLACE_REJECTED ->
          order.replacement().isPresent() ? order.replaceRejected(report.reason(), time) : order;
      case UNKNOWN -> order.unknown(report.reason(), time);
      case FILL, TRADE_CANCEL, TRADE_CORRECT, STATUS -> order;
    };
  }

  /** A venue that has changed an order does not refuse to any more. */
  private static Order replaced(Order order) {
    return order.reason().startsWith(ReasonCode.VENUE_REFUSES.name()) ? order.noted("") : order;
  }

  private @Nullable Refusal fill(ExecutionReport report) {
    Ticket ticket = state.ticket(report.orderId());
    Order before = ticket != null ? ticket.order : state.closedOrder(report.orderId());
    if (before == null
        || before.status() == OrderStatus.INITIALIZED
        || before.status() == OrderStatus.DENIED) {
      return unmatched(report);
    }
    Side side = Objects.requireNonNull(report.side());
    book(
        ticket,
        before,
        fillOf(before, report, side),
        report.orderQuantity(),
        report.venueSequence());
    return null;
  }

  private void book(
      @Nullable Ticket ticket, Order before, Fill fill, Quantity orderQuantity, long sequence) {
    Order order = before;
    if (order.isSizedAtFill() && order.quantity().isZero() && order.status().isOpen()) {
      order = order.sized(fill.side(), orderQuantity, fill.timeNanos());
    }
    Order after = filled(order, fill);
    Runner runner = ticket != null ? ticket.runner : state.runner(order.instance());
    Book book = runner.book;
    Holding held = ticket != null ? ticket.holding : null;
    Market market =
        held != null ? held.market : Objects.requireNonNull(state.market(order.instrument()));
    Holding holding = held != null ? held : book.holding(market);
    TradeEntry posted = books.trade(holding, after, fill);
    out.fill(after, sequence, posted, holding);
    books.sweep(book, market);
    checkBooks(market);
    callbacks.later(runner, after, fill);
    contingencies.changed(before, after);
    if (holding.openOrders > 0) {
      contingencies.traded(book, order.instrument());
    }
  }

  private Order filled(Order order, Fill fill) {
    boolean late = order.status().isTerminal();
    if (!late && fill.quantity().raw() <= order.leavesRaw()) {
      return order.filled(fill.quantity(), fill.price(), fill.timeNanos());
    }
    String reason =
        (late ? ReasonCode.LATE_FILL : ReasonCode.OVERFILL)
            + ": "
            + fill.executionId()
            + " fills "
            + fill.quantity()
            + " of "
            + order.leavesQuantity()
            + " of the order that was "
            + order.status();
    out.log(order.instance(), "order " + order.id() + " " + reason);
    return order.overfilled(fill.quantity(), fill.price(), reason, fill.timeNanos());
  }

  private Fill fillOf(Order order, ExecutionReport report, Side side) {
    return new Fill(
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
            + ", which is not known here; it is not booked");
  }

  /** A fill that is taken back or changed is turned round; a changed one is booked anew. */
  private @Nullable Refusal revise(ExecutionReport report) {
    ExecutionId reference = Objects.requireNonNull(report.reference());
    Executed old = state.executions.find(reference);
    Order order = old == null ? null : state.order(old.fill().orderId());
    if (old == null || old.entry() == null || order == null) {
      return Refusal.conflict(
          "execution.unknown",
          "the venue revises the fill "
              + reference
              + " of order "
              + report.orderId()
              + ", which is not known here; nothing is booked");
    }
    if (old.reversed()) {
      return null;
    }
    boolean correct = report.type() == ExecutionReport.Type.TRADE_CORRECT;
    ExecutionId id = Objects.requireNonNull(report.executionId());
    Order taken = reverse(order, old, report, correct ? ExecutionId.of(id + "-reversal") : id);
    if (correct) {
      rebook(taken, old.fill(), report);
    }
    contingencies.traded(state.runner(order.instance()).book, order.instrument());
    return null;
  }

  private Order reverse(Order order, Executed old, ExecutionReport report, ExecutionId id) {
    Fill was = old.fill();
    Fill reversal =
        new Fill(
            id,
            was.orderId(),
            was.instance(),
            was.instrument(),
            was.side().opposite(),
            was.quantity(),
            was.price(),
            was.fee().negate(),
            report.timeNanos(),
            out.nowNanos);
    String reason = "fill " + was.executionId() + " was taken back: " + report.reason();
    Order after = order.busted(was.quantity(), was.price(), reason, report.timeNanos());
    LedgerEntry entry = Objects.requireNonNull(old.entry());
    List<Posting> postings = new ArrayList<>();
    for (Posting p : entry.postings()) {
      postings.add(new Posting(p.account(), p.amount().negate(), p.quantity().negate()));
    }
    LedgerEntry turned =
        new LedgerEntry(
            state.ledgerNumber + 1,
            report.timeNanos(),
            LedgerEntry.Kind.REVERSAL,
            was.executionId().toString(),
            postings);
    out.emit(new Effect.OrderChanged(after, reversal, report.venueSequence()));
    out.emit(new Effect.LedgerPosted(turned));
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    books.sweep(state.runner(order.instance()).book, market);
    checkBooks(market);
    callbacks.later(state.runner(order.instance()), after, reversal);
    return after;
  }

  private void rebook(Order order, Fill was, ExecutionReport report) {
    boolean fits = order.status().isOpen() && report.quantity().raw() <= order.leavesRaw();
    Order after =
        fits
            ? order.filled(report.quantity(), report.price(), report.timeNanos())
            : order.overfilled(
                report.quantity(),
                report.price(),
                "fill " + was.executionId() + " was corrected",
                report.timeNanos());
    Fill fill = fillOf(order, report, was.side());
    Book book = state.runner(order.instance()).book;
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    Holding holding = book.holding(market);
    TradeEntry posted = books.trade(holding, after, fill);
    out.fill(after, report.venueSequence(), posted, holding);
    books.sweep(book, market);
    checkBooks(market);
    callbacks.later(state.runner(order.instance()), after, fill);
  }

  /** The sum of the fills is the sum of the books by the ledger, always. */
  private void checkBooks(Market market) {
    if (market.bookQuantity != market.accountQuantity) {
      throw new IllegalStateException(
          market.instrument.id()
              + ": the books hold "
              + Quantity.ofRaw(market.bookQuantity)
              + ", the account "
              + Quantity.ofRaw(market.accountQuantity));
    }
  }
}
