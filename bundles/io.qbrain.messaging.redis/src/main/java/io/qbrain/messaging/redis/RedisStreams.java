package io.qbrain.messaging.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Streams of Redis. */
@Component(service = EventStream.class, property = "qbrain.transport=redis")
public final class RedisStreams implements EventStream, RedisMessaging.Part {
  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_READ = 10_000;

  private final RedisMessaging redis;
  private final Keys keys;
  private volatile RedisLink.@Nullable Connection<String> writing;
  private final Set<RedisReader> readers = ConcurrentHashMap.newKeySet();

  /** Takes the connections. */
  @Activate
  public RedisStreams(@Reference RedisMessaging redis) {
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
  public void opened(RedisLink link) {
    writing = link.connect(StringCodec.UTF8, RedisLink.TIMEOUT);
  }

  @Override
  public void closing() {
    readers.forEach(RedisReader::close);
    RedisLink.Connection<String> open = writing;
    writing = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void publish(String stream, List<StreamMessage> messages) {
    RedisLink link = redis.link();
    link.checkUp();
    RedisLink.Connection<String> to = writing;
    if (to == null) {
      throw new PortException("Redis is not started");
    }
    for (int from = 0; from < messages.size(); from += MOST_AT_ONCE) {
      add(link, to, stream, messages.subList(from, Math.min(messages.size(), from + MOST_AT_ONCE)));
    }
  }

  private void add(
      RedisLink link,
      RedisLink.Connection<String> to,
      String stream,
      List<StreamMessage> messages) {
    XAddArgs bounded = XAddArgs.Builder.maxlen(redis.settings().streamLength());
    bounded.approximateTrimming();
    RedisClusterAsyncCommands<String, String> commands = to.commands();
    List<RedisFuture<?>> answers = new ArrayList<>();
    String key = keys.stream(stream);
    synchronized (to) { // all of them leave in one write
      to.raw().setAutoFlushCommands(false);
      try {
        if (!DeadLetters.isOne(stream)) {
          answers.add(commands.sadd(keys.streams(), stream));
        }
        for (StreamMessage message : messages) {
          answers.add(commands.xadd(key, bounded, Entries.fields(message)));
        }
      } finally {
        to.raw().flushCommands();
        to.raw().setAutoFlushCommands(true);
      }
    }
    long end = System.nanoTime() + RedisLink.TIMEOUT.toNanos();
    for (RedisFuture<?> answer : answers) {
      link.await(answer, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
    }
  }

  @Override
  public Subscription subscribe(Group group, Handler handler) {
    RedisReader reader = new RedisReader(redis.link(), keys, group, handler, this);
    reader.open();
    readers.add(reader);
    return () -> {
      readers.remove(reader);
      reader.close();
    };
  }

  @Override
  public List<Delivered> read(String stream, String afterId, int limit) {
    RedisLink link = redis.link();
    Range<String> after =
        afterId.isEmpty()
            ? Range.unbounded()
            : Range.from(Range.Boundary.excluding(afterId), Range.Boundary.unbounded());
    List<Delivered> found = new ArrayList<>();
    for (io.lettuce.core.StreamMessage<String, String> entry :
        link.await(
            link.commands()
                .xrange(keys.stream(stream), after, Limit.from(Math.min(limit, MOST_READ))))) {
      found.add(new Delivered(stream, entry.getId(), Entries.message(entry.getBody()), 0));
    }
    return found;
  }

  @Override
  public Optional<Delivered> last(String stream) {
    RedisLink link = redis.link();
    return link
        .await(link.commands().xrevrange(keys.stream(stream), Range.unbounded(), Limit.from(1)))
        .stream()
        .findFirst()
        .map(e -> new Delivered(stream, e.getId(), Entries.message(e.getBody()), 0));
  }

  @Override
  public List<StreamView> streams() {
    RedisLink link = redis.link();
    RedisClusterAsyncCommands<String, String> commands = link.commands();
    List<StreamView> views = new ArrayList<>();
    for (String name : new TreeSet<>(link.await(commands.smembers(keys.streams())))) {
      RedisFuture<Long> length = commands.xlen(keys.stream(name));
      RedisFuture<Long> dead = commands.xlen(keys.dead(name));
      if (link.await(length) > 0 || link.await(commands.exists(keys.stream(name))) > 0) {
        views.add(
            new StreamView(
                name,
                link.await(length),
                link.await(dead),
                groups(link.await(commands.xinfoGroups(keys.stream(name))))));
      }
    }
    return views;
  }

  private static List<GroupView> groups(List<Object> answer) {
    List<GroupView> views = new ArrayList<>();
    for (Object each : answer) {
      Map<String, @Nullable Object> fields = new HashMap<>();
      if (each instanceof List<?> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
          fields.put(String.valueOf(pairs.get(i)), pairs.get(i + 1));
        }
      } else if (each instanceof Map<?, ?> map) {
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
      } else {
        throw new PortException("expected the fields of a group from Redis, found " + each);
      }
      views.add(
          new GroupView(
              String.valueOf(fields.get("name")),
              (int) number(fields.get("consumers")),
              number(fields.get("pending")),
              number(fields.get("lag"))));
    }
    return views;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Long number ? number : -1;
  }
}
