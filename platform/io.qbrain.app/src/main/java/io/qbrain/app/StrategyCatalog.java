package io.qbrain.app;

import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.StrategyFactory;
import java.util.Optional;

/** The strategies that are installed now. Thread-safe. */
public interface StrategyCatalog {

  /**
   * Adds a strategy; running instances that wait for it go on.
   *
   * @throws IllegalArgumentException if its configuration record or name cannot be used, or it is
   *     there already
   */
  void add(StrategyRef ref, StrategyFactory<?> factory);

  /**
   * Takes a strategy out; its running instances wait until it comes back. Returns when no callback
   * of it runs any more.
   */
  void remove(StrategyRef ref);

  /** Returns an installed strategy. */
  Optional<StrategyFactory<?>> find(StrategyRef ref);

  /** Returns how many instances there are of a strategy, running or not. */
  int instances(StrategyRef ref);
}
