package io.qbrain.port;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A server that trading does not depend on, such as Redis, Kafka or InfluxDB: what is in it comes
 * from elsewhere. The platform starts every mirror beside the account, never before it waits for
 * one; a start that fails is named in the status and tried again every few seconds.
 *
 * @since 1.1
 */
@ProviderType
public interface Mirror extends Startable {
  /**
   * How a mirror is.
   *
   * @param up whether it answers
   * @param detail what and where it is, or why it is down and what to do; no secrets
   * @since 1.1
   */
  record Health(boolean up, String detail) {}

  /** Returns its name in the status, e.g. {@code redis}. */
  String name();

  /**
   * Returns whether the platform brings this server along. Where such a one cannot start, an
   * adapter within this process stands in for it until the platform starts again; where another
   * server is configured, nothing does.
   */
  default boolean isIncluded() {
    return false;
  }

  /** Returns how it is now; never blocks; any thread. */
  Health health();
}
