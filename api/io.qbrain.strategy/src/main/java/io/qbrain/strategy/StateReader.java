package io.qbrain.strategy;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives back what a {@link StateWriter} took. Every method throws IllegalArgumentException naming
 * the value if it is missing or of another type.
 *
 * @since 1.0
 */
@ProviderType
public interface StateReader {
  /** Returns whether a value of this name was written. */
  boolean has(String name);

  /** Returns a whole number. */
  long getLong(String name);

  /** Returns a number. */
  double getDouble(String name);

  /** Returns a text. */
  String getString(String name);

  /** Returns numbers. */
  double[] getDoubles(String name);
}
