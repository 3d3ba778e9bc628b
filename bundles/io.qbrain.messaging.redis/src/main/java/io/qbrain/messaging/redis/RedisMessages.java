package io.qbrain.messaging.redis;

import io.qbrain.port.MessageSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What others write into streams and send to channels, by the names that the server knows: no
 * prefix is put before them.
 */
@Component(service = MessageSource.class, property = "qbrain.source=redis")
public final class RedisMessages implements MessageSource {
  private final RedisMessaging redis;

  /** Takes the connections. */
  @Activate
  public RedisMessages(@Reference RedisMessaging redis) {
    this.redis = redis;
  }

  @Override
  public String describe() {
    return redis.health().detail();
  }

  @Override
  public Reading open(Place place, String after) {
    return place.kind() == Kind.PASSING
        ? new ChannelReading(redis.link(), place.name())
        : new StreamReading(redis.link(), place, after);
  }
}
