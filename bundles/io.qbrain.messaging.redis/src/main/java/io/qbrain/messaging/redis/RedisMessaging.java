package io.qbrain.messaging.redis;

import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.messaging.redis.client.RedisTarget;
import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.messaging.redis.server.ServerAddress;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owner of everything that leads to Redis: the server process (unless another server is configured)
 * and the connections. Passive until {@link #start}.
 *
 * <p>Safe for use by several threads.
 */
@Component(
    service = {Mirror.class, RedisMessaging.class},
    configurationPid = "io.qbrain.messaging.redis")
@Designate(ocd = RedisConfiguration.class)
public final class RedisMessaging implements Mirror {
  private static final Logger LOG = LoggerFactory.getLogger(RedisMessaging.class);

  /** What lives as long as the connection does. */
  interface Part {
    void opened(RedisLink link);

    /** Before the connection is closed. */
    void closing();
  }

  private final RedisSettings settings;
  private final RedisServer server;
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private volatile @Nullable RedisLink link;

  /** Takes the configuration. */
  @Activate
  public RedisMessaging(RedisConfiguration configuration) {
    this(RedisSettings.of(configuration, System.getenv()));
  }

  /** Takes settings. */
  public RedisMessaging(RedisSettings settings) {
    this.settings = settings;
    this.server = new RedisServer(settings.server());
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public boolean isIncluded() {
    return settings.external().isEmpty();
  }

  @Override
  public synchronized void start() {
    if (link != null) {
      return;
    }
    try {
      RedisLink opened = RedisLink.open(settings.external().orElseGet(this::startServer));
      link = opened;
      parts.forEach(p -> p.opened(opened));
      LOG.info("{}", health().detail());
    } catch (RuntimeException e) {
      stop();
      throw e instanceof PortException
          ? e
          : new PortException("Redis cannot be started: " + e.getMessage(), e);
    }
  }

  private RedisTarget startServer() {
    ServerAddress address = server.start();
    return new RedisTarget(
        RedisTarget.Kind.SERVER,
        false,
        List.of(new RedisTarget.Host(ServerAddress.HOST, address.port())),
        0,
        "",
        new RedisTarget.Login("", address.password()),
        Optional.empty());
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    RedisLink current = link;
    link = null;
    try {
      if (current != null) {
        parts.forEach(Part::closing);
        current.close();
      }
    } finally {
      server.stop();
    }
  }

  /** A change of the file is for the next start: what runs is not taken away. */
  @Modified
  void changed() {
    LOG.info("the new Redis settings are for the next start");
  }

  @Override
  public Health health() {
    RedisLink current = link;
    String where =
        settings.external().isPresent()
            ? "external, " + settings.external().get()
            : "included" + server.address().map(a -> ", port " + a.port()).orElse("");
    if (current == null) {
      return new Health(false, "Redis, " + where + ", not started");
    }
    String reason = current.downReason();
    return reason == null
        ? new Health(true, "Redis, " + where)
        : new Health(false, "Redis, " + where + ": " + reason);
  }

  /** Returns where the included server runs; empty if it does not. */
  Optional<ServerAddress> server() {
    return server.address();
  }

  RedisSettings settings() {
    return settings;
  }

  /**
   * Returns the connections.
   *
   * @throws PortException if they are not there
   */
  RedisLink link() {
    RedisLink current = link;
    if (current == null) {
      throw new PortException("Redis is not started");
    }
    return current;
  }

  /** Adds what is to live with the connection; told at once if there is one. */
  synchronized void add(Part part) {
    parts.add(part);
    RedisLink current = link;
    if (current != null) {
      part.opened(current);
    }
  }

  synchronized void remove(Part part) {
    if (parts.remove(part) && link != null) {
      part.closing();
    }
  }
}
