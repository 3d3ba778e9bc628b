package io.qbrain.simulation;

import io.qbrain.model.BarSeries;
import org.jspecify.annotations.Nullable;

/**
 * What a bar touches where nothing works. It is apart so that it lies together in memory: of a
 * hundred lanes only what is together stays near.
 */
abstract class Passing {
  private final IdleLanes lanes;
  private int slot;

  /** The last bar while it is idle and nobody has looked at it. */
  @Nullable BarSeries passing;

  int passingRow;

  /** What knows the last bar besides {@link #passing}; null if nothing does. */
  private @Nullable RowSource rows;

  private boolean hasSeveral;

  Passing(IdleLanes lanes) {
    this.lanes = lanes;
    this.slot = lanes.add();
  }

  final void follow(RowSource source) {
    hasSeveral |= rows != null;
    rows = hasSeveral ? null : source;
  }

  /** Takes another place, if it follows a source. */
  final void move(RowSource source, int place) {
    if (rows == source) {
      lanes.set(place, lanes.is(slot));
      slot = place;
    }
  }

  /** Asks what it follows for the last bar. */
  final void catchUp() {
    int row = rows == null ? -1 : rows.takeRow();
    if (rows != null && row >= 0) {
      passing = rows.series();
      passingRow = row;
    }
  }

  final boolean isIdle() {
    return lanes.is(slot);
  }

  final void idle(boolean isIdle) {
    lanes.set(slot, isIdle);
  }

  /** Takes the bar of a row whose close is the last price, if that is all there is to do. */
  final boolean passes(BarSeries from, int at) {
    if (!isIdle()) {
      return false;
    }
    if (rows != null) {
      rows.takeRow(); // an earlier one
    }
    passing = from;
    passingRow = at;
    return true;
  }
}
