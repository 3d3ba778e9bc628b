package io.qbrain.feed.camel;

import io.qbrain.model.EventSeries;
import io.qbrain.series.DataSpec;
import io.qbrain.series.ImportedEvents;
import java.nio.file.Path;

/**
 * Replays files of events by a clock, one after the other. An event of a file that does not come
 * after the last one of the file before, or after the last bar that the platform has, was delivered
 * already and is passed over.
 */
final class FileReplay {
  private final DataSpec data;
  private final ReplayClock.Member clock;
  private final Delivery delivery;
  private long lastNanos;

  FileReplay(DataSpec data, ReplayClock.Member clock, Delivery delivery, long lastNanos) {
    this.data = data;
    this.clock = clock;
    this.delivery = delivery;
    this.lastNanos = lastNanos;
  }

  /**
   * Delivers the events of a file; returns early when the delivery is stopped.
   *
   * @throws io.qbrain.series.SeriesException if the file cannot be read
   */
  void replay(Path file) {
    clock.reads();
    ImportedEvents imported =
        new DataSpec(data.instrument(), data.kind(), data.spec(), file, data.options())
            .readEvents();
    delivery.reject(imported.report().refused());
    EventSeries series = imported.series();
    for (int row = series.firstRowAtOrAfter(lastNanos + 1); row < series.size(); row++) {
      long time = series.timeNanos(row);
      if (!clock.await(time) || !delivery.give(series.event(row))) {
        return;
      }
      lastNanos = time;
    }
    clock.reads();
  }
}
