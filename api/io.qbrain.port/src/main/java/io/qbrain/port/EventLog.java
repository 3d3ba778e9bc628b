package io.qbrain.port;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happened, kept for long and read again from any place: {@link EventTopic}s of streams, each
 * numbered from 1 without gaps, so that a reader sees a loss and a repetition. The order within a
 * stream is that of appending; between streams there is none that one may rely on.
 *
 * <p>Events of accounts come here with the journal, in its transaction; {@link #append} is for the
 * others. What was appended can be read a moment later, everything before it in its stream first.
 * Safe for use by several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface EventLog {
  /** The most events that one call reads. */
  int MAX_PAGE = 1_000;

  /** Returns what and where it is, without secrets, e.g. {@code outbox in PostgreSQL}. */
  String describe();

  /**
   * Appends events in their order, all or none of them; durable when it returns.
   *
   * @throws PortException if they are not known to be durable
   */
  void append(List<EventDraft> events);

  /**
   * Reads events after a place, the oldest first. Numbers are checked: what lacks an event before
   * it is not given out.
   *
   * @param topic the topic
   * @param stream only events of this stream; empty for all
   * @param after where to begin; {@link EventPosition#START} for the oldest that is kept
   * @param limit at most so many, 1 to {@value #MAX_PAGE}
   * @throws PortException if the log does not answer in time, is damaged, or does not know the
   *     position
   */
  EventPage read(EventTopic topic, Optional<String> stream, EventPosition after, int limit);

  /**
   * Returns the place after everything that can be read now.
   *
   * @throws PortException if the log does not answer in time
   */
  EventPosition end(EventTopic topic);

  /**
   * Returns a place before every event that was appended at a time or later, not far from it.
   *
   * @param timeNanos in nanoseconds since 1970, by the server's clock
   * @throws PortException if the log does not answer in time
   */
  EventPosition at(EventTopic topic, long timeNanos);

  /**
   * Counts the events after a place, up to a bound.
   *
   * @throws PortException if the log does not answer in time
   */
  long countAfter(EventTopic topic, EventPosition after, long atMost);
}
