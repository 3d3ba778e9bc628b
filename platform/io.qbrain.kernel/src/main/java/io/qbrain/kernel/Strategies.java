package io.qbrain.kernel;

import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.StrategyFactory;
import java.util.Optional;

/** Where the kernel finds the strategies that are installed. */
@FunctionalInterface
public interface Strategies {
  /** Returns the factory of a strategy, if it is installed. */
  Optional<StrategyFactory<?>> find(StrategyRef ref);
}
