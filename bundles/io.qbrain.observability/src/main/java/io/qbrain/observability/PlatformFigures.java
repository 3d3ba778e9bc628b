package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PlatformService.PlatformStatus;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the platform trades, and which of its parts are up. */
@Component(service = MetricSource.class)
public final class PlatformFigures implements MetricSource {
  private static final Metric INFO =
      Metric.gauge("qbrain_platform_info", "always 1; the labels say what runs", "version", "spi");
  private static final Metric READY =
      Metric.gauge("qbrain_platform_ready", "whether every part is up, so that it trades");
  private static final Metric START =
      Metric.gauge("qbrain_platform_start_timestamp_seconds", "when the platform started");
  private static final Metric PART =
      Metric.gauge(
          "qbrain_platform_part_up", "whether a part is up; one that is off is left out", "part");
  private static final double NANOS = 1e9;

  private final PlatformService platform;

  /** Reads the status. */
  @Activate
  public PlatformFigures(@Reference PlatformService platform) {
    this.platform = platform;
  }

  @Override
  public String name() {
    return "platform";
  }

  @Override
  public List<Metric.Sample> read() {
    PlatformStatus status = platform.status();
    List<Metric.Sample> samples = new ArrayList<>();
    samples.add(INFO.of(1, status.version(), status.spiVersion()));
    samples.add(READY.of(status.ready()));
    samples.add(START.of(status.startedNanos() / NANOS));
    for (PlatformService.Part part : status.parts()) {
      if (!part.state().equals("OFF")) {
        samples.add(PART.of(part.state().equals("UP"), part.name()));
      }
    }
    return samples;
  }
}
