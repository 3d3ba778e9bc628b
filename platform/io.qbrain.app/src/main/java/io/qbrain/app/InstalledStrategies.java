package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.Instance;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.ServiceException;
import io.qbrain.strategy.ParameterSchema;
import io.qbrain.strategy.StrategyFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The strategies that are installed now; gives waiting instances theirs when it comes back. */
final class InstalledStrategies implements StrategyCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledStrategies.class);

  private final Map<StrategyRef, StrategyFactory<?>> factories = new ConcurrentHashMap<>();
  private final Accounts accounts;

  InstalledStrategies(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void add(StrategyRef ref, StrategyFactory<?> factory) {
    ParameterSchema.of(factory.configType());
    if (factories.putIfAbsent(ref, factory) != null) {
      throw new IllegalArgumentException("strategy " + ref + " is installed already");
    }
    for (TradingLoop loop : accounts.running()) {
      for (var book : loop.published().account().books()) {
        Instance instance = book.instance();
        if (instance.strategy().equals(ref) && instance.state() == Instance.State.RUNNING) {
          resume(loop, instance);
        }
      }
    }
  }

  private static void resume(TradingLoop loop, Instance instance) {
    try {
      loop.command(new Input.StartInstance(instance.id(), "its strategy is back"));
    } catch (ServiceException e) {
      LOG.warn("instance {} waits: {}", instance.id(), e.getMessage());
    }
  }

  @Override
  public void remove(StrategyRef ref) {
    if (factories.remove(ref) != null) {
      for (TradingLoop loop : accounts.running()) {
        loop.command(new Input.StrategyRemoved(ref));
      }
    }
  }

  @Override
  public Optional<StrategyFactory<?>> find(StrategyRef ref) {
    return Optional.ofNullable(factories.get(ref));
  }

  @Override
  public int instances(StrategyRef ref) {
    int count = 0;
    for (TradingLoop loop : accounts.running()) {
      for (var book : loop.published().account().books()) {
        Instance i = book.instance();
        count += i.strategy().equals(ref) && i.state() != Instance.State.REMOVED ? 1 : 0;
      }
    }
    return count;
  }

  List<StrategyRef> refs() {
    return factories.keySet().stream().sorted().toList();
  }
}
