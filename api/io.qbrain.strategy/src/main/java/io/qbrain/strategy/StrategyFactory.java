package io.qbrain.strategy;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Names a strategy, says what it needs and makes it. A strategy bundle has exactly one factory,
 * published as an OSGi service ({@code @Component}).
 *
 * @param <C> the configuration: a record whose components are the parameters, each marked with
 *     {@link Param} where it has a default or a range. Its constructor checks what ranges cannot
 *     say and throws IllegalArgumentException.
 * @since 1.0
 */
@ConsumerType
public interface StrategyFactory<C extends Record> {

  /**
   * Returns the strategy's name: a letter, then up to 39 lower-case letters, digits or {@code -}.
   */
  String name();

  /** Returns one line that says what the strategy does. */
  default String description() {
    return "";
  }

  /** Returns the configuration's class. */
  Class<C> configType();

  /** Returns what an instance of this configuration needs. A function of the configuration. */
  Requirements requirements(C config);

  /** Makes a strategy; called once for each start of an instance. */
  Strategy create(C config);
}
