package io.qbrain.tasks;

import java.time.Duration;

/**
 * How a node schedules.
 *
 * @param node its name; no other node of the cluster has it
 * @param threads how many tasks it runs at the same time, 1 to 64
 * @param polling how often it looks for what is due
 * @param heartbeat how often it says that it lives; a node that is silent four times has lost its
 *     runs
 * @param beat how often a run tells its progress and hears that it is canceled
 * @param patience how long a stop waits for runs to come to an end
 */
record Settings(
    String node,
    int threads,
    Duration polling,
    Duration heartbeat,
    Duration beat,
    Duration patience) {
  static final int MISSED_HEARTBEATS = 4;
  private static final int MAX_THREADS = 64;

  Settings {
    if (node.isBlank()) {
      throw new IllegalArgumentException("expected a name for this node, found none");
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to 64 threads for tasks, found " + threads);
    }
  }

  /** The usual times. */
  static Settings of(String node, int threads) {
    return new Settings(
        node,
        threads,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(10));
  }

  /** How long a node may be silent before its runs are given to others. */
  Duration silence() {
    return heartbeat.multipliedBy(MISSED_HEARTBEATS);
  }
}
