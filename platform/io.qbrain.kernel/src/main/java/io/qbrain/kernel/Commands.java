package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.Order;
import org.jspecify.annotations.Nullable;

/** Carries out what people and the platform ask for. A refused command changes nothing. */
final class Commands {
  private final KernelSettings settings;
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk orders;
  private final InstanceDesk instances;
  private final AccountDesk account;

  Commands(
      KernelSettings settings,
      AccountState state,
      Emitter out,
      OrderDesk orders,
      InstanceDesk instances,
      AccountDesk account) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.orders = orders;
    this.instances = instances;
    this.account = account;
  }

  @Nullable Refusal handle(Input input) {
    if (input instanceof Input.ListInstrument l) {
      return list(l.instrument());
    } else if (input instanceof Input.CreateInstance c) {
      return instances.create(c.instance());
    } else if (input instanceof Input.StartInstance s) {
      return instances.start(s.instance(), s.reason());
    } else if (input instanceof Input.StopInstance s) {
      return instances.stop(s.instance(), s.reason());
    } else if (input instanceof Input.RemoveInstance r) {
      return instances.remove(r.instance(), r.reason());
    } else if (input instanceof Input.Flatten f) {
      return instances.flatten(f.instance(), f.reason());
    } else if (input instanceof Input.StrategyRemoved s) {
      instances.strategyRemoved(s.strategy());
      return null;
    } else if (input instanceof Input.SaveStates) {
      state.runners.values().stream().filter(Runner::isLive).forEach(instances::save);
      return null;
    } else if (input instanceof Input.CancelOrder c) {
      return cancel(c);
    } else if (input instanceof Input.Kill k) {
      return kill(k);
    } else if (input instanceof Input.Resume r) {
      return resume(r);
    }
    return account.handle(input);
  }

  private @Nullable Refusal list(Instrument instrument) {
    Market known = state.markets.get(instrument.id());
    if (known != null
        && (!known.instrument.currency().equals(instrument.currency())
            || !known.instrument.baseCurrency().equals(instrument.baseCurrency()))) {
      return Refusal.invalid(
          "instrument.currency",
          instrument.id()
              + ": expected the currency that it has, "
              + known.instrument.currency()
              + ", found "
              + instrument.currency());
    }
    String market = instrument.market().orElse(null);
    if (market != null && state.lookup.find(market) == null) {
      return Refusal.invalid(
          "instrument.market",
          instrument.id() + ": expected a market that is known here, found '" + market + "'");
    }
    if (known == null || !known.instrument.equals(instrument)) {
      out.emit(new Effect.InstrumentListed(instrument));
    }
    return null;
  }

  private @Nullable Refusal cancel(Input.CancelOrder c) {
    Order order = state.openOrder(c.order());
    if (order == null) {
      return Refusal.conflict("order.closed", "order " + c.order() + " is not open");
    }
    orders.cancel(order);
    return null;
  }

  private @Nullable Refusal kill(Input.Kill k) {
    if (k.scope().account() != null && !k.scope().account().equals(settings.account())) {
      return Refusal.notFound("account.unknown", "there is no account " + k.scope().account());
    }
    InstanceId instance = k.scope().instance();
    if (instance != null && !state.runners.containsKey(instance)) {
      return Refusal.notFound("instance.unknown", "there is no instance " + instance);
    }
    if (!state.kills.containsKey(k.scope())) {
      out.emit(new Effect.KillChanged(k.scope(), true, k.reason()));
    }
    for (Runner r : state.runners.values()) {
      if (orders.covers(k.scope(), r)) {
        orders.cancelAll(r.book, "trading was stopped for " + k.scope());
      }
    }
    return null;
  }

  private @Nullable Refusal resume(Input.Resume r) {
    if (!state.kills.containsKey(r.scope())) {
      return Refusal.notFound(
          "risk.no-kill",
          "trading is not stopped for " + r.scope() + "; stopped are " + state.kills.keySet());
    }
    out.emit(new Effect.KillChanged(r.scope(), false, r.reason()));
    return null;
  }
}
