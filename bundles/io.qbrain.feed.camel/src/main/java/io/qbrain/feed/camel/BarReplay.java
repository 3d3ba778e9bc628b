package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.series.DataSpec;
import io.qbrain.series.Imported;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Replays files of bars at a pace, one after the other. A bar that does not close after the one
 * before, or after the last one that the platform has, was delivered already and is passed over.
 */
final class BarReplay {
  private final DataSpec data;
  private final Pace pace;
  private final Delivery delivery;
  private final LongSupplier nanoTime;
  private long lastCloseNanos;
  private boolean begun;
  private long startedNanos;
  private long firstBarNanos;
  private long number;

  BarReplay(
      DataSpec data, Pace pace, Delivery delivery, long lastCloseNanos, LongSupplier nanoTime) {
    this.data = data;
    this.pace = pace;
    this.delivery = delivery;
    this.lastCloseNanos = lastCloseNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * Delivers the bars of a file; returns early when the delivery is stopped.
   *
   * @throws io.qbrain.series.SeriesException if the file cannot be read
   */
  void replay(Path file) {
    Imported imported = new DataSpec(data.instrument(), data.spec(), file, data.options()).read();
    delivery.reject(imported.report().refused());
    BarSeries series = imported.series();
    for (int row = series.firstRowAtOrAfter(lastCloseNanos + 1); row < series.size(); row++) {
      Bar bar = series.bar(row);
      if (!delivery.pause(waitNanos(bar.timeNanos())) || !delivery.give(bar)) {
        return;
      }
      lastCloseNanos = bar.timeNanos();
      number++;
    }
  }

  private long waitNanos(long barNanos) {
    if (!begun) {
      begun = true;
      startedNanos = nanoTime.getAsLong();
      firstBarNanos = barNanos;
    }
    return pace.dueNanos(number, barNanos - firstBarNanos) - (nanoTime.getAsLong() - startedNanos);
  }
}
