package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.StreamService;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the platform writes into streams; always there. */
@Component(service = MetricSource.class)
public final class StreamFigures implements MetricSource {
  private static final Metric WRITTEN =
      Metric.counter("qbrain_stream_written_total", "messages written into a stream", "stream");
  private static final Metric CONFLATED =
      Metric.counter(
          "qbrain_stream_conflated_total",
          "older values of which only a newer one was written",
          "stream");
  private static final Metric WAITING =
      Metric.gauge("qbrain_stream_waiting", "messages that are to be written", "stream");
  private static final Metric UP =
      Metric.gauge("qbrain_stream_up", "whether a stream can be written", "stream");

  private final StreamService streams;

  /** Reads the streams. */
  @Activate
  public StreamFigures(@Reference StreamService streams) {
    this.streams = streams;
  }

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public List<Metric.Sample> read() {
    List<Metric.Sample> samples = new ArrayList<>();
    for (StreamService.ProjectionView written : streams.projections()) {
      samples.add(WRITTEN.of(written.written(), written.stream()));
      samples.add(CONFLATED.of(written.conflated(), written.stream()));
      samples.add(WAITING.of(written.waiting(), written.stream()));
      samples.add(UP.of(written.detail().isEmpty(), written.stream()));
    }
    return samples;
  }
}
