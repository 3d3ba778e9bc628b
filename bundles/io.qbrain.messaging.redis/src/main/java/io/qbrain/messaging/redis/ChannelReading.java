package io.qbrain.messaging.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens to a channel. What comes faster than it is taken is counted as missed; a connection that
 * is lost ends the reading, because nobody knows what was sent meanwhile.
 */
final class ChannelReading implements MessageSource.Reading {
  private static final int MAX_WAITING = 10_000;
  private static final int BATCH = 500;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RedisLink link;
  private final StatefulRedisPubSubConnection<String, String> connection;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong missed = new AtomicLong();
  private volatile String ended = "";

  ChannelReading(RedisLink link, String channel) {
    this.link = link;
    link.checkUp();
    this.connection = link.connectPubSub();
    connection.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String from, String message) {
            if (!waiting.offer(message)) {
              missed.incrementAndGet();
            }
          }
        });
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            ended = "the connection to Redis is lost";
          }
        });
    try {
      link.await(connection.async().subscribe(channel));
    } catch (RedisException | PortException e) {
      close();
      throw link.failure(e);
    }
  }

  @Override
  public MessageSource.Batch next(Duration longest) {
    List<Message> messages = new ArrayList<>();
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (messages.isEmpty() && System.nanoTime() - end < 0) {
        String first = waiting.poll(LOOK_NANOS, TimeUnit.NANOSECONDS);
        if (first != null) {
          messages.add(new Message("", first));
        } else if (!ended.isEmpty()) {
          throw new PortException(ended);
        } else {
          link.checkUp();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while listening to Redis", e);
    }
    List<String> more = new ArrayList<>();
    waiting.drainTo(more, BATCH);
    more.forEach(text -> messages.add(new Message("", text)));
    return new MessageSource.Batch(messages, missed.getAndSet(0));
  }

  @Override
  public String position() {
    return "";
  }

  @Override
  public void close() {
    ended = "closed";
    link.close(connection);
  }
}
