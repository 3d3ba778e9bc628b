package io.qbrain.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/**
 * One run of a work: its answer, and how long it took.
 *
 * @param outcome the answer
 * @param nanos time of the processor, in nanoseconds; of several threads the mean
 */
record Run(Outcome outcome, long nanos) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Returns the time that this thread has had a processor for, in nanoseconds. */
  static long threadNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Does a work on this thread. */
  static Run onThisThread(Supplier<Outcome> work) {
    long before = threadNanos();
    Outcome outcome = work.get();
    return new Run(outcome, threadNanos() - before);
  }
}
