package io.qbrain.messaging.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.messaging.redis.client.Script;
import io.qbrain.port.Broadcast;
import io.qbrain.port.PortException;
import io.qbrain.port.SharedCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of Redis with a time to live. A region has a hash with its epoch, the number of its last
 * eviction and its generation: evicting a region begins a new generation, and what is of another
 * one is not there any more.
 */
@Component(service = SharedCache.class, property = "qbrain.transport=redis")
public final class RedisCache implements SharedCache, RedisMessaging.Part {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /** KEYS: region, value, lease. ARGV: token, lease in ms. Answers value, or token, or neither. */
  private static final Script FIND =
      new Script(
          ScriptOutputType.MULTI,
          """
          local g = redis.call('HGET', KEYS[1], 'g') or '0'
          local found = redis.call('HMGET', KEYS[2], 'g', 'v')
          if found[1] == g then return {'v', found[2]} end
          local token = g .. ':' .. ARGV[1]
          local held = redis.call('GET', KEYS[3])
          if held and string.sub(held, 1, #g + 1) == g .. ':' then return {'b'} end
          redis.call('SET', KEYS[3], token, 'PX', ARGV[2])
          return {'t', token}
          """);

  /** KEYS: region, value, lease. ARGV: token, value, time to live in ms. */
  private static final Script FILL =
      new Script(
          ScriptOutputType.INTEGER,
          """
          local g = redis.call('HGET', KEYS[1], 'g') or '0'
          if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
          redis.call('DEL', KEYS[3])
          if string.sub(ARGV[1], 1, #g + 1) ~= g .. ':' then return 0 end
          redis.call('DEL', KEYS[2])
          redis.call('HSET', KEYS[2], 'g', g, 'v', ARGV[2])
          redis.call('PEXPIRE', KEYS[2], ARGV[3])
          return 1
          """);

  /** KEYS: lease. ARGV: token. */
  private static final Script RELEASE =
      new Script(
          ScriptOutputType.INTEGER,
          """
          if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
          return redis.call('DEL', KEYS[1])
          """);

  /** KEYS: region, value, lease. ARGV: epoch if there is none, channel, region, key. */
  private static final Script EVICT =
      new Script(
          ScriptOutputType.INTEGER,
          """
          redis.call('HSETNX', KEYS[1], 'e', ARGV[1])
          local n = redis.call('HINCRBY', KEYS[1], 'n', 1)
          if KEYS[2] then
            redis.call('DEL', KEYS[2], KEYS[3])
          else
            redis.call('HSET', KEYS[1], 'g', n)
          end
          redis.call('PUBLISH', ARGV[2],
              redis.call('HGET', KEYS[1], 'e') .. ' ' .. n .. ' ' .. #ARGV[3] .. ' '
              .. ARGV[3] .. (KEYS[2] and ('k' .. ARGV[4]) or 'r'))
          return n
          """);

  /** KEYS: region. ARGV: epoch if there is none. */
  private static final Script MARK =
      new Script(
          ScriptOutputType.MULTI,
          """
          redis.call('HSETNX', KEYS[1], 'e', ARGV[1])
          return {redis.call('HGET', KEYS[1], 'e'), redis.call('HGET', KEYS[1], 'n') or '0'}
          """);

  private final RedisMessaging redis;
  private final RedisBroadcast broadcast;
  private final Keys keys;
  private volatile @Nullable RedisLink link;
  private volatile RedisLink.@Nullable Connection<byte[]> connection;

  /** Takes the connections. */
  @Activate
  public RedisCache(@Reference RedisMessaging redis, @Reference RedisBroadcast broadcast) {
    this.redis = redis;
    this.broadcast = broadcast;
    this.keys = new Keys(redis.settings().prefix());
    redis.add(this);
  }

  @Deactivate
  void deactivate() {
    closing();
    redis.remove(this);
  }

  @Override
  public void opened(RedisLink opened) {
    connection = opened.connect(CODEC, RedisLink.TIMEOUT);
    link = opened;
  }

  @Override
  public void closing() {
    link = null;
    RedisLink.Connection<byte[]> open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean isAvailable() {
    RedisLink current = link;
    return current != null && current.downReason() == null;
  }

  private RedisLink link() {
    RedisLink current = link;
    if (current == null) {
      throw new PortException("Redis is not started");
    }
    current.checkUp();
    return current;
  }

  private <T> T run(Script script, String[] names, byte[]... values) {
    RedisLink current = link();
    RedisLink.Connection<byte[]> on = connection;
    if (on == null) {
      throw new PortException("Redis is not started");
    }
    return script.run(current, on.commands(), names, values);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String[] names(String region, String key) {
    return new String[] {keys.region(region), keys.value(region, key), keys.lease(region, key)};
  }

  @Override
  public Found find(String region, String key, Duration lease) {
    List<byte[]> answer =
        run(
            FIND,
            names(region, key),
            bytes(UUID.randomUUID().toString()),
            bytes(Long.toString(lease.toMillis())));
    return switch ((char) answer.get(0)[0]) {
      case 'v' -> new Found(Optional.of(answer.get(1)), Optional.empty());
      case 't' ->
          new Found(
              Optional.empty(), Optional.of(new String(answer.get(1), StandardCharsets.UTF_8)));
      default -> new Found(Optional.empty(), Optional.empty());
    };
  }

  @Override
  public boolean fill(String region, String key, String token, byte[] value, Duration ttl) {
    Long filled =
        run(
            FILL,
            names(region, key),
            bytes(token),
            value,
            bytes(Long.toString(Math.max(1, ttl.toMillis()))));
    return filled == 1;
  }

  @Override
  public void release(String region, String key, String token) {
    Long unused = run(RELEASE, new String[] {keys.lease(region, key)}, bytes(token));
  }

  @Override
  public void evict(String region, Optional<String> key) {
    Long unused =
        run(
            EVICT,
            key.map(k -> names(region, k)).orElseGet(() -> new String[] {keys.region(region)}),
            bytes(UUID.randomUUID().toString()),
            bytes(keys.evictions()),
            bytes(region),
            bytes(key.orElse("")));
  }

  @Override
  public Mark mark(String region) {
    List<byte[]> answer =
        run(MARK, new String[] {keys.region(region)}, bytes(UUID.randomUUID().toString()));
    return new Mark(
        new String(answer.get(0), StandardCharsets.UTF_8),
        Long.parseLong(new String(answer.get(1), StandardCharsets.UTF_8)));
  }

  @Override
  public Broadcast.Listening listen(Listener listener) {
    return broadcast.listenTo(
        keys.evictions(),
        new RedisBroadcast.Attentive() {
          @Override
          public void onMessage(String message) {
            tell(listener, message);
          }

          @Override
          public void onGap() {
            listener.onConnected();
          }

          @Override
          public void onLost() {
            listener.onLost();
          }
        });
  }

  /** A message: epoch, number, bytes of the region's name, the name, then r or k and the key. */
  private static void tell(Listener listener, String message) {
    String[] words = message.split(" ", 4);
    if (words.length != 4) {
      LOG.warn("expected an eviction, found '{}'", message);
      return;
    }
    byte[] rest = bytes(words[3]);
    int length = Integer.parseInt(words[2]);
    String region = new String(rest, 0, length, StandardCharsets.UTF_8);
    String tail = new String(rest, length, rest.length - length, StandardCharsets.UTF_8);
    listener.onEvicted(
        region,
        tail.startsWith("k") ? Optional.of(tail.substring(1)) : Optional.empty(),
        new Mark(words[0], Long.parseLong(words[1])));
  }
}
