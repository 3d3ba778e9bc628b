package io.qbrain.messaging.redis.server;

/**
 * How a running server is reached.
 *
 * @param pid the process id of the server, not of its guard
 */
public record ServerAddress(int port, String password, long pid) {
  /** The only address that it listens on. */
  public static final String HOST = "127.0.0.1";

  @Override
  public String toString() {
    return "Redis on " + HOST + ":" + port + " (process " + pid + ")";
  }
}
