package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.TradingCalendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bars of a length of time. */
final class TimeBars extends BarBuilder {
  TimeBars(
      InstrumentId instrument, BarSpec spec, @Nullable TradingCalendar calendar, boolean fromBars) {
    super(instrument, spec, calendar, fromBars);
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
}
