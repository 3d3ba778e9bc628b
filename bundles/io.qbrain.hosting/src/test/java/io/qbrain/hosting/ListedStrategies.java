package io.qbrain.hosting;

import io.qbrain.app.StrategyCatalog;
import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.StrategyFactory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A catalog that lists what it was given. */
final class ListedStrategies implements StrategyCatalog {
  private final Map<StrategyRef, StrategyFactory<?>> factories = new TreeMap<>();
  private final Map<StrategyRef, Integer> instances = new TreeMap<>();
  private final Set<StrategyRef> refused = new TreeSet<>();
  private boolean failsRemovals;

  /** Makes removals fail after they were done. */
  synchronized void failRemovals(boolean fail) {
    failsRemovals = fail;
  }

  synchronized void setInstances(StrategyRef ref, int count) {
    instances.put(ref, count);
  }

  synchronized void refuse(StrategyRef ref) {
    refused.add(ref);
  }

  synchronized Set<StrategyRef> listed() {
    return new TreeSet<>(factories.keySet());
  }

  @Override
  public synchronized void add(StrategyRef ref, StrategyFactory<?> factory) {
    if (refused.contains(ref) || factories.putIfAbsent(ref, factory) != null) {
      throw new IllegalArgumentException("not wanted: " + ref);
    }
  }

  @Override
  public synchronized void remove(StrategyRef ref) {
    if (factories.remove(ref) != null && failsRemovals) {
      throw new IllegalStateException("the account does not answer");
    }
  }

  @Override
  public synchronized Optional<StrategyFactory<?>> find(StrategyRef ref) {
    return Optional.ofNullable(factories.get(ref));
  }

  @Override
  public synchronized int instances(StrategyRef ref) {
    return instances.getOrDefault(ref, 0);
  }
}
