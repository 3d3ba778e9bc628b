package io.qbrain.runtime;

import io.qbrain.app.Platform;
import io.qbrain.port.Database;
import io.qbrain.port.Journal;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.Startable;
import io.qbrain.service.PlatformService.PlatformStatus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the platform once every adapter is there, and tries again while something is down. */
@Component(
    immediate = true,
    service = {})
public final class PlatformStart {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformStart.class);
  private static final long RETRY_SECONDS = 5;
  private static final long STOP_SECONDS = 60;

  private final Platform platform;
  private final Demo demo;
  private final Platform.Adapters adapters;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Takes the adapters and starts, on a thread of its own. */
  @Activate
  public PlatformStart(
      @Reference Platform platform,
      @Reference Database database,
      @Reference Journal journal,
      @Reference OrderGateway gateway,
      @Reference(target = "(qbrain.start=strategies)") Startable strategies,
      @Reference Demo demo) {
    this.platform = platform;
    this.demo = demo;
    this.adapters = new Platform.Adapters(database, journal, gateway, strategies);
    this.thread = new Thread(this::run, "qbrain-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      boolean started = platform.start(adapters);
      while (!started && !stop.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
        started = platform.start(adapters);
      }
      if (started && stop.getCount() > 0) {
        demo.runOnFirstStart();
        PlatformStatus status = platform.status();
        status.parts().forEach(p -> LOG.info("{} {}: {}", p.state(), p.name(), p.detail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets a start that is under way come to its end, then stops what it started. */
  @Deactivate
  void deactivate() throws InterruptedException {
    stop.countDown();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    platform.stop();
  }
}
