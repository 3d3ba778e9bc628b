package io.qbrain.app;

import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes turns durable, and lets others see that this takes too long: while a write waits nothing
 * leaves the account, for its thread waits with it.
 */
final class JournalWriter {
  /** A write that takes longer is told. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Turns are not known to be durable: the account is built anew from what is. */
  static final class Failure extends PortException {
    private static final long serialVersionUID = 1L;

    Failure(PortException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  private final Journal journal;
  private volatile long since;

  JournalWriter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Appends turns; they are durable when this returns.
   *
   * @throws Failure if that is not known
   */
  void append(List<Turn> turns) {
    long now = System.nanoTime();
    since = now == 0 ? 1 : now;
    try {
      journal.append(turns);
    } catch (PortException e) {
      throw new Failure(e);
    } finally {
      since = 0;
    }
  }

  /** Returns what a write that takes too long waits for, or null; any thread. */
  @Nullable String waiting() {
    long began = since;
    long nanos = began == 0 ? 0 : System.nanoTime() - began;
    return nanos < PATIENCE.toNanos()
        ? null
        : "the journal has not answered for "
            + TimeUnit.NANOSECONDS.toSeconds(nanos)
            + " s; the account goes on when it does";
  }
}
