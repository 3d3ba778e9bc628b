package io.qbrain.strategy;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the state of a strategy as named values.
 *
 * @since 1.0
 */
@ProviderType
public interface StateWriter {
  /** Writes a whole number. */
  void putLong(String name, long value);

  /** Writes a number, bit by bit. */
  void putDouble(String name, double value);

  /** Writes a text. */
  void putString(String name, String value);

  /** Writes numbers, e.g. the state of an indicator. */
  void putDoubles(String name, double[] values);
}
