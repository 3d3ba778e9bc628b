package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import io.qbrain.port.Journal;
import io.qbrain.port.PortException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The journal, once there is one. */
final class JournalSlot implements Journal {
  private volatile @Nullable Journal journal;

  void set(Journal newJournal) {
    journal = newJournal;
  }

  private Journal get() {
    Journal now = journal;
    if (now == null) {
      throw new PortException("the journal is not open yet");
    }
    return now;
  }

  @Override
  public void append(List<Turn> turns) {
    get().append(turns);
  }

  @Override
  public long lastSequence(AccountId account) {
    return get().lastSequence(account);
  }

  @Override
  public void replay(AccountId account, Consumer<Turn> to) {
    get().replay(account, to);
  }
}
