package io.qbrain.verifier;

import io.qbrain.model.StrategyRef;

/**
 * What a jar says about its strategy.
 *
 * @param name the strategy's name, as its factory returns it
 * @param version the strategy's version: the bundle's version {@code 1.4.2} as it is, {@code
 *     1.4.2.SNAPSHOT} as {@code 1.4.2-SNAPSHOT}
 * @param symbolicName the bundle's symbolic name
 * @param factoryClass the class of the factory
 * @param spiRange the version range in which it imports the strategy SPI
 * @param sha256 digest of the jar in lower-case hex
 * @param sizeBytes length of the jar
 */
public record StrategyFacts(
    String name,
    String version,
    String symbolicName,
    String factoryClass,
    String spiRange,
    String sha256,
    long sizeBytes) {

  /** Returns what the strategy is called in a namespace. */
  public StrategyRef ref(String namespace) {
    return new StrategyRef(namespace, name, version);
  }
}
