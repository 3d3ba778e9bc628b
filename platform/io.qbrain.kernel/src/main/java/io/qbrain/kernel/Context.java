package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Times;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The view of one instance, and the record of what it asks for. */
final class Context implements StrategyContext {
  private static final int MAX_LOG_LENGTH = 500;
  private static final int MAX_TIMER_NAME_LENGTH = 64;

  private final AccountState account;
  private final Runner runner;
  private final Requirements requirements;
  private final ArrayList<Intent> intents = new ArrayList<>();

  /** A target that was carried out: the next one takes up its object. */
  private Intent.@Nullable Target spareTarget;

  private boolean active;
  private boolean warmingUp;
  private long timeNanos;

  /** The next number before the first order of the callback; 0 while it has none. */
  private long firstOrderNumber;

  Context(AccountState account, Runner runner, Requirements requirements) {
    this.account = account;
    this.runner = runner;
    this.requirements = requirements;
  }

  void begin(long eventNanos, boolean isHistory) {
    timeNanos = eventNanos;
    warmingUp = isHistory;
    active = true;
  }

  /** Ends a callback that returned. */
  void end() {
    active = false;
    if (warmingUp && !intents.isEmpty()) {
      intents.removeIf(i -> !(i instanceof Intent.Log));
      returnNumbers();
    }
  }

  /** Forgets what was asked for. */
  void discard() {
    active = false;
    intents.clear();
    returnNumbers();
  }

  /** The orders of this callback do not come to be. */
  private void returnNumbers() {
    if (firstOrderNumber != 0) {
      account.nextOrderNumber = firstOrderNumber;
      firstOrderNumber = 0;
    }
  }

  private ClientOrderId newOrderId() {
    if (firstOrderNumber == 0) {
      firstOrderNumber = account.nextOrderNumber;
    }
    return account.newOrderId();
  }

  boolean hasIntents() {
    return !intents.isEmpty();
  }

  /** Returns what the last callback asked for; it stays until {@link #clearIntents}. */
  List<Intent> intents() {
    return intents;
  }

  void clearIntents() {
    if (!intents.isEmpty() && intents.get(0) instanceof Intent.Target target) {
      spareTarget = target;
    }
    intents.clear();
    firstOrderNumber = 0;
  }

  private void checkActive() {
    if (!active) {
      throw new IllegalStateException(
          "the context of " + runner.instance.id() + " is valid during a callback only");
    }
  }

