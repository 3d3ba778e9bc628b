package io.qbrain.feed.camel;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The clocks of replays, one for each pace. Thread-safe. */
@Component(service = ReplayClocks.class)
public final class ReplayClocks {
  /** Feeds that are configured together are started within it. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final Map<String, ReplayClock> clocks = new TreeMap<>();
  private final long settleNanos;

  /** Makes clocks that begin when no feed has started for half a second. */
  @Activate
  public ReplayClocks() {
    this(SETTLE);
  }

  ReplayClocks(Duration settle) {
    this.settleNanos = settle.toNanos();
  }

  synchronized ReplayClock at(Pace pace) {
    return clocks.computeIfAbsent(
        pace.toString(), text -> new ReplayClock(pace, settleNanos, System::nanoTime));
  }
}
