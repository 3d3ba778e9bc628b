package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.StreamService;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the servers of streams keep, and how far its readers are. */
@Component(service = MetricSource.class)
public final class StreamServerFigures implements MetricSource {
  private static final Metric LENGTH =
      Metric.gauge("qbrain_stream_length", "messages that a stream keeps", "stream", "transport");
  private static final Metric DEAD =
      Metric.gauge("qbrain_stream_dead_letters", "messages that no handler could take", "stream");
  private static final Metric PENDING =
      Metric.gauge(
          "qbrain_stream_pending", "messages given out and not finished", "stream", "group");
  private static final Metric LAG =
      Metric.gauge("qbrain_stream_lag", "messages that a group has not seen", "stream", "group");

  private final StreamService streams;

  /** Reads the streams. */
  @Activate
  public StreamServerFigures(@Reference StreamService streams) {
    this.streams = streams;
  }

  @Override
  public String name() {
    return "stream-server";
  }

  @Override
  public List<Metric.Sample> read() {
    List<Metric.Sample> samples = new ArrayList<>();
    for (StreamService.StreamView stream : streams.streams()) {
      if (stream.length() >= 0) {
        samples.add(LENGTH.of(stream.length(), stream.name(), stream.transport()));
      }
      samples.add(DEAD.of(stream.deadLetters(), stream.name()));
      for (StreamService.GroupView group : stream.groups()) {
        samples.add(PENDING.of(group.pending(), stream.name(), group.name()));
        if (group.lag() >= 0) {
          samples.add(LAG.of(group.lag(), stream.name(), group.name()));
        }
      }
    }
    return samples;
  }
}
