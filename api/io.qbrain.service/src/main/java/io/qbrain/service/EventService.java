package io.qbrain.service;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The event log: what happened, read from any place, and the tables that are made of it.
 *
 * @since 1.1
 */
@ProviderType
public interface EventService {
  /** The log that is always there: the outbox in the database. */
  String OUTBOX = "outbox";

  /**
   * Which events.
   *
   * @param log {@code outbox} or {@code kafka}
   * @param topic the topic
   * @param stream only events of this stream, e.g. an account; empty for all
   * @param after where to begin; {@link EventPosition#START} for the oldest that is kept
   * @param limit at most so many, 1 to 1,000
   * @since 1.1
   */
  record EventQuery(
      String log, EventTopic topic, Optional<String> stream, EventPosition after, int limit) {}

  /**
   * A place where the log can be read.
   *
   * @param name its name in queries
   * @param detail what and where it is
   * @since 1.1
   */
  record LogView(String name, String detail) {}

  /**
   * A reader of the log: a relay to another server, or a projection, a table made of events.
   *
   * @param name its name
   * @param projection whether it is a projection of this platform, which can be replayed
   * @param owner the process that reads now; empty if none does
   * @param positions where it stands in each topic that it reads
   * @param behind events that it has not had yet, counted up to 100,000; -1 if that is not known
   * @param movedNanos when it moved last, in nanoseconds since 1970; 0 if never
   * @param problem why it does not go on; empty if it does
   * @since 1.1
   */
  record ReaderView(
      String name,
      boolean projection,
      Optional<String> owner,
      Map<EventTopic, EventPosition> positions,
      long behind,
      long movedNanos,
      String problem) {
    /** Copies the positions. */
    public ReaderView {
      positions = Map.copyOf(positions);
    }
  }

  /** Returns the logs that can be read, by name. */
  List<LogView> logs();

  /**
   * Reads events, the oldest first.
   *
   * @throws ServiceException NOT_FOUND {@code log.unknown}; INVALID {@code events.query};
   *     UNAVAILABLE {@code events.unavailable}
   */
  EventPage list(EventQuery query);

  /**
   * Returns the place after everything that can be read now.
   *
   * @throws ServiceException as {@link #list}
   */
  EventPosition end(String log, EventTopic topic);

  /**
   * Returns a place before every event that was appended at a time or later, not far from it.
   *
   * @param timeNanos in nanoseconds since 1970
   * @throws ServiceException as {@link #list}
   */
  EventPosition at(String log, EventTopic topic, long timeNanos);

  /**
   * Returns who reads the log and how far each is, by name.
   *
   * @throws ServiceException UNAVAILABLE {@code events.unavailable}
   */
  List<ReaderView> readers();

  /**
   * Empties a projection and makes it again of the events after a place; it fills on a thread of
   * its own.
   *
   * @param from {@link EventPosition#START} for all that is kept
   * @param reason why, for the record
   * @throws ServiceException NOT_FOUND {@code projection.unknown}; CONFLICT {@code
   *     projection.taken} while another node makes it; UNAVAILABLE {@code events.unavailable}
   */
  ReaderView replay(String projection, EventPosition from, String reason);
}
