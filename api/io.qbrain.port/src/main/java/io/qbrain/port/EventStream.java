package io.qbrain.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named streams of messages that are kept for a while and read by groups: signals, market data,
 * alerts, what became of orders. Each group gets every message, each message goes to one consumer
 * of a group; what a handler has not finished comes again. So a handler sees a message at least
 * once and may see it twice.
 *
 * <p>A stream is made by its first message. It is bounded: the oldest messages go first, which the
 * adapter's configuration says. A mirror, never the truth: nothing that trades may wait for it.
 * Safe for use by several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface EventStream {
  /** What is appended to a stream's name for the stream of its dead letters. */
  String DEAD_LETTERS = ".dead";

  /** The stream that tells of dead letters, each under the type {@code dead-letter}. */
  String ALERTS = "alerts";

  /** Header of a dead letter: the group that could not handle it. */
  String DEAD_GROUP = "dead-group";

  /** Header of a dead letter: its id in the stream where it was. */
  String DEAD_ID = "dead-id";

  /** Header of a dead letter: what the last handler threw, or that nobody finished it. */
  String DEAD_REASON = "dead-reason";

  /**
   * A message as it is read.
   *
   * @param stream where it was
   * @param id its place in the stream; opaque but for {@link #read}
   * @param message what was written
   * @param delivery how often it was given to this group, from 1; 0 from {@link #read}
   * @since 1.1
   */
  record Delivered(String stream, String id, StreamMessage message, int delivery) {}

  /** Handles messages. */
  @ConsumerType
  interface Handler {
    /**
     * Handles a message, on a thread of the subscription, one at a time. When it returns, the
     * message is done; when it throws, the message comes again after {@link Group#retryAfter}, and
     * after {@link Group#maxDeliveries} it goes to the dead letters.
     *
     * @throws Exception to have it again
     */
    void handle(Delivered delivered) throws Exception;
  }

  /** Where a group begins that did not exist before. */
  enum Start {
    /** With the oldest message that is kept. */
    OLDEST,
    /** With the next message. */
    NEW
  }

  /**
   * Who reads, and how.
   *
   * @param stream the stream
   * @param name the group, e.g. {@code order-screen}
   * @param consumer this reader within the group; two readers of one name are a mistake
   * @param start where a new group begins
   * @param maxDeliveries deliveries before a message goes to the dead letters, at least 1
   * @param retryAfter the time after which a message that was not finished comes again, to this
   *     consumer or to another: longer than handling takes
   * @since 1.1
   */
  record Group(
      String stream,
      String name,
      String consumer,
      Start start,
      int maxDeliveries,
      Duration retryAfter) {
    /** Deliveries before a message goes to the dead letters, unless said otherwise. */
    public static final int MAX_DELIVERIES = 5;

    /** The time after which an unfinished message comes again, unless said otherwise. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** Checks. */
    public Group {
      if (stream.isEmpty() || name.isEmpty() || consumer.isEmpty()) {
        throw new IllegalArgumentException(
            "expected a stream, a group and a consumer, found '%s', '%s' and '%s'"
                .formatted(stream, name, consumer));
      }
      if (maxDeliveries < 1 || retryAfter.isNegative() || retryAfter.isZero()) {
        throw new IllegalArgumentException(
            "expected at least one delivery and a positive time, found "
                + maxDeliveries
                + " and "
                + retryAfter);
      }
    }

    /** Returns a reader from the oldest message on, with the usual bounds. */
    public static Group of(String stream, String name, String consumer) {
      return new Group(stream, name, consumer, Start.OLDEST, MAX_DELIVERIES, RETRY_AFTER);
    }

    /** Returns this with another beginning. */
    public Group from(Start newStart) {
      return new Group(stream, name, consumer, newStart, maxDeliveries, retryAfter);
    }

    /** Returns this with another time after which an unfinished message comes again. */
    public Group retryingAfter(Duration time) {
      return new Group(stream, name, consumer, start, maxDeliveries, time);
    }

    /** Returns this with another number of deliveries. */
    public Group withMaxDeliveries(int most) {
      return new Group(stream, name, consumer, start, most, retryAfter);
    }
  }

  /** A reader at work. */
  @ProviderType
  interface Subscription extends AutoCloseable {
    /**
     * Stops to read; returns when the handler is not running any more, or after a bounded wait.
     * What it had not finished goes to others of the group.
     */
    @Override
    void close();
  }

  /**
   * A group of a stream.
   *
   * @param name its name
   * @param consumers its readers
   * @param pending messages given out and not finished
   * @param lag messages that it has not seen yet; -1 if the server cannot say
   * @since 1.1
   */
  record GroupView(String name, int consumers, long pending, long lag) {}

  /**
   * A stream.
   *
   * @param name its name
   * @param length messages that are kept
   * @param deadLetters messages that no handler could take
   * @param groups its groups, by name
   * @since 1.1
   */
  record StreamView(String name, long length, long deadLetters, List<GroupView> groups) {}

  /**
   * Appends messages in their order; accepted by the server when it returns.
   *
   * @throws PortException if that is not known; some may be there then, and a reader that is given
   *     them twice tells them by their headers
   */
  void publish(String stream, List<StreamMessage> messages);

  /**
   * Begins to read, on a thread of its own. While the server is away nothing comes; the
   * subscription goes on when it is back.
   *
   * @throws PortException if the transport is not started
   */
  Subscription subscribe(Group group, Handler handler);

  /**
   * Returns messages after a place in a stream, outside of any group; an empty id is before the
   * first. None if there is no such stream.
   *
   * @throws PortException if the server does not answer in time
   */
  List<Delivered> read(String stream, String afterId, int limit);

  /**
   * Returns the newest message of a stream; empty if there is none.
   *
   * @throws PortException if the server does not answer in time
   */
  default Optional<Delivered> last(String stream) {
    Optional<Delivered> last = Optional.empty();
    for (List<Delivered> page = read(stream, "", 1_000); !page.isEmpty(); ) {
      last = Optional.of(page.get(page.size() - 1));
      page = read(stream, last.get().id(), 1_000);
    }
    return last;
  }

  /**
   * Returns the streams that there are, by name, without those of dead letters.
   *
   * @throws PortException if the server does not answer in time
   */
  List<StreamView> streams();
}
