package io.qbrain.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Short pieces of work, each for one worker. What a worker took and did not finish before it died
 * goes back into the queue; so work is done at least once. What must not be lost with a mirror, be
 * scheduled or be looked at later is a task in the database instead. Safe for use by several
 * threads.
 *
 * @since 1.1
 */
@ProviderType
public interface WorkQueue {
  /** Attempts before a piece of work is put aside. */
  int MAX_ATTEMPTS = 5;

  /**
   * A piece of work that this node has taken.
   *
   * @param queue where it was
   * @param id given by {@link #put}
   * @param body what to do
   * @param attempt how often it was taken, from 1
   * @since 1.1
   */
  record Work(String queue, String id, String body, int attempt) {}

  /**
   * A queue.
   *
   * @param name its name
   * @param waiting pieces that nobody has taken
   * @param taken pieces that a worker has
   * @param dead pieces put aside after {@link #MAX_ATTEMPTS}
   * @since 1.1
   */
  record QueueView(String name, long waiting, long taken, long dead) {}

  /**
   * Appends a piece of work.
   *
   * @return its id
   * @throws PortException if it is not known to be there
   */
  String put(String queue, String body);

  /**
   * Takes the oldest piece of work, waiting for one; empty if none came in time.
   *
   * @throws PortException if the server does not answer in time
   */
  Optional<Work> take(String queue, Duration wait);

  /**
   * Says that a piece of work is done.
   *
   * @return false if it was taken back meanwhile: another worker has it or will have it
   * @throws PortException if that is not known to be recorded
   */
  boolean done(Work work);

  /**
   * Gives a piece of work back, to be taken again; after {@link #MAX_ATTEMPTS} it is put aside.
   *
   * @throws PortException if that is not known to be recorded
   */
  void giveBack(Work work);

  /**
   * Returns the queues that there are, by name.
   *
   * @throws PortException if the server does not answer in time
   */
  List<QueueView> queues();
}
