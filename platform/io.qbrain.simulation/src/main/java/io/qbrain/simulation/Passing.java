package io.qbrain.simulation;

import io.qbrain.model.BarSeries;
import org.jspecify.annotations.Nullable;

/**
 * What a bar touches where nothing works. It is apart so that it lies together in memory: of a
 * hundred lanes only what is together stays near.
 */
abstract class Passing {
  /** Whether nothing works here and nothing is left of what did: a bar is only remembered. */
  boolean idle;

  /** The last bar while it is idle and nobody has looked at it. */
  @Nullable BarSeries passing;

  int passingRow;

  /** Takes the bar of a row whose close is the last price, if that is all there is to do. */
  final boolean passes(BarSeries from, int at) {
    if (!idle) {
      return false;
    }
    if (passing != from) {
      passing = from;
    }
    passingRow = at;
    return true;
  }
}
