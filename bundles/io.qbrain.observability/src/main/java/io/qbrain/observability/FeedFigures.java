package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.FeedService;
import io.qbrain.service.FeedService.FeedView;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What feeds bring, and how old it is. */
@Component(service = MetricSource.class)
public final class FeedFigures implements MetricSource {
  private static final String FEED = "feed";
  private static final Metric RUNNING =
      Metric.gauge("qbrain_feed_running", "whether a feed runs", FEED);
  private static final Metric EVENTS =
      Metric.counter("qbrain_feed_events_total", "events that a feed delivered", FEED);
  private static final Metric REJECTED =
      Metric.counter(
          "qbrain_feed_rejected_total", "events refused as impossible or out of order", FEED);
  private static final Metric GAPS =
      Metric.counter("qbrain_feed_gaps_total", "events that were missing", FEED);
  private static final Metric CONNECTIONS =
      Metric.counter("qbrain_feed_connections_total", "connections to a live source", FEED);
  private static final Metric LAST_EVENT =
      Metric.gauge(
          "qbrain_feed_last_event_timestamp_seconds",
          "time of the last event, by its source",
          FEED);
  private static final Metric LAST_RECEIPT =
      Metric.gauge(
          "qbrain_feed_last_receipt_timestamp_seconds", "when the last message came", FEED);
  private static final Metric DELAY =
      Metric.gauge(
          "qbrain_feed_delay_seconds", "how long after its own time the last event came", FEED);
  private static final Metric SILENCE =
      Metric.gauge(
          "qbrain_feed_silence_seconds",
          "how long ago the account took the last event of a feed that runs",
          FEED);
  private static final Metric SILENT =
      Metric.gauge(
          "qbrain_feed_silent",
          "whether a feed is silent for longer than its configuration allows",
          FEED);
  private static final double NANOS = 1e9;

  private final FeedService feeds;

  /** Reads the feeds. */
  @Activate
  public FeedFigures(@Reference FeedService feeds) {
    this.feeds = feeds;
  }

  @Override
  public String name() {
    return "feeds";
  }

  @Override
  public List<Metric.Sample> read() {
    List<Metric.Sample> samples = new ArrayList<>();
    for (FeedView feed : feeds.list()) {
      String name = feed.name();
      samples.add(RUNNING.of(feed.state().equals("RUNNING"), name));
      samples.add(EVENTS.of(feed.events(), name));
      samples.add(REJECTED.of(feed.rejected(), name));
      samples.add(GAPS.of(feed.gaps(), name));
      samples.add(CONNECTIONS.of(feed.connections(), name));
      if (feed.lastEventNanos() != 0) {
        samples.add(LAST_EVENT.of(feed.lastEventNanos() / NANOS, name));
      }
      if (feed.lastReceiptNanos() != 0) {
        samples.add(LAST_RECEIPT.of(feed.lastReceiptNanos() / NANOS, name));
        samples.add(DELAY.of(feed.delayNanos() / NANOS, name));
      }
      samples.add(SILENCE.of(feed.silentNanos() / NANOS, name));
      samples.add(SILENT.of(feed.isSilent(), name));
    }
    return samples;
  }
}
