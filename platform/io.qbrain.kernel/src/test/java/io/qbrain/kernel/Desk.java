package io.qbrain.kernel;

import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.Turn;
import io.qbrain.model.VenueOrderId;
import io.qbrain.strategy.StrategyFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account under test: gives inputs, plays the venue, and keeps every turn. */
final class Desk implements EffectSink {
  static final AccountId ACCOUNT = AccountId.of("test");
  static final InstrumentId A = InstrumentId.of("A.SIM");
  static final InstrumentId B = InstrumentId.of("B.SIM");
  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  static final KernelSettings REFERENCE = KernelSettings.of(ACCOUNT, Currency.USD);

  final Kernel kernel;
  final List<Turn> turns = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final List<String> dropped = new ArrayList<>();

  /** What the venue was told, in order. */
  final List<Order> told = new ArrayList<>();

  private final Map<StrategyRef, StrategyFactory<?>> installed;
  private final List<Effect> turn = new ArrayList<>();
  private long reports;
  private long sequence;

  /** The markets that the account knows, by name. */
  final Map<String, MarketProfile> markets = new LinkedHashMap<>();

  private Desk(KernelSettings settings, Map<StrategyRef, StrategyFactory<?>> installed) {
    this.installed = installed;
    this.kernel =
        new Kernel(settings, ref -> Optional.ofNullable(installed.get(ref)), this::profile);
  }

  private @Nullable MarketProfile profile(String name) {
    return markets.get(name);
  }

  static Desk of(KernelSettings settings) {
    return new Desk(settings, new LinkedHashMap<>());
  }

