package io.qbrain.app;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.SimulatedVenue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A simulated venue that remembers its reports, behind a line that can be broken. */
final class MemoryVenue implements OrderGateway {
  /** How the way to the venue is broken. */
  enum Fault {
    NONE,
    /** What is sent does not arrive, and that is noticed. */
    SENDS_FAIL,
    /** What is sent arrives; the answer is a time-out, and nothing that the venue says arrives. */
    ANSWERS_FAIL,
    /** What is sent arrives, and nothing that the venue says does. */
    SILENT
  }

  volatile Fault fault = Fault.NONE;
  volatile int queries;
  private final List<ExecutionReport> all = new ArrayList<>();
  private final Set<ClientOrderId> known = new LinkedHashSet<>();
  private final List<Instrument> instruments = new ArrayList<>();
  private @Nullable Listener listener;
  private @Nullable SimulatedVenue venue;
  private long now;

  synchronized void cutOff() {
    listener = null;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public synchronized void list(Instrument instrument) {
    instruments.add(instrument);
    if (venue != null) {
      venue.list(instrument);
    }
  }

  @Override
  public synchronized void connect(long after, Listener to) {
    listener = to;
    if (venue == null) {
      venue =
          new SimulatedVenue(
              Preset.DEFAULT.venue(),
              (order, price) -> {
                Listener l = listener;
                return l == null ? Quantity.ZERO : l.sizeAtFill(order, price);
              },
              this::report);
      instruments.forEach(venue::list);
    }
    all.stream().filter(r -> r.venueSequence() > after).forEach(to::onReport);
  }

  private void report(ExecutionReport report) {
    all.add(report);
    tell(report);
  }

  private void tell(ExecutionReport report) {
    if (listener != null && (fault == Fault.NONE || fault == Fault.SENDS_FAIL)) {
      listener.onReport(report);
    }
  }

  private void before() {
    if (fault == Fault.SENDS_FAIL) {
      throw new PortException("the connection is lost");
    }
  }

  private void after() {
    if (fault == Fault.ANSWERS_FAIL) {
      throw new PortException("no answer from the venue");
    }
  }

  @Override
  public synchronized void submit(Order order) {
    before();
    if (known.add(order.id()) && venue != null) {
      venue.submit(order, Math.max(now, order.createdNanos()));
    }
    after();
  }

  @Override
  public synchronized void cancel(ClientOrderId order) {
    before();
    if (venue != null) {
      venue.cancel(order, now);
    }
    after();
  }

  @Override
  public synchronized void query(ClientOrderId order) {
    queries++;
    before();
    List<ExecutionReport> of = all.stream().filter(r -> r.orderId().equals(order)).toList();
    if (!known.contains(order)) {
      tell(
          ExecutionReport.of(
              0, ExecutionReport.Type.REJECTED, order, null, "the venue knows it not", now));
    } else {
      of.stream()
          .filter(r -> r.type() == ExecutionReport.Type.FILL)
          .forEach(r -> tell(unnumbered(r)));
      working(order).ifPresentOrElse(this::tell, () -> tell(ended(order, of)));
    }
    after();
  }

  @Override
  public synchronized boolean queryAll() {
    before();
    for (ClientOrderId id : known) {
      working(id).ifPresent(this::tell);
    }
    after();
    return true;
  }

  private Optional<ExecutionReport> working(ClientOrderId order) {
    return venue == null ? Optional.empty() : venue.memory().status(order, now);
  }

  private ExecutionReport ended(ClientOrderId order, List<ExecutionReport> of) {
    ExecutionReport last = of.get(of.size() - 1);
    boolean filled = last.type() == ExecutionReport.Type.FILL;
    Quantity sum =
        of.stream()
            .filter(r -> r.type() == ExecutionReport.Type.FILL)
            .map(ExecutionReport::quantity)
            .reduce(Quantity.ZERO, Quantity::plus);
    return ExecutionReport.status(
        order,
        last.venueOrderId(),
        filled ? OrderStatus.FILLED : OrderStatus.CANCELED,
        last.orderQuantity(),
        sum,
        now);
  }

  private static ExecutionReport unnumbered(ExecutionReport r) {
    return new ExecutionReport(
        0,
        r.type(),
        r.orderId(),
        r.venueOrderId(),
        r.executionId(),
        r.side(),
        r.quantity(),
        r.price(),
        r.fee(),
        r.orderQuantity(),
        r.reason(),
        r.timeNanos());
  }

  /** The line is back. */
  void heal() {
    fault = Fault.NONE;
    Listener to = listener;
    if (to != null) {
      to.onReconnected();
    }
  }

  @Override
  public synchronized void onMarket(MarketEvent event) {
    now = event.timeNanos();
    if (venue != null) {
      venue.onMarket(event);
    }
  }

  @Override
  public synchronized void disconnect() {
    listener = null;
  }

  synchronized long fills() {
    return all.stream().filter(r -> r.type() == ExecutionReport.Type.FILL).count();
  }
}
