package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.model.Instance.State;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.ParameterSchema;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, starts, stops and removes instances. A refused command changes nothing. */
final class InstanceDesk {
  private final KernelSettings settings;
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final OrderDesk orders;
  private final Bookkeeper books;
  private final BarDesk bars;
  private final Strategies strategies;

  InstanceDesk(
      KernelSettings settings,
      AccountState state,
      Emitter out,
      Callbacks callbacks,
      OrderDesk orders,
      Bookkeeper books,
      BarDesk bars,
      Strategies strategies) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
    this.orders = orders;
    this.books = books;
    this.bars = bars;
    this.strategies = strategies;
  }

  /** A strategy with its configuration, ready to be made. */
  private record Prepared(StrategyFactory<?> factory, Record config, Requirements requirements) {}

  /** A refusal on the way. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.message(), null, false, false);
      this.refusal = refusal;
    }
  }

  @Nullable Refusal create(Instance wanted) {
    InstanceId id = wanted.id();
    if (state.runners.containsKey(id)) {
      State there = state.runner(id).instance.state();
      return Refusal.conflict(
          "instance.exists",
          there == State.REMOVED
              ? "an instance " + id + " existed before, and its records are kept; choose another id"
              : "an instance " + id + " exists already; choose another id");
    }
    Money capital = wanted.capital();
    if (!capital.currency().equals(settings.currency())
        || capital.signum() < 0
        || capital.raw() > state.unallocated.cash) {
      return Refusal.conflict(
          "account.capital",
          "expected a capital from 0 to the "
              + Money.ofRaw(state.unallocated.cash, state.currency)
              + " of account "
              + settings.account()
              + " that no instance has, found "
              + capital);
    }
    Instance instance;
    try {
      Prepared p = prepare(wanted);
      instance =
          Instance.created(
              id,
              settings.account(),
              wanted.strategy(),
              ParameterSchema.of(p.factory().configType()).complete(wanted.parameters()),
              wanted.mode(),
              capital);
    } catch (Refused r) {
      return r.refusal;
    }
    out.emit(new Effect.InstanceChanged(instance));
    books.allocate(state.runner(id).book, capital.raw(), capital.currency());
    return null;
  }

  @Nullable Refusal start(InstanceId id, String reason) {
    Runner runner = find(id);
    if (runner == null) {
      return unknown(id);
    }
    if (runner.isLive()) {
      return null;
    }
    try {
      Prepared p = prepare(runner.instance);
      Strategy strategy = make(p);
      long since = restore(runner, p, strategy);
      attach(runner, strategy, p.requirements());
      if (runner.instance.state() != State.RUNNING) {
        out.emit(new Effect.InstanceChanged(runner.instance.in(State.RUNNING, reason)));
      }
      warmUp(runner, p.requirements(), since);
    } catch (Refused r) {
      return r.refusal;
    }
    if (runner.isLive()) {
      out.log(id, "started" + (reason.isBlank() ? "" : ": " + reason));
      callbacks.call(runner, Callbacks.Life.START, out.nowNanos, false);
    }
    return null;
  }

  private Prepared prepare(Instance instance) {
    StrategyFactory<?> factory =
        strategies
            .find(instance.strategy())
            .orElseThrow(
                () ->
                    new Refused(
                        Refusal.conflict(
                            "strategy.not-installed",
                            "strategy " + instance.strategy() + " is not installed")));
    return prepare(factory, instance);
  }

  private <C extends Record> Prepared prepare(StrategyFactory<C> factory, Instance instance) {
    C config;
    Requirements requirements;
    try {
      config = ParameterSchema.of(factory.configType()).bind(instance.parameters());
      requirements = factory.requirements(config);
    } catch (RuntimeException | LinkageError e) {
      throw new Refused(
          Refusal.invalid(
              "instance.parameters", instance.strategy() + ": " + String.valueOf(e.getMessage())));
    }
    for (Subscription s : requirements.subscriptions()) {
      Market market = state.markets.get(s.instrument());
      if (market == null) {
        throw new Refused(
            Refusal.invalid(
                "instrument.unknown",
                "unknown instrument " + s.instrument() + "; known are " + state.markets.keySet()));
      }
      String missing = orders.rules().missingLimit(market.instrument);
      if (missing != null) {
        throw new Refused(Refusal.conflict("risk.no-limit", missing));
      }
    }
    return new Prepared(factory, config, requirements);
  }

  @SuppressWarnings("unchecked") // the configuration was made of this factory's own type
  private static Strategy make(Prepared p) {
    try {
      return ((StrategyFactory<Record>) p.factory()).create(p.config());
    } catch (RuntimeException | LinkageError e) {
      throw new Refused(
          Refusal.conflict("strategy.failed", p.factory().name() + " cannot be made: " + e));
    }
  }

  /**
   * Returns the time up to which the restored state knows the market; MIN_VALUE if there is none.
   */
  private long restore(Runner runner, Prepared p, Strategy strategy) {
    if (runner.savedState == null || runner.savedStateVersion != p.requirements().stateVersion()) {
      return Long.MIN_VALUE;
    }
    try {
      strategy.restore(new StateCodec.Reader(runner.savedState));
      return runner.savedNanos;
    } catch (RuntimeException e) {
      throw new Refused(
          Refusal.conflict(
              "strategy.state",
              runner.instance.id() + ": the saved state does not fit: " + e.getMessage()));
    }
  }

  private void attach(Runner runner, Strategy strategy, Requirements requirements) {
    runner.attach(strategy, requirements, new Context(state, runner, requirements));
    for (Subscription s : requirements.subscriptions()) {
      Market m = state.markets.get(s.instrument());
      if (m == null) {
        continue;
      }
      switch (s.kind()) {
        case QUOTES -> m.quoteSubscribers = Market.with(m.quoteSubscribers, runner, runner.order);
        case TRADES -> m.tradeSubscribers = Market.with(m.tradeSubscribers, runner, runner.order);
        case DEPTH -> m.depthSubscribers = Market.with(m.depthSubscribers, runner, runner.order);
        case BARS -> {
          BarStream stream = bars.subscribe(m, s);
          stream.subscribed(Market.with(stream.subscribers, runner, runner.order));
        }
      }
    }
  }

  private void detach(Runner runner) {
    for (Market m : state.markets.values()) {
      m.quoteSubscribers = Market.without(m.quoteSubscribers, runner);
      m.tradeSubscribers = Market.without(m.tradeSubscribers, runner);
      m.depthSubscribers = Market.without(m.depthSubscribers, runner);
      for (BarStream s : m.streams) {
        s.subscribed(Market.without(s.subscribers, runner));
      }
    }
    runner.detach();
  }

  private void warmUp(Runner runner, Requirements requirements, long since) {
    List<Bar> past = new ArrayList<>();
    for (Subscription s : requirements.subscriptions()) {
      Market m = state.markets.get(s.instrument());
      if (s.kind() == Subscription.Kind.BARS && m != null) {
        BarStream stream = m.stream(s.spec().orElseThrow());
        int wanted = since == Long.MIN_VALUE ? s.warmUp() : Integer.MAX_VALUE;
        for (Bar b : stream == null ? List.<Bar>of() : stream.last(wanted)) {
          if (b.timeNanos() > since) {
            past.add(b);
          }
        }
      }
    }
    past.sort(
        Comparator.comparingLong(Bar::timeNanos)
            .thenComparing(Bar::instrument)
            .thenComparing(Bar::spec));
    for (int i = 0; i < past.size() && runner.isLive(); i++) {
      Bar bar = past.get(i);
      callbacks.call(runner, bar, bar.timeNanos(), true);
      if (runner.wantsSlices && runner.isLive()) {
        boolean last = i + 1 == past.size() || past.get(i + 1).timeNanos() > bar.timeNanos();
        Slice complete = runner.collect(bar);
        complete = complete == null && last ? runner.closed(bar.timeNanos()) : complete;
        if (complete != null) {
          callbacks.call(runner, complete, bar.timeNanos(), true);
        }
      }
    }
  }

  @Nullable Refusal stop(InstanceId id, String reason) {
    Runner runner = find(id);
    if (runner == null) {
      return unknown(id);
    }
    if (runner.instance.state() != State.RUNNING) {
      return null;
    }
    if (runner.isLive()) {
      callbacks.call(runner, Callbacks.Life.STOP, out.nowNanos, true);
      save(runner);
    }
    detach(runner);
    if (runner.instance.state() == State.RUNNING) {
      out.emit(new Effect.InstanceChanged(runner.instance.in(State.STOPPED, reason)));
      out.log(id, "stopped" + (reason.isBlank() ? "" : ": " + reason));
    }
    orders.cancelAll(runner.book, "the instance was stopped");
    return null;
  }

  @Nullable Refusal flatten(InstanceId id, String reason) {
    Runner runner = find(id);
    if (runner == null) {
      return unknown(id);
    }
    orders.cancelAll(runner.book, reason);
    for (Holding h : runner.book.holdings) {
      if (h.quantity != 0 || !h.lots.isEmpty()) {
        orders.close(runner, h, reason);
      }
    }
    return null;
  }

  void save(Runner runner) {
    Strategy strategy = runner.strategy;
    Requirements requirements = runner.requirements;
    if (strategy == null || requirements == null) {
      return;
    }
    StateCodec.Writer writer = new StateCodec.Writer();
    try {
      strategy.save(writer);
    } catch (RuntimeException e) {
      callbacks.fault(runner, "save", e);
      return;
    }
    if (!writer.isEmpty()) {
      runner.savedNanos = out.nowNanos;
      out.emit(
          new Effect.StateSaved(runner.instance.id(), requirements.stateVersion(), writer.data()));
    }
  }

  @Nullable Refusal remove(InstanceId id, String reason) {
    Runner runner = find(id);
    if (runner == null) {
      return unknown(id);
    }
    if (runner.instance.state() == State.RUNNING) {
      return Refusal.conflict("instance.running", id + " is running; stop it first");
    }
    Optional<Holding> held =
        runner.book.holdings.stream().filter(h -> h.quantity != 0 || !h.lots.isEmpty()).findFirst();
    if (held.isPresent()) {
      return Refusal.conflict(
          "instance.positions",
          id + " still holds " + held.get().position().quantity() + " " + held.get().id);
    }
    if (!runner.book.openOrders.isEmpty()) {
      return Refusal.conflict(
          "instance.orders", id + " still has " + runner.book.openOrders.size() + " open orders");
    }
    if (!runner.book.receivables.isEmpty()) {
      return Refusal.conflict(
          "instance.unsettled",
          id + " still waits for " + runner.book.receivables.size() + " sales to be settled");
    }
    if (!runner.book.dividends.isEmpty()) {
      return Refusal.conflict(
          "instance.unsettled",
          id + " still waits for " + runner.book.dividends.size() + " dividends to be paid");
    }
    books.release(runner.book);
    out.emit(new Effect.InstanceChanged(runner.instance.in(State.REMOVED, reason)));
    return null;
  }

  /** The strategies of a reference go: their instances keep their state and wait. */
  void strategyRemoved(StrategyRef ref) {
    for (Runner r : state.runners.values()) {
      if (r.instance.strategy().equals(ref) && r.strategy != null) {
        save(r);
        detach(r);
      }
    }
  }

  void faultedLeave() {
    for (Runner r : state.runners.values()) {
      if (r.strategy != null && r.instance.state() != State.RUNNING) {
        detach(r);
      }
    }
  }

  private @Nullable Runner find(InstanceId id) {
    Runner runner = state.runners.get(id);
    return runner == null || runner.instance.state() == State.REMOVED ? null : runner;
  }

  private Refusal unknown(InstanceId id) {
    return Refusal.notFound("instance.unknown", "there is no instance " + id);
  }
}
