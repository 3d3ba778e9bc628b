package io.qbrain.messaging.redis.client;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one Redis. Nothing is awaited longer than {@link #TIMEOUT}; while the server
 * does not answer, calls fail at once until it does. Commands that were on their way when a
 * connection broke are failed, never sent again; what waits for an answer is bounded.
 *
 * <p>Safe for use by several threads.
 */
public final class RedisLink implements AutoCloseable {
  /** The longest wait for the answer to a command that does not block by itself. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long PROBE_MILLIS = 250;
  private static final long SHUTDOWN_MILLIS = 2_000;
  private static final long CLOSE_MILLIS = 500;
  private static final long SETTLE_NANOS = 2_000_000;
  private static final int MAX_QUEUED = 20_000;
  private static final int THREADS = 2;

  /** A connection with its commands. */
  public record Connection<V>(
      StatefulConnection<String, V> raw, RedisClusterAsyncCommands<String, V> commands)
      implements AutoCloseable {
    @Override
    public void close() {
      closed(raw.closeAsync());
    }
  }

  /** Waits a moment: what is closed twice is told in the log. */
  static void closed(CompletableFuture<Void> closing) {
    try {
      closing.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("a connection is not closed in time: {}", e.toString());
    }
  }

  private final RedisTarget target;
  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Connection<String> shared;

  /** Its own, so that it does not wait behind what others send. */
  private final Connection<String> probing;

  private final Thread probe;
  private volatile @Nullable String downReason;
  private volatile boolean closed;

  private RedisLink(RedisTarget target) {
    this.target = target;
    resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .reconnectDelay(
                () ->
                    Delay.exponential(
                        Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
            .build();
    client = client(target, resources);
    probe = new Thread(this::probe, "qbrain-redis-probe");
    probe.setDaemon(true);
    try {
      shared = connect(StringCodec.UTF8, TIMEOUT);
      probing = connect(StringCodec.UTF8, TIMEOUT);
    } catch (RuntimeException e) {
      shutDown();
      throw e;
    }
  }

  /**
   * Connects.
   *
   * @throws PortException if that does not succeed, saying why; nothing is left open then
   */
  public static RedisLink open(RedisTarget target) {
    return withOwnLoader(
        () -> {
          RedisLink link = new RedisLink(target);
          link.probe.start();
          return link;
        });
  }

  /** Netty and Lettuce look services up by the thread's class loader. */
  private static <T> T withOwnLoader(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(RedisLink.class.getClassLoader());
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @SuppressWarnings("deprecation") // the triggers have no other name yet
  private static AbstractRedisClient client(RedisTarget target, ClientResources resources) {
    if (target.kind() == RedisTarget.Kind.CLUSTER) {
      RedisClusterClient cluster = RedisClusterClient.create(resources, target.uris(TIMEOUT));
      ClusterTopologyRefreshOptions refresh =
          ClusterTopologyRefreshOptions.builder()
              .enablePeriodicRefresh(Duration.ofSeconds(30))
              .enableAdaptiveRefreshTrigger(ClusterTopologyRefreshOptions.RefreshTrigger.values())
              .build();
      ClusterClientOptions.Builder options = ClusterClientOptions.builder();
      common(options, target);
      options.topologyRefreshOptions(refresh);
      cluster.setOptions(options.build());
      return cluster;
    }
    RedisClient single = RedisClient.create(resources, target.uris(TIMEOUT).get(0));
    ClientOptions.Builder options = ClientOptions.builder();
    common(options, target);
    single.setOptions(options.build());
    return single;
  }

  private static void common(ClientOptions.Builder options, RedisTarget target) {
    options
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(MAX_QUEUED)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands().connectionTimeout().build())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .tcpNoDelay(true)
                .keepAlive(
                    SocketOptions.KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(2))
                        .count(3)
                        .build())
                .build());
    if (target.tls()) {
      SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
      target.authority().ifPresent(file -> ssl.trustManager(file.toFile()));
      options.sslOptions(ssl.build());
    }
  }

  /** Opens one more connection, whose commands take at most a time. */
  public <V> Connection<V> connect(RedisCodec<String, V> codec, Duration timeout) {
    try {
      return withOwnLoader(
          () -> {
            if (client instanceof RedisClusterClient cluster) {
              StatefulRedisClusterConnection<String, V> c = cluster.connect(codec);
              Connection<V> settled = settled(new Connection<>(c, c.async()), timeout);
              touchMasters(cluster, settled);
              return settled;
            }
            StatefulRedisConnection<String, V> c = ((RedisClient) client).connect(codec);
            return settled(new Connection<>(c, c.async()), timeout);
          });
    } catch (RedisException e) {
      throw failure(e);
    }
  }

  /** A new connection may refuse commands for a moment after it is there. */
  private <V> Connection<V> settled(Connection<V> connection, Duration timeout) {
    connection.raw().setTimeout(TIMEOUT);
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        await(connection.commands().ping());
        connection.raw().setTimeout(timeout);
        return connection;
      } catch (PortException e) {
        boolean refused = e.getCause() instanceof RedisCommandExecutionException;
        if (refused || System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
          connection.close();
          throw e;
        }
        LockSupport.parkNanos(SETTLE_NANOS);
      }
    }
  }

  /** The connections to the nodes of a cluster are made by the first command for each. */
  private <V> void touchMasters(RedisClusterClient cluster, Connection<V> connection) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    for (RedisClusterNode node : cluster.getPartitions()) {
      String key = "";
      for (int i = 0; !node.getSlots().isEmpty() && key.isEmpty(); i++) {
        key = node.hasSlot(SlotHash.getSlot("touch" + i)) ? "touch" + i : "";
      }
      for (boolean there = key.isEmpty(); !there && System.nanoTime() - end < 0; ) {
        try {
          await(connection.commands().exists(key));
          there = true;
        } catch (PortException e) {
          there = e.getCause() instanceof RedisCommandExecutionException;
          LockSupport.parkNanos(SETTLE_NANOS);
        }
      }
    }
  }

  /** Closes a connection that listens. */
  public void close(StatefulRedisPubSubConnection<String, String> connection) {
    closed(connection.closeAsync());
  }

  /** Opens a connection that listens. */
  public StatefulRedisPubSubConnection<String, String> connectPubSub() {
    try {
      return withOwnLoader(
          () ->
              client instanceof RedisClusterClient cluster
                  ? cluster.connectPubSub()
                  : ((RedisClient) client).connectPubSub());
    } catch (RedisException e) {
      throw failure(e);
    }
  }

  /** Returns the commands of the connection that everybody may use and nobody may block. */
  public RedisClusterAsyncCommands<String, String> commands() {
    checkUp();
    return shared.commands();
  }

  /** Fails at once while the server does not answer. */
  public void checkUp() {
    String reason = downReason();
    if (reason != null) {
      throw new PortException("Redis at " + target + " does not answer: " + reason);
    }
  }

  /** Returns why the server does not answer, or null. */
  public @Nullable String downReason() {
    return closed ? "closed" : downReason;
  }

  /**
   * Waits for an answer.
   *
   * @throws PortException if it is an error, or there is none in time
   */
  public <T extends @Nullable Object> T await(RedisFuture<T> future) {
    return await(future, TIMEOUT);
  }

  /** Waits for the answer to a command that blocks by itself. */
  public <T extends @Nullable Object> T await(RedisFuture<T> future, Duration timeout) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      future.cancel(true);
      down("no answer within " + timeout.toMillis() + " ms");
      throw failure(e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while waiting for Redis", e);
    }
  }

  /** Makes of a failure of the client one of ours, in the words of an operator. */
  public PortException failure(Throwable e) {
    if (e instanceof PortException ours) {
      return ours;
    }
    if (e instanceof RedisCommandExecutionException refused) {
      String text = String.valueOf(refused.getMessage());
      return new PortException(
          text.startsWith("WRONGPASS") || text.startsWith("NOAUTH") || text.startsWith("NOPERM")
              ? "Redis at "
                  + target
                  + " refuses "
                  + target.login()
                  + ", set QBRAIN_REDIS_USER and QBRAIN_REDIS_PASSWORD: "
                  + text
              : "Redis at " + target + " refuses a command: " + text,
          e);
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof RedisCommandExecutionException refused && root != e) {
      return failure(refused);
    }
    String reason = root.getMessage() == null ? root.toString() : root.getMessage();
    String advice =
        e instanceof RedisConnectionException
            ? ": start it, or set QBRAIN_REDIS_URL (unset it to use the included one)"
            : "";
    return new PortException(
        "Redis at " + target + " does not answer (" + reason + ")" + advice, e);
  }

  private void down(String reason) {
    if (downReason == null && !closed) {
      LOG.warn("Redis at {} does not answer: {}", target, reason);
    }
    downReason = reason;
  }

  /** Asks the server now and then, so that nobody else has to find out. */
  private void probe() {
    try {
      while (!closed) {
        Thread.sleep(PROBE_MILLIS);
        RedisFuture<String> ping = probing.commands().ping();
        try {
          ping.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
          if (downReason != null) {
            downReason = null;
            LOG.info("Redis at {} answers again", target);
          }
        } catch (TimeoutException e) {
          ping.cancel(true);
          down("no answer within " + TIMEOUT.toMillis() + " ms");
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          down(String.valueOf(cause.getMessage()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    probe.interrupt();
    probing.close();
    shared.close();
    shutDown();
  }

  private void shutDown() {
    try {
      client
          .shutdownAsync(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
          .get(2 * SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
      resources
          .shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
          .get(2 * SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the connections to Redis are not closed in time: {}", e.toString());
    }
  }
}
