package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.series.DataSpec;
import io.qbrain.series.Imported;
import java.nio.file.Path;

/**
 * Replays files of bars by a clock, one after the other. A bar that does not close after the one
 * before, or after the last one that the platform has, was delivered already and is passed over.
 */
final class BarReplay {
  private final DataSpec data;
  private final ReplayClock.Member clock;
  private final Delivery delivery;
  private long lastCloseNanos;

  BarReplay(DataSpec data, ReplayClock.Member clock, Delivery delivery, long lastCloseNanos) {
    this.data = data;
    this.clock = clock;
    this.delivery = delivery;
    this.lastCloseNanos = lastCloseNanos;
  }

  /**
   * Delivers the bars of a file; returns early when the delivery is stopped.
   *
   * @throws io.qbrain.series.SeriesException if the file cannot be read
   */
  void replay(Path file) {
    clock.reads();
    Imported imported = new DataSpec(data.instrument(), data.spec(), file, data.options()).read();
    delivery.reject(imported.report().refused());
    BarSeries series = imported.series();
    for (int row = series.firstRowAtOrAfter(lastCloseNanos + 1); row < series.size(); row++) {
      Bar bar = series.bar(row);
      if (!clock.await(bar.timeNanos()) || !delivery.give(bar)) {
        return;
      }
      lastCloseNanos = bar.timeNanos();
    }
    clock.reads();
  }
}
