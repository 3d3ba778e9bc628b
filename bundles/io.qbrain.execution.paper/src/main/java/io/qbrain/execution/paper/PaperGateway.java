package io.qbrain.execution.paper;

import io.qbrain.kernel.FeeModel;
import io.qbrain.markets.Markets;
import io.qbrain.model.Bar;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.SimulatedVenue;
import io.qbrain.simulation.VenueMemory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
            "default, lean, backtrader, backtesting.py, nautilus-l1, zipline or canonical: how its"
                + " orders fill, and its fees; what it says of the account counts in backtests")
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

  /** Replacements that were on their way to the venue when it stopped, and may be sent again. */
  private final Map<ClientOrderId, Order> inFlight = new LinkedHashMap<>();

  /** When the last bar of an instrument and length came. */
  private final Map<String, Long> barTimes = new TreeMap<>();

  private @Nullable SimulatedVenue venue;
  private @Nullable VenueLog log;
  private @Nullable MemoryFile memory;
  private @Nullable PortException broken;
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

  @Override
  public void connect(long afterVenueSequence, Listener to) {
    List<VenueLog.Line> lines = new ArrayList<>();
    VenueLog openedLog = VenueLog.open(path, lines);
    log = openedLog;
    MemoryFile remembered = MemoryFile.open(memoryPath(), openedLog.length());
    memory = remembered;
    if (remembered.isAhead()) {
      openedLog.cut(remembered.logLength(), lines);
    }
    listener = to;
    SimulatedVenue opened =
        new SimulatedVenue(preset.venue(), to::sizeAtFill, reports::add, markets::find);
    venue = opened;
    instruments.values().forEach(opened::list);
    lastEventNanos = Math.max(lastEventNanos, remembered.eventNanos());
    Map<ClientOrderId, PastOrder> orders = new LinkedHashMap<>();
    long lastReport = 0;
    long lastOrder = 0;
    for (VenueLog.Line line : lines) {
      PastOrder past = learn(line, orders);
      if (line.fields()[0].equals("R")) {
        ExecutionReport report = VenueLine.report(line.fields());
        lastReport = report.venueSequence();
        lastOrder = Math.max(lastOrder, past == null ? 0 : past.number());
        lastEventNanos = Math.max(lastEventNanos, report.timeNanos());
        if (report.venueSequence() > afterVenueSequence) {
          to.onReport(report);
        }
      }
    }
    opened.resume(lastReport, lastOrder);
    restore(orders.values(), opened.memory(), remembered);
    remembered.rewrite(openedLog.length());
  }

  private Path memoryPath() {
    return path.resolveSibling(path.getFileName() + ".memory");
  }

  /** Takes a line; returns the order that it speaks of, or null if the log has not said of it. */
  private static @Nullable PastOrder learn(
      VenueLog.Line line, Map<ClientOrderId, PastOrder> orders) {
    String[] fields = line.fields();
    if (fields[0].equals("O")) {
      Order order = VenueLine.order(fields);
      PastOrder past = new PastOrder(order, line.end());
      orders.put(order.id(), past);
      return past;
    }
    if (fields[0].equals("C")) {
      Order replacement = VenueLine.order(fields);
      PastOrder past = orders.get(replacement.id());
      if (past != null) {
        past.ask(replacement, VenueLine.givesQuantity(fields), line.end());
      }
      return past;
    }
    ExecutionReport report = VenueLine.report(fields);
    PastOrder past = orders.get(report.orderId());
    if (past != null) {
      past.learn(report, line.end());
    }
    return past;
  }

  /** Puts back what works as the log tells of it, and as it is remembered where that is newer. */
  private void restore(Collection<PastOrder> orders, VenueMemory to, MemoryFile remembered) {
    Map<String, byte[]> old = remembered.all(MemoryFile.Kind.ORDER);
    orders.stream().filter(PastOrder::hasWorked).forEach(past -> to.traded(past.order()));
    for (PastOrder past : orders) {
      Order order = past.order();
      if (past.isKnown()) {
        known.add(order.id());
      }
      if (!past.isWorking()) {
        continue;
      }
      to.restore(
          order,
          Objects.requireNonNull(past.venueId()).toString(),
          past.isTriggered(),
          past.paid());
      byte[] bytes = old.remove(order.id().toString());
      if (bytes != null && past.lastLine() <= remembered.logLength()) {
        to.recall(order.id(), bytes, past.asked());
      }
      to.replacing(order.id()).ifPresent(asked -> inFlight.put(order.id(), asked));
    }
    old.keySet().forEach(gone -> remembered.put(MemoryFile.Kind.ORDER, gone, null));
    remembered
        .all(MemoryFile.Kind.MARKET)
        .forEach((name, bytes) -> to.recall(InstrumentId.of(name), bytes));
    remembered.all(MemoryFile.Kind.BAR_TIME).forEach((n, b) -> barTimes.put(n, number(b)));
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  @Override
  public void submit(Order order) {
    SimulatedVenue to = connected();
    if (known.add(order.id())) {
      openLog().add(VenueLine.of(order));
      to.submit(order, Math.max(lastEventNanos, order.createdNanos()));
      complete(order.id(), order.instrument());
    }
  }

  @Override
  public boolean replace(Order order) {
    SimulatedVenue to = connected();
    Order again = inFlight.remove(order.id());
    if (again != null && isSame(again, order)) {
      return true;
    }
    openLog().add(VenueLine.replacement(order));
    to.replace(order, Math.max(lastEventNanos, order.updatedNanos()));
    complete(order.id(), order.instrument());
    return true;
  }

  /** Returns whether a replacement is the one that was on its way when the gateway stopped. */
  private static boolean isSame(Order one, Order other) {
    Order a = one.replaced(Quantity.ZERO, 0);
    Order b = other.replaced(Quantity.ZERO, 0);
    Optional<Quantity> wanted = one.replacement().flatMap(Replacement::quantity);
    return wanted.equals(other.replacement().flatMap(Replacement::quantity))
        && a.request().limitPrice().equals(b.request().limitPrice())
        && a.request().stopPrice().equals(b.request().stopPrice())
        && a.request().trailingOffset().equals(b.request().trailingOffset());
  }

  @Override
  public void cancel(ClientOrderId order) {
    connected().cancel(order, lastEventNanos);
    complete(order, null);
  }

  /**
   * Takes an event, unless it is a bar that the venue has seen: after a crash feeds repeat them.
   */
  @Override
  public void onMarket(MarketEvent event) {
    SimulatedVenue to = connected();
    if (event instanceof Bar bar && !isNew(bar)) {
      return;
    }
    lastEventNanos = Math.max(lastEventNanos, event.timeNanos());
    to.onMarket(event);
    complete(null, event.instrument());
  }

  @Override
  public boolean queryAll() {
    SimulatedVenue at = connected();
    Listener hears = listener;
    if (hears != null) {
      instruments.keySet().stream()
          .flatMap(i -> at.memory().working(i).stream())
          .forEach(id -> at.memory().status(id, lastEventNanos).ifPresent(hears::onReport));
    }
    return true;
  }

  /** The answer comes from the log, which knows of closed orders, too. */
  @Override
  public void query(ClientOrderId order) {
    SimulatedVenue at = connected();
    Listener hears = listener;
    if (hears == null) {
      return;
    }
    Map<ClientOrderId, PastOrder> found = new LinkedHashMap<>();
    List<ExecutionReport> fills = new ArrayList<>();
    for (VenueLog.Line line : openLog().lines()) {
      if (VenueLine.speaksOf(line.fields(), order)) {
        learn(line, found);
        if (line.fields()[0].equals("R")) {
          fills.add(VenueLine.report(line.fields()));
        }
      }
    }
    PastOrder past = found.get(order);
    if (past == null || !past.isKnown()) {
      hears.onReport(
          ExecutionReport.of(
              0, Type.REJECTED, order, null, "the venue knows no order " + order, lastEventNanos));
      return;
    }
    fills.stream()
        .filter(r -> r.type() == Type.FILL)
        .map(VenueLine::again)
        .forEach(hears::onReport);
    hears.onReport(
        at.memory().status(order, lastEventNanos).orElseGet(() -> past.status(lastEventNanos)));
  }

  private boolean isNew(Bar bar) {
    String name = bar.instrument() + " " + bar.spec();
    Long last = barTimes.get(name);
    long time = bar.timeNanos();
    boolean later = last == null || time > last || (time == last && bar.spec().stepNanos() == 0);
    if (later) {
      barTimes.put(name, time);
      openMemory().put(MemoryFile.Kind.BAR_TIME, name, bytes(time));
    }
    return later;
  }

  /**
   * Writes what changed and what is to be reported to disk, and only then reports it.
   *
   * @param order the order that was spoken of, or null
   * @param where the instrument in which orders may have traded, or null
   */
  private void complete(@Nullable ClientOrderId order, @Nullable InstrumentId where) {
    VenueLog toLog = openLog();
    MemoryFile toMemory = openMemory();
    try {
      for (ExecutionReport r : reports) {
        toLog.add(VenueLine.of(r));
        if (r.type() == Type.REPLACED || r.type() == Type.REPLACE_REJECTED) {
          inFlight.remove(r.orderId());
        }
      }
      remember(connected().memory(), toMemory, order, where);
      toMemory.write(toLog.length(), lastEventNanos);
      if (!toLog.isWritten()) {
        toMemory.sync();
        toLog.sync();
      }
      if (toMemory.isLong()) {
        toMemory.rewrite(toLog.length());
      }
    } catch (PortException e) {
      broken = e;
      throw e;
    }
    Listener hears = listener;
    for (ExecutionReport r = reports.poll(); r != null; r = reports.poll()) {
      if (hears != null) {
        hears.onReport(r);
      }
    }
  }

  private void remember(
      VenueMemory of, MemoryFile to, @Nullable ClientOrderId order, @Nullable InstrumentId where) {
    Set<ClientOrderId> touched = new LinkedHashSet<>();
    reports.forEach(r -> touched.add(r.orderId()));
    if (order != null) {
      touched.add(order);
    }
    if (where != null) {
      touched.addAll(of.working(where));
      to.put(MemoryFile.Kind.MARKET, where.toString(), of.of(where));
    }
    touched.forEach(id -> to.put(MemoryFile.Kind.ORDER, id.toString(), of.of(id)));
  }

  private SimulatedVenue connected() {
    SimulatedVenue now = venue;
    PortException failure = broken;
    if (failure != null) {
      throw new PortException("the paper gateway has failed: " + failure.getMessage(), failure);
    }
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

  private MemoryFile openMemory() {
    MemoryFile now = memory;
    if (now == null) {
      throw new PortException("the paper gateway is not connected");
    }
    return now;
  }

  @Override
  public void disconnect() {
    VenueLog open = log;
    MemoryFile openMemory = memory;
    log = null;
    memory = null;
    venue = null;
    listener = null;
    broken = null;
    known.clear();
    inFlight.clear();
    barTimes.clear();
    reports.clear();
    if (openMemory != null) {
      openMemory.close();
    }
    if (open != null) {
      open.close();
    }
  }
}
