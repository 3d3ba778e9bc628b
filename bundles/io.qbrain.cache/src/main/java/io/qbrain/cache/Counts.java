package io.qbrain.cache;

import io.qbrain.port.Cache.Level;
import java.util.concurrent.atomic.LongAdder;

/** What happened in a region since the start of this node. */
final class Counts {
  private static final int LEVELS = Level.values().length;

  private final LongAdder[] hits = adders();
  private final LongAdder[] misses = adders();
  private final LongAdder[] failures = adders();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadNanos = new LongAdder();
  final LongAdder waits = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder refused = new LongAdder();

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  void asked(Level level, boolean hit) {
    (hit ? hits : misses)[level.ordinal()].increment();
  }

  void failed(Level level) {
    failures[level.ordinal()].increment();
  }

  long hits(Level level) {
    return hits[level.ordinal()].sum();
  }

  long misses(Level level) {
    return misses[level.ordinal()].sum();
  }

  long failures(Level level) {
    return failures[level.ordinal()].sum();
  }
}
