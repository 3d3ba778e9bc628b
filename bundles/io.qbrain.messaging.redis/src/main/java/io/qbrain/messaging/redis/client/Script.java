package io.qbrain.messaging.redis.client;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A few commands that are carried out as one; all its keys lie in one slot of a cluster. */
public final class Script {
  private final String source;
  private final String digest;
  private final ScriptOutputType output;

  /** Makes a script whose answer is of a type. */
  public Script(ScriptOutputType output, String source) {
    this.output = output;
    this.source = source;
    try {
      this.digest =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-1")
                      .digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it and waits for its answer; sends the source if the server does not know it. */
  @SafeVarargs
  public final <T, V> T run(
      RedisLink link, RedisClusterAsyncCommands<String, V> on, String[] keys, V... values) {
    link.checkUp();
    RedisFuture<T> known = on.evalsha(digest, output, keys, values);
    try {
      return known.get(RedisLink.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisNoScriptException) {
        return link.await(on.eval(source, output, keys, values));
      }
      throw link.failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      known.cancel(true);
      throw link.failure(e);
    } catch (InterruptedException e) {
      known.cancel(true);
      Thread.currentThread().interrupt();
      throw new io.qbrain.port.PortException("interrupted while waiting for Redis", e);
    }
  }
}
