package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.EventService;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How far the readers of the event log are: relays to other servers, and projections. */
@Component(service = MetricSource.class)
public final class EventFigures implements MetricSource {
  private static final Metric BEHIND =
      Metric.gauge(
          "qbrain_event_reader_behind",
          "events that a reader of the event log has not had yet, counted up to 100,000",
          "reader");
  private static final Metric UP =
      Metric.gauge("qbrain_event_reader_up", "whether a reader goes on", "reader");
  private static final Metric MOVED =
      Metric.gauge(
          "qbrain_event_reader_moved_timestamp_seconds", "when a reader moved last", "reader");
  private static final double NANOS = 1e9;

  private final EventService events;

  /** Reads the readers. */
  @Activate
  public EventFigures(@Reference EventService events) {
    this.events = events;
  }

  @Override
  public String name() {
    return "event-readers";
  }

  @Override
  public List<Metric.Sample> read() {
    List<Metric.Sample> samples = new ArrayList<>();
    for (EventService.ReaderView reader : events.readers()) {
      if (reader.behind() >= 0) {
        samples.add(BEHIND.of(reader.behind(), reader.name()));
      }
      samples.add(UP.of(reader.problem().isEmpty(), reader.name()));
      if (reader.movedNanos() != 0) {
        samples.add(MOVED.of(reader.movedNanos() / NANOS, reader.name()));
      }
    }
    return samples;
  }
}