  @Override
  public InstanceId instance() {
    return runner.instance.id();
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public Instant time() {
    return Times.instant(timeNanos);
  }

  @Override
  public boolean isWarmingUp() {
    return warmingUp;
  }

  @Override
  public Instrument instrument(InstrumentId instrument) {
    return subscribed(instrument).instrument;
  }

  private Market subscribed(InstrumentId instrument) {
    checkActive();
    for (Subscription s : requirements.subscriptions()) {
      if (s.instrument().equals(instrument)) {
        Market market = account.market(instrument);
        if (market != null) {
          return market;
        }
      }
    }
    throw new IllegalArgumentException(
        runner.instance.id()
            + " does not subscribe to "
            + instrument
            + "; it subscribes to "
            + requirements.subscriptions());
  }

  @Override
  public Position position(InstrumentId instrument) {
    checkActive();
    Holding h = runner.book.find(instrument);
    if (h != null) {
      return h.position();
    }
    Market market = account.market(instrument);
    return Position.flat(
        instrument, market == null ? account.currency : market.instrument.currency());
  }

  @Override
  public List<OpenPosition> openPositions(InstrumentId instrument) {
    checkActive();
    Holding h = runner.book.find(instrument);
    return h == null || h.lots.isEmpty() ? List.of() : h.openPositions();
  }

  @Override
  public Money cash() {
    checkActive();
    return Money.ofRaw(runner.book.cash, account.currency);
  }

  @Override
  public Money equity() {
    checkActive();
    return Money.ofRaw(runner.book.equity(), account.currency);
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument) {
    Market market = subscribed(instrument);
    Bar latest = null;
    for (Subscription s : requirements.subscriptions()) {
      if (s.kind() == Subscription.Kind.BARS && s.instrument().equals(instrument)) {
        BarStream stream = market.stream(s.spec().orElseThrow());
        List<Bar> last = stream == null ? List.of() : upTo(stream, 1);
        if (!last.isEmpty() && (latest == null || last.get(0).timeNanos() > latest.timeNanos())) {
          latest = last.get(0);
        }
      }
    }
    return Optional.ofNullable(latest);
  }

  @Override
  public List<Bar> history(Subscription subscription, int n) {
    Market market = subscribed(subscription.instrument());
    if (n < 0) {
      throw new IllegalArgumentException("expected n >= 0, found " + n);
    }
    BarStream stream =
        market.stream(
            subscription
                .spec()
                .orElseThrow(() -> new IllegalArgumentException(subscription + " has no bars")));
    return stream == null ? List.of() : List.copyOf(upTo(stream, n));
  }

  /** Returns the last bars of a stream; while warming up, none that is later than the event. */
  private List<Bar> upTo(BarStream stream, int n) {
    if (!warmingUp) {
      return stream.last(n);
    }
    List<Bar> all = stream.last(stream.capacity());
    int end = all.size();
    while (end > 0 && all.get(end - 1).timeNanos() > timeNanos) {
      end--;
    }
    return all.subList(Math.max(0, end - n), end);
  }

  @Override
  public List<Order> openOrders() {
    checkActive();
    return List.copyOf(runner.book.openOrders.values());
  }

  @Override
  public void target(InstrumentId instrument, Size size) {
    checkActive();
    Objects.requireNonNull(instrument, "instrument");
    Objects.requireNonNull(size, "size");
    Intent.Target before = spareTarget;
    if (before == null) {
      intents.add(new Intent.Target(instrument, size));
    } else {
      before.become(instrument, size);
      intents.add(before);
      spareTarget = null;
    }
  }

  @Override
  public ClientOrderId submit(OrderRequest request) {
    checkActive();
    ClientOrderId id = newOrderId();
    intents.add(new Intent.Submit(id, Objects.requireNonNull(request, "request")));
    return id;
  }

  @Override
  public List<ClientOrderId> submit(OrderList orders) {
    checkActive();
    List<ClientOrderId> ids = new ArrayList<>();
    for (int i = 0; i < orders.all().size(); i++) {
      ids.add(newOrderId());
    }
    List<ClientOrderId> given = List.copyOf(ids);
    if (!given.isEmpty()) {
      intents.add(new Intent.SubmitList(given, orders));
    }
    return given;
  }

  @Override
  public void replace(
      ClientOrderId order,
      @Nullable Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice) {
    replace(order, Replacement.of(quantity, limitPrice, stopPrice));
  }

  @Override
  public void replace(ClientOrderId order, Replacement wanted) {
    checkActive();
    intents.add(
        new Intent.Replace(
            Objects.requireNonNull(order, "order"), Objects.requireNonNull(wanted, "wanted")));
  }

  @Override
  public void cancel(ClientOrderId order) {
    checkActive();
    intents.add(new Intent.Cancel(Objects.requireNonNull(order, "order")));
  }

  @Override
  public void schedule(String name, Instant at) {
    checkActive();
    if (name.isEmpty() || name.length() > MAX_TIMER_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "expected a timer name of 1 to "
              + MAX_TIMER_NAME_LENGTH
              + " characters, found '"
              + name
              + "'");
    }
    intents.add(new Intent.Schedule(name, Times.nanos(at)));
  }

  @Override
  public void log(String message) {
    checkActive();
    intents.add(
        new Intent.Log(
            message.length() <= MAX_LOG_LENGTH ? message : message.substring(0, MAX_LOG_LENGTH)));
  }
}
