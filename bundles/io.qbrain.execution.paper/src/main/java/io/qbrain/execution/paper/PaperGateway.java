package io.qbrain.execution.paper;

import io.qbrain.kernel.FeeModel;
import io.qbrain.markets.Markets;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Replacement;
import io.qbrain.model.VenueOrderId;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.SimulatedVenue;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Paper trading: the simulated venue behind the port of order gateways. */
@Component(configurationPid = "io.qbrain.execution.paper")
@Designate(ocd = PaperGateway.Config.class)
public final class PaperGateway implements OrderGateway {

  /** How the paper venue fills. */
  @ObjectClassDefinition(name = "Q-Brain paper gateway")
  public @interface Config {
    /** Returns the preset of fill rules. */
    @AttributeDefinition(
        description =
            "default, lean, backtrader, backtesting.py, nautilus-l1, zipline or canonical")
    String preset() default "default";

    /** Returns the fees, if they are to differ from the preset's. */
    @AttributeDefinition(description = "e.g. percentage:0.001; empty for the preset's fees")
    String fees() default "";

    /** Returns where the venue's log is kept. */
    @AttributeDefinition(
        description = "file of the venue's log; empty for paper/venue.log in the state folder")
    String log() default "";
  }

  private final Preset preset;
  private final Markets markets = new Markets();
  private final Path path;
  private final Map<InstrumentId, Instrument> instruments = new TreeMap<>();
  private final Set<ClientOrderId> known = new LinkedHashSet<>();
  private final Deque<ExecutionReport> reports = new ArrayDeque<>();
  private @Nullable SimulatedVenue venue;
  private @Nullable VenueLog log;
  private @Nullable Listener listener;
  private long lastEventNanos;

  /** Takes the configuration; nothing is opened before {@link #connect}. */
  @Activate
  public PaperGateway(Config config) {
    this(
        config.fees().isEmpty()
            ? Preset.named(config.preset())
            : Preset.named(config.preset()).withFees(FeeModel.parse(config.fees())),
        config.log().isEmpty()
            ? Path.of(System.getProperty("qbrain.home", ".qbrain"), "paper", "venue.log")
            : Path.of(config.log()));
  }

  /** Makes a gateway of given rules that keeps its log in a file. */
  PaperGateway(Preset preset, Path path) {
    this.preset = preset;
    this.path = path;
  }

  @Override
  public String name() {
    return "paper";
  }

  @Override
  public void list(Instrument instrument) {
    instruments.put(instrument.id(), instrument);
    if (venue != null) {
      venue.list(instrument);
    }
  }

  /** What the log says of one order. */
  private static final class Past {
    Order order;
    @Nullable VenueOrderId venueId;
    @Nullable Order replacing;
    boolean triggered;
    boolean done;

    Past(Order order) {
      this.order = order;
    }

    void fill(ExecutionReport report) {
      if (order.isSizedAtFill() && order.quantity().isZero()) {
        order =
            order.sized(
                Objects.requireNonNull(report.side()), report.orderQuantity(), report.timeNanos());
      }
      order = order.filled(report.quantity(), report.price(), report.timeNanos());
      done = order.status().isTerminal();
    }

    void replaced(ExecutionReport report) {
      Order asked = replacing;
      replacing = null;
      if (asked != null) {
        order =
            order.pendingReplace(
                Replacement.of(
                    null,
                    asked.request().limitPrice().orElse(null),
                    asked.request().stopPrice().orElse(null)),
                report.timeNanos());
      }
      order = order.replaced(report.orderQuantity(), report.timeNanos());
      done = order.status().isTerminal();
    }
  }

  @Override
  public void connect(long afterVenueSequence, Listener to) {
    List<String[]> lines = new ArrayList<>();
    log = VenueLog.open(path, lines);
    listener = to;
    SimulatedVenue opened =
        new SimulatedVenue(preset.venue(), to::sizeAtFill, reports::add, markets::find);
    venue = opened;
    instruments.values().forEach(opened::list);
    Map<ClientOrderId, Past> orders = new LinkedHashMap<>();
    long lastReport = 0;
    long lastOrder = 0;
    for (String[] line : lines) {
      if (line[0].equals("O")) {
        Order order = VenueLine.order(line);
        orders.put(order.id(), new Past(order));
        continue;
      }
      if (line[0].equals("C")) {
        Order replacing = VenueLine.order(line);
        Past replaced = orders.get(replacing.id());
        if (replaced != null) {
          replaced.replacing = replacing;
        }
        continue;
      }
      ExecutionReport report = VenueLine.report(line);
      lastReport = report.venueSequence();
      lastEventNanos = Math.max(lastEventNanos, report.timeNanos());
      Past past = orders.get(report.orderId());
      if (past != null) {
        lastOrder = Math.max(lastOrder, learn(past, report));
      }
      if (report.venueSequence() > afterVenueSequence) {
        to.onReport(report);
      }
    }
    opened.resume(lastReport, lastOrder);
    for (Past past : orders.values()) {
      if (past.venueId != null || past.done) {
        known.add(past.order.id());
      }
      if (past.venueId != null && !past.done) {
        opened.restore(past.order, past.venueId.toString(), past.triggered);
      }
    }
  }

  /** Returns the number of the venue's order. */
  private static long learn(Past past, ExecutionReport report) {
    past.triggered |= report.type() == Type.TRIGGERED;
    switch (report.type()) {
      case REJECTED, CANCELED, EXPIRED -> past.done = true;
      case FILL -> past.fill(report);
      case REPLACED -> past.replaced(report);
      default -> {}
    }
    if (report.venueOrderId() == null) {
      return 0;
    }
    past.venueId = report.venueOrderId();
    return Long.parseLong(report.venueOrderId().toString().substring(1));
  }

  @Override
  public void submit(Order order) {
    SimulatedVenue to = connected();
    if (known.add(order.id())) {
      openLog().add(VenueLine.of(order));
      to.submit(order, Math.max(lastEventNanos, order.createdNanos()));
      deliver();
    }
  }

  @Override
  public boolean replace(Order order) {
    SimulatedVenue to = connected();
    openLog().add(VenueLine.replacement(order));
    to.replace(order, Math.max(lastEventNanos, order.updatedNanos()));
    deliver();
    return true;
  }

  @Override
  public void cancel(ClientOrderId order) {
    connected().cancel(order, lastEventNanos);
    deliver();
  }

  @Override
  public void onMarket(MarketEvent event) {
    lastEventNanos = Math.max(lastEventNanos, event.timeNanos());
    connected().onMarket(event);
    deliver();
  }

  /** Writes the reports to disk, and only then gives them to the platform. */
  private void deliver() {
    if (reports.isEmpty()) {
      return;
    }
    VenueLog to = openLog();
    reports.forEach(r -> to.add(VenueLine.of(r)));
    to.sync();
    Listener hears = listener;
    for (ExecutionReport r = reports.poll(); r != null; r = reports.poll()) {
      if (hears != null) {
        hears.onReport(r);
      }
    }
  }

  private SimulatedVenue connected() {
    SimulatedVenue now = venue;
    if (now == null) {
      throw new PortException("the paper gateway is not connected");
    }
    return now;
  }

  private VenueLog openLog() {
    VenueLog now = log;
    if (now == null) {
      throw new PortException("the paper gateway is not connected");
    }
    return now;
  }

  @Override
  public void disconnect() {
    VenueLog open = log;
    log = null;
    venue = null;
    listener = null;
    known.clear();
    reports.clear();
    if (open != null) {
      open.close();
    }
  }
}
