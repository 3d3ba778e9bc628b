package io.qbrain.kernel;

import io.qbrain.model.Bar;
import java.util.List;

/** Bars of a length of time. */
final class TimeBars extends BarBuilder {
  private final boolean everyInterval;

  TimeBars(Plan plan) {
    super(plan);
    this.everyInterval = plan.rule().everyInterval();
  }

  @Override
  void add(long beganNanos, long nanos, Piece prices, List<Bar> closed) {
    if (!locate(nanos, closed)) {
      return;
    }
    take(clock.beginNanos, prices);
    if (fromBars && nanos >= endNanos) {
      end(closed);
    }
  }

  @Override
  void end(List<Bar> closed) {
    super.end(closed);
    if (everyInterval) {
      openEmpty();
    }
  }
}
