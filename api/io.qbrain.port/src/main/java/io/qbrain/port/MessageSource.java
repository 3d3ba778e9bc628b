package io.qbrain.port;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Messages that others write into a server, such as those of a Redis stream or a Kafka topic, for
 * feeds that make market data of them. The adapter of the server registers it as a service with the
 * property {@code qbrain.source}, e.g. {@code redis}. Safe for use by several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface MessageSource {

  /** How a server passes messages on. */
  enum Kind {
    /** It keeps them: who was away reads on where it was. */
    KEPT,
    /** It sends them to who listens now; who is away or too slow misses some. */
    PASSING
  }

  /**
   * Where messages are.
   *
   * @param kind how they are passed on
   * @param name the name that the server knows, e.g. of a stream, a channel or a topic
   * @param only of a record the part, or of all records those with this key, that is wanted, as the
   *     server has it; empty for all
   * @param oldest whether a first reading begins with the oldest message that is kept, and not with
   *     the next
   * @since 1.1
   */
  record Place(Kind kind, String name, String only, boolean oldest) {
    /** Checks that there is a name. */
    public Place {
      if (name.isBlank()) {
        throw new IllegalArgumentException("expected the name of a stream, channel or topic");
      }
    }
  }

  /**
   * A message.
   *
   * @param position where one may read on after it, for {@link #open}; empty if nothing is kept
   * @param text what it says; where it has several fields, an object of them in JSON
   * @since 1.1
   */
  record Message(String position, String text) {}

  /**
   * What came.
   *
   * @param messages in order; none if nothing came in time
   * @param missed so many were lost since the last batch: they came faster than they were taken
   * @since 1.1
   */
  record Batch(List<Message> messages, long missed) {
    /** Copies. */
    public Batch {
      messages = List.copyOf(messages);
    }
  }

  /** A connection that reads; used by one thread, but closed by any. */
  @ProviderType
  interface Reading extends AutoCloseable {
    /**
     * Waits for messages.
     *
     * @param longest the longest wait while none comes
     * @throws PortException if the connection ended, or the server does not answer in time; this
     *     reading is of no more use then
     */
    Batch next(Duration longest);

    /**
     * Returns from where on another reading would give out what this one has not; empty if nothing
     * is kept.
     */
    String position();

    /** Ends it; a waiting {@link #next} ends within a few seconds. */
    @Override
    void close();
  }

  /** Returns what and where the server is, without secrets. */
  String describe();

  /**
   * Begins to read: what is written when this has returned is read.
   *
   * @param place where
   * @param after the position where an earlier reading stood; empty if there was none
   * @throws PortException if the server does not answer
   * @throws IllegalArgumentException if the server cannot have such a place
   */
  Reading open(Place place, String after);
}
