package io.qbrain.port;

import java.util.List;

/**
 * Figures of a part of the platform, for monitoring. Every bundle may provide some; they are read
 * when somebody asks for the metrics, and cost nothing otherwise.
 *
 * @since 1.1
 */
public interface MetricSource {
  /** Returns its name, which says in the metrics whether it answered: a word of lower case. */
  String name();

  /**
   * Returns the figures as they are now; on a thread of its own, never on two at once. Who takes
   * longer than two seconds is left out of the answer, and is asked again when this has returned.
   *
   * @throws RuntimeException if they cannot be had, as with a server that is away: then they are
   *     left out
   */
  List<Metric.Sample> read();
}
