package io.qbrain.benchmarks;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.Fixed;

/**
 * The answer of one run of the canonical work.
 *
 * @param fills number of fills
 * @param equityRaw equity at the end, in units of 1e-8; of several runs the sum
 */
record Outcome(int fills, long equityRaw) {
  static final Outcome NONE = new Outcome(0, 0);

  static Outcome of(BacktestResult result) {
    return new Outcome(result.fills().size(), result.finalEquity().raw());
  }

  Outcome plus(Outcome other) {
    return new Outcome(
        Math.addExact(fills, other.fills), Math.addExact(equityRaw, other.equityRaw));
  }

  @Override
  public String toString() {
    return fills + " fills, equity " + Fixed.format(equityRaw);
  }
}
