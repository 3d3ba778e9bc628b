package io.qbrain.model;

import java.util.List;

/**
 * What one input did.
 *
 * @param account the account
 * @param sequence the number of the input on that account, from 1
 * @param timeNanos the kernel's time then, in nanoseconds since 1970
 * @param receivedNanos when the input was received, in nanoseconds since 1970
 * @param effects what it did, in order; never empty
 */
public record Turn(
    AccountId account, long sequence, long timeNanos, long receivedNanos, List<Effect> effects) {
  /** Copies the effects. */
  public Turn {
    effects = List.copyOf(effects);
    if (effects.isEmpty()) {
      throw new IllegalArgumentException("turn " + sequence + ": expected effects, found none");
    }
  }
}
