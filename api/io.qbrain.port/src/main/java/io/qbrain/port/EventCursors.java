package io.qbrain.port;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where readers of the event log stand, kept in the database, and who of several nodes reads: one
 * at a time, by a claim with a time limit. Each new claim has a greater token than all before it;
 * what is done under an older one is refused, however late it comes. Times are the database's.
 *
 * @since 1.1
 */
@ProviderType
public interface EventCursors {

  /**
   * The right to move a cursor.
   *
   * @param cursor its name, e.g. {@code kafka}
   * @param owner who has it, e.g. a node
   * @param token greater than that of every claim before
   * @since 1.1
   */
  record Claim(String cursor, String owner, long token) {}

  /**
   * A cursor.
   *
   * @param name its name
   * @param owner who has it now; empty if nobody
   * @param token the last claim's
   * @param positions where it stands in each topic that it reads
   * @param movedNanos when it moved last, in nanoseconds since 1970; 0 if never
   * @since 1.1
   */
  record CursorView(
      String name,
      Optional<String> owner,
      long token,
      Map<EventTopic, EventPosition> positions,
      long movedNanos) {
    /** Copies the positions. */
    public CursorView {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * Takes a cursor that nobody has, or keeps the one that the owner has; makes it if there is none.
   *
   * @param timeToLive the time after which others may take it, unless it is claimed again
   * @return empty if another owner has it
   * @throws PortException if the database does not answer
   */
  Optional<Claim> claim(String cursor, String owner, Duration timeToLive);

  /** Gives a cursor back before its time; does nothing if the claim is not the last one. */
  void release(Claim claim);

  /** Returns where a cursor stands; {@link EventPosition#START} if it never moved. */
  EventPosition position(String cursor, EventTopic topic);

  /**
   * Moves a cursor.
   *
   * @throws PortException if the claim is not the last one
   */
  void move(Claim claim, EventTopic topic, EventPosition to);

  /**
   * Gives events to a projection and moves its cursor, in one transaction: an event that it had
   * before is passed over, so each has its effect once, whoever is killed when. The cursor is that
   * of the claim.
   *
   * @return how many the projection had not seen
   * @throws PortException if the claim is not the last one, or an event is missing before another,
   *     or the projection throws; nothing was done then
   */
  int apply(Claim claim, EventProjection projection, EventTopic topic, EventPage page);

  /**
   * Empties a projection and puts its cursor elsewhere, in one transaction.
   *
   * @throws PortException if the claim is not the last one
   */
  void restart(Claim claim, EventProjection projection, Map<EventTopic, EventPosition> from);

  /** Returns the cursors, by name. */
  List<CursorView> list();
}
