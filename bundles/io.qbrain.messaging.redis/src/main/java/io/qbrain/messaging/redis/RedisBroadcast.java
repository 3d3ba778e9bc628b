package io.qbrain.messaging.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.port.Broadcast;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publish and subscribe of Redis. Listeners are called on one thread, from a bounded queue: when
 * they are too slow, messages are missed, and they are told so.
 */
@Component(
    service = {Broadcast.class, RedisBroadcast.class},
    property = "qbrain.transport=redis")
public final class RedisBroadcast implements Broadcast, RedisMessaging.Part {
  private static final Logger LOG = LoggerFactory.getLogger(RedisBroadcast.class);
  private static final int MAX_WAITING = 10_000;
  private static final long IDLE_MILLIS = 500;

  /** Hears also that the connection is lost. */
  interface Attentive extends Listener {
    void onLost();
  }

  private enum What {
    MESSAGE,
    GAP,
    LOST
  }

  /**
   * What is to be told: to one listener, or to all of a channel.
   *
   * @param message empty unless it is one
   */
  private record Heard(String channel, What what, String message, @Nullable Listener only) {
    static Heard of(String channel, What what) {
      return new Heard(channel, what, "", null);
    }
  }

  private final RedisMessaging redis;
  private final Keys keys;
  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Heard> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final Set<String> overrun = ConcurrentHashMap.newKeySet();
  private @Nullable StatefulRedisPubSubConnection<String, String> connection;
  private @Nullable RedisLink link;
  private @Nullable Thread thread;

  /** Takes the connections. */
  @Activate
  public RedisBroadcast(@Reference RedisMessaging redis) {
    this.redis = redis;
    this.keys = new Keys(redis.settings().prefix());
    redis.add(this);
  }

  @Deactivate
  void deactivate() {
    closing();
    redis.remove(this);
  }

  @Override
  public synchronized void opened(RedisLink link) {
    StatefulRedisPubSubConnection<String, String> opened = link.connectPubSub();
    opened.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String channel, String message) {
            hear(new Heard(channel, What.MESSAGE, message, null));
          }

          @Override
          public void subscribed(String channel, long count) {
            subscribed.add(channel);
            hear(Heard.of(channel, What.GAP));
          }
        });
    opened.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            for (String channel : Set.copyOf(subscribed)) {
              subscribed.remove(channel);
              hear(Heard.of(channel, What.LOST));
            }
          }
        });
    connection = opened;
    this.link = link;
    Thread started = new Thread(this::tell, "qbrain-redis-broadcast");
    started.setDaemon(true);
    thread = started;
    started.start();
    new HashSet<>(listeners.keySet()).forEach(this::subscribe);
  }

  @Override
  public synchronized void closing() {
    StatefulRedisPubSubConnection<String, String> open = connection;
    connection = null;
    RedisLink openLink = link;
    if (open != null && openLink != null) {
      openLink.close(open);
    }
    link = null;
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
    subscribed.clear();
    waiting.clear();
  }

  private void subscribe(String channel) {
    StatefulRedisPubSubConnection<String, String> open = connection;
    if (open == null) {
      return;
    }
    try {
      // The answer comes as an event, now or after a reconnect.
      open.async()
          .subscribe(channel)
          .whenComplete(
              (done, e) -> {
                if (e != null) {
                  LOG.debug("not subscribed to {} yet: {}", channel, e.toString());
                }
              });
    } catch (RedisException e) {
      LOG.warn("cannot listen on {}: {}", channel, e.getMessage());
    }
  }

  private void hear(Heard heard) {
    if (!waiting.offer(heard)) {
      overrun.add(heard.channel());
    }
  }

  private void tell() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Heard heard = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (heard != null) {
          tell(heard);
        } else {
          subscribeAgain();
        }
        if (!overrun.isEmpty() && waiting.isEmpty()) {
          for (String channel : Set.copyOf(overrun)) {
            overrun.remove(channel);
            LOG.warn("listeners on {} are too slow: messages were missed", channel);
            tell(Heard.of(channel, What.GAP));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Heard heard) {
    Listener only = heard.only();
    List<Listener> to =
        only == null ? listeners.getOrDefault(heard.channel(), List.of()) : List.of(only);
    for (Listener listener : to) {
      try {
        switch (heard.what()) {
          case MESSAGE -> listener.onMessage(heard.message());
          case GAP -> listener.onGap();
          case LOST -> {
            if (listener instanceof Attentive attentive) {
              attentive.onLost();
            }
          }
        }
      } catch (RuntimeException e) {
        LOG.warn("a listener on {} failed: {}", heard.channel(), e.toString());
      }
    }
  }

  /** What the server had not confirmed when the connection broke is not asked for by itself. */
  private synchronized void subscribeAgain() {
    listeners.keySet().stream().filter(c -> !subscribed.contains(c)).forEach(this::subscribe);
  }

  @Override
  public void send(String channel, String message) {
    RedisLink link = redis.link();
    link.await(link.commands().publish(keys.channel(channel), message));
  }

  @Override
  public Listening listen(String channel, Listener listener) {
    return listenTo(keys.channel(channel), listener);
  }

  /** Listens on a channel by the name that it has at the server. */
  synchronized Listening listenTo(String channel, Listener listener) {
    List<Listener> all = listeners.get(channel);
    if (all == null) {
      all = new CopyOnWriteArrayList<>();
      all.add(listener);
      listeners.put(channel, all);
      subscribe(channel);
    } else {
      all.add(listener);
      if (subscribed.contains(channel)) {
        hear(new Heard(channel, What.GAP, "", listener));
      }
    }
    return () -> forget(channel, listener);
  }

  private synchronized void forget(String channel, Listener listener) {
    List<Listener> all = listeners.get(channel);
    if (all == null || !all.remove(listener) || !all.isEmpty()) {
      return;
    }
    listeners.remove(channel);
    subscribed.remove(channel);
    StatefulRedisPubSubConnection<String, String> open = connection;
    if (open != null) {
      open.async()
          .unsubscribe(channel)
          .whenComplete(
              (done, e) -> {
                if (e != null) {
                  LOG.debug("still subscribed to {}: {}", channel, e.toString());
                }
              });
    }
  }
}
