package io.qbrain.messaging.kafka;

import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Sends the outbox on to Kafka, on one node at a time. What goes wrong ends a {@link RelaySession};
 * the next one begins a little later where the last one came to, so Kafka may be away for as long
 * as the outbox has room.
 */
@Component(
    service = {Mirror.class, KafkaRelay.class},
    configurationPid = KafkaSettings.PID)
@Designate(ocd = KafkaConfiguration.class)
public final class KafkaRelay implements Mirror {
  /** The relay's cursor. */
  public static final String CURSOR = "kafka";

  private static final System.Logger LOG = System.getLogger(KafkaRelay.class.getName());
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A page for which Kafka takes longer is told. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private static final long STANDBY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long STOP_SECONDS = 20;

  /** How often the log says that it is down, however often that begins anew. */
  private static final long TELL_AGAIN_NANOS = 60_000_000_000L;

  private final KafkaSettings settings;
  private final EventLog outbox;
  private final EventCursors cursors;
  private final String owner = "relay-" + UUID.randomUUID();
  private volatile Health health = new Health(false, "not started");
  private volatile @Nullable RelaySession current;
  private volatile boolean stopping;
  private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;
  private @Nullable Thread thread;

  @Activate
  public KafkaRelay(
      KafkaConfiguration configuration,
      @Reference(target = "(qbrain.log=outbox)") EventLog outbox,
      @Reference EventCursors cursors) {
    this(KafkaSettings.of(configuration, System.getenv()), outbox, cursors);
  }

  public KafkaRelay(KafkaSettings settings, EventLog outbox, EventCursors cursors) {
    this.settings = settings;
    this.outbox = outbox;
    this.cursors = cursors;
  }

  /** Which Kafka it is. */
  KafkaSettings settings() {
    return settings;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Health health() {
    Health now = health;
    RelaySession session = current;
    long silentNanos = session == null ? 0 : session.waitingNanos();
    if (!now.up() || silentNanos < PATIENCE_NANOS) {
      return now;
    }
    return new Health(
        false,
        "Kafka at "
            + settings.servers()
            + " has not answered for "
            + TimeUnit.NANOSECONDS.toSeconds(silentNanos)
            + " s; the outbox keeps all");
  }

  @Override
  public synchronized void start() {
    if (thread != null) {
      return;
    }
    if (!settings.isOn()) {
      health = new Health(true, "off: the outbox is the event log (QBRAIN_KAFKA_SERVERS)");
      return;
    }
    stopping = false;
    health = new Health(false, "connecting to " + settings.servers());
    Thread started = new Thread(this::run, "qbrain-kafka-relay");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    stopping = true;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    health = new Health(false, "stopped");
  }

  private void run() {
    while (!stopping) {
      try {
        relay();
      } catch (KafkaException | PortException e) {
        down(String.valueOf(e.getMessage()));
        pause(RETRY_NANOS);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "the relay to Kafka failed; it tries again", e);
        down(String.valueOf(e));
        pause(RETRY_NANOS);
      }
    }
  }

  private void relay() {
    Optional<Claim> claim = cursors.claim(CURSOR, owner, settings.lease());
    if (claim.isEmpty()) {
      health = new Health(true, "Kafka at " + settings.servers() + ", another node sends");
      pause(STANDBY_NANOS);
      return;
    }
    try (RelaySession session = new RelaySession(settings, outbox, cursors, claim.get())) {
      current = session;
      while (!stopping) {
        int sent = session.sendNext();
        up(session);
        if (sent == 0) {
          pause(RelaySession.IDLE_NANOS);
        }
      }
    }
    current = null;
    cursors.release(claim.get());
  }

  private void up(RelaySession session) {
    if (!health.up()) {
      LOG.log(System.Logger.Level.INFO, "the event log goes to Kafka at {0}", settings.servers());
    }
    health = new Health(true, session.describe());
  }

  private void down(String reason) {
    String detail = "Kafka at " + settings.servers() + ": " + reason + "; the outbox keeps all";
    if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
      toldAt = System.nanoTime();
      LOG.log(System.Logger.Level.WARNING, detail);
    }
    health = new Health(false, detail);
  }

  private void pause(long nanos) {
    if (!stopping) {
      LockSupport.parkNanos(nanos);
    }
  }
}