  /** Returns an account with shares A and B at 100, and 1,000,000 that nobody has. */
  static Desk open(KernelSettings settings) {
    Desk desk = of(settings);
    desk.handle(new Input.ListInstrument(share(A).build()));
    desk.handle(new Input.ListInstrument(share(B).build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk;
  }

  static Instrument.Builder share(InstrumentId id) {
    return Instrument.builder(id, Currency.USD).maxOrderQuantity(Quantity.of(10_000));
  }

  /** Returns an account as after a restart: the same turns, no strategy called. */
  Desk recovered() {
    Desk again = new Desk(kernel.settings(), installed);
    again.markets.putAll(markets);
    turns.forEach(again.kernel::apply);
    again.reports = reports;
    return again;
  }

  static KernelSettings settings(AccountKind kind, int leverage, RiskProfile profile, String fees) {
    return new KernelSettings(
        ACCOUNT, Currency.USD, kind, leverage, profile, FeeModel.parse(fees), 0, 1_000);
  }

  Desk install(String name, Script script) {
    installed.put(ref(name), new Script.Factory(script, false));
    return this;
  }

  Desk installSlicing(String name, Script script) {
    installed.put(ref(name), new Script.Factory(script, true));
    return this;
  }

  Desk uninstall(String name) {
    installed.remove(ref(name));
    handle(new Input.StrategyRemoved(ref(name)));
    return this;
  }

  static StrategyRef ref(String name) {
    return new StrategyRef(StrategyRef.LOCAL, name, "1.0.0");
  }

  /** Makes an instance of the strategy of the same name. */
  Desk create(String name, String capital, String... parameters) {
    Refusal refusal = handle(wanted(name, capital, parameters));
    if (refusal != null) {
      throw new AssertionError(refusal.toString());
    }
    return this;
  }

  static Input wanted(String name, String capital, String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new Input.CreateInstance(
        Instance.created(
            InstanceId.of(name),
            ACCOUNT,
            ref(name),
            map,
            Instance.Mode.PAPER,
            Money.parse(capital + " USD")));
  }

  Desk start(String name) {
    Refusal refusal = handle(new Input.StartInstance(InstanceId.of(name), "test"));
    if (refusal != null) {
      throw new AssertionError(refusal.toString());
    }
    return this;
  }

  /** Installs, makes and starts one instance with 100,000. */
  Desk running(String name, Script script, String... parameters) {
    return install(name, script).create(name, "100000", parameters).start(name);
  }

  @Nullable Refusal handle(Input input) {
    Refusal refusal = kernel.handle(input, this);
    endTurn();
    return refusal;
  }

  private void endTurn() {
    if (!turn.isEmpty()) {
      turns.add(new Turn(ACCOUNT, ++sequence, kernel.nowNanos(), kernel.nowNanos(), turn));
      turn.clear();
    }
  }

  /** Gives a bar of one price that closes some minutes after the start. */
  Desk bar(InstrumentId instrument, int minute, String price) {
    return bar(instrument, BarSpec.MINUTE, START.plus(Duration.ofMinutes(minute)), price);
  }

  Desk bar(InstrumentId instrument, BarSpec spec, Instant close, String price) {
    kernel.market(barOf(instrument, spec, close, price), this);
    endTurn();
    return this;
  }

  static Bar barOf(InstrumentId instrument, BarSpec spec, Instant close, String price) {
    Price p = Price.parse(price);
    return Bar.of(instrument, spec, close, p, p, p, p, Quantity.of(1_000));
  }

  Desk quote(InstrumentId instrument, int second, String bid, String ask) {
    Quantity size = Quantity.of(100);
    return market(
        Quote.of(
            instrument, START.plusSeconds(second), Price.parse(bid), Price.parse(ask), size, size));
  }

  Desk trade(InstrumentId instrument, int second, String price) {
    return market(
        TradeTick.of(instrument, START.plusSeconds(second), Price.parse(price), Quantity.of(100)));
  }

  private Desk market(io.qbrain.model.MarketEvent event) {
    handle(new Input.Market(event));
    return this;
  }

  Desk time(int minute) {
    handle(new Input.TimeAdvanced(Times.nanos(START.plus(Duration.ofMinutes(minute)))));
    return this;
  }

  /** Returns the only open order. */
  Order open() {
    List<Order> open = kernel.openOrders();
    if (open.size() != 1) {
      throw new AssertionError("expected one open order, found " + open);
    }
    return open.get(0);
  }

  Desk accept(Order order) {
    return report(Type.ACCEPTED, order, "");
  }

  Desk report(Type type, Order order, String reason) {
    return report(
        ExecutionReport.of(
            ++reports, type, order.id(), venueId(order.id()), reason, kernel.nowNanos()));
  }

  Desk report(ExecutionReport report) {
    handle(new Input.Report(report));
    return this;
  }

  /** Fills an order in part or whole, without a fee. */
  Desk fill(Order order, String quantity, String price) {
    return report(fillOf(order, quantity, price, "0"));
  }

  ExecutionReport fillOf(Order order, String quantity, String price, String fee) {
    Quantity part = Quantity.parse(quantity);
    return new ExecutionReport(
        ++reports,
        Type.FILL,
        order.id(),
        venueId(order.id()),
        ExecutionId.of("E" + reports),
        order.side(),
        part,
        Price.parse(price),
        Money.parse(fee + " USD"),
        order.isSizedAtFill() ? part : order.quantity(),
        "",
        kernel.nowNanos());
  }

  /** Accepts and fills all that is open, at a price. */
  Desk fillAll(String price) {
    for (Order o : kernel.openOrders()) {
      if (o.isSizedAtFill()) {
        fillSized(o, price);
      } else if (o.status() == OrderStatus.PENDING_CANCEL) {
        report(Type.CANCELED, o, "asked for");
      } else {
        accept(o).fill(o, o.leavesQuantity().toString(), price);
      }
    }
    return this;
  }

  private void fillSized(Order o, String price) {
    Quantity signed = kernel.sizeAtFill(o, Price.parse(price));
    if (signed.isZero()) {
      report(Type.CANCELED, o, "sized to nothing");
      return;
    }
    ExecutionReport r = fillOf(o, signed.abs().toString(), price, "0");
    report(
        new ExecutionReport(
            r.venueSequence(),
            r.type(),
            r.orderId(),
            r.venueOrderId(),
            r.executionId(),
            signed.signum() < 0 ? Side.SELL : Side.BUY,
            r.quantity(),
            r.price(),
            r.fee(),
            r.orderQuantity(),
            "",
            r.timeNanos()));
  }

  private static VenueOrderId venueId(ClientOrderId id) {
    return VenueOrderId.of("V" + id);
  }

  AccountSnapshot.BookSnapshot book(String name) {
    for (AccountSnapshot.BookSnapshot b : kernel.snapshot().books()) {
      if (b.instance().id().toString().equals(name)) {
        return b;
      }
    }
    throw new AssertionError("no instance " + name);
  }

  AccountSnapshot.Quoted quoted(InstrumentId instrument) {
    return Objects.requireNonNull(kernel.snapshot().instruments().get(instrument));
  }

  Quantity held(String name, InstrumentId instrument) {
    return book(name).positions().stream()
        .filter(p -> p.instrument().equals(instrument))
        .map(io.qbrain.model.Position::quantity)
        .findFirst()
        .orElse(Quantity.ZERO);
  }

  List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.LedgerPosted p) {
        entries.add(p.entry());
      }
    }
    return entries;
  }

  /** Returns the orders that were denied, as {@code id reason}. */
  List<String> denied() {
    List<String> denied = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o && o.order().status() == OrderStatus.DENIED) {
        denied.add(o.order().reason());
      }
    }
    return denied;
  }

  /** Returns the orders that were sent, in order. */
  List<Order> sent() {
    List<Order> sent = new ArrayList<>();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged o && o.order().status() == OrderStatus.SUBMITTED) {
        sent.add(o.order());
      }
    }
    return sent;
  }

  static String money(long raw) {
    return Fixed.format(raw, 2);
  }

  @Override
  public void effect(Effect effect) {
    turn.add(effect);
    effects.add(effect);
  }

  @Override
  public void send(Order order) {
    told.add(order);
  }

  @Override
  public void dropped(MarketEvent event, ReasonCode code) {
    dropped.add(code + " " + event.instrument());
  }

  @Override
  public void log(InstanceId instance, long timeNanos, String message) {
    log.add(instance + ": " + message);
  }
}
