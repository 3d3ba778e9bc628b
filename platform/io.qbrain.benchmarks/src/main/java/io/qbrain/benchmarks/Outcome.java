package io.qbrain.benchmarks;

import io.qbrain.model.Fixed;

/**
 * The answer of one run of the canonical work.
 *
 * @param fills number of fills
 * @param equityRaw equity at the end, in units of 1e-8
 */
record Outcome(int fills, long equityRaw) {
  @Override
  public String toString() {
    return fills + " fills, equity " + Fixed.format(equityRaw);
  }
}
