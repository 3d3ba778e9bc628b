package io.qbrain.port;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Short messages to every node that listens now; kept by nobody. Who must not miss one asks {@link
 * Listener#onGap} and reads the truth again. Safe for use by several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface Broadcast {
  /** Listens on a channel. */
  @ConsumerType
  interface Listener {
    /** Takes a message, one at a time; must not block. */
    void onMessage(String message);

    /**
     * Says that messages may have been missed: the connection was lost and is back, or is there for
     * the first time. Messages after this call are complete again.
     */
    default void onGap() {}
  }

  /** Ends listening. */
  @ProviderType
  interface Listening extends AutoCloseable {
    /** Stops to listen. */
    @Override
    void close();
  }

  /**
   * Sends a message to all who listen, this node included.
   *
   * @throws PortException if it is not known to have left in time
   */
  void send(String channel, String message);

  /** Begins to listen; while the server is away nothing comes. */
  Listening listen(String channel, Listener listener);
}
