package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.port.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A journal that keeps turns in memory. */
final class MemoryJournal implements Journal {
  final List<Turn> turns = new ArrayList<>();
  volatile boolean failing;

  /** While it is true nothing can be written or read. */
  volatile boolean away;

  /** While it is there and not down at zero, no write returns. */
  volatile @Nullable CountDownLatch frozen;

  private volatile int generation;
  private final ThreadLocal<Integer> seen = new ThreadLocal<>();

  void cutOff() {
    generation++;
    seen.set(generation);
  }

  @Override
  public synchronized void append(List<Turn> more) {
    if (seen.get() == null) {
      seen.set(generation);
    }
    CountDownLatch until = frozen;
    if (until != null) {
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new PortException("interrupted", e);
      }
    }
    if (away || failing || seen.get() != generation) {
      throw new PortException("the journal cannot be written");
    }
    turns.addAll(more);
  }

  private void checkAlive() {
    Integer mine = seen.get();
    if (mine != null && mine != generation) {
      throw new PortException("the journal belongs to another process now");
    }
  }

  @Override
  public synchronized long lastSequence(AccountId account) {
    checkAlive();
    if (away) {
      throw new PortException("the journal cannot be read");
    }
    return turns.isEmpty() ? 0 : turns.get(turns.size() - 1).sequence();
  }

  @Override
  public synchronized void replay(AccountId account, Consumer<Turn> to) {
    if (away) {
      throw new PortException("the journal cannot be read");
    }
    List.copyOf(turns).forEach(to);
  }
}
