package io.qbrain.port;

import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what the kernel decided, so that a restart goes on from there. Append only. */
public interface Journal {
  /**
   * Appends turns of one account, in the order of their sequence; durable when it returns, all or
   * none of them.
   *
   * @throws PortException if they are not known to be durable; trading stops then, and the call is
   *     not repeated
   */
  void append(List<Turn> turns);

  /** Returns the greatest sequence appended for an account, 0 if there is none. */
  long lastSequence(AccountId account);

  /** Gives every turn of an account, in order. */
  void replay(AccountId account, Consumer<Turn> to);

  /**
   * Returns what can be asked page by page, if this journal can.
   *
   * @since 1.1
   */
  default Optional<History> history() {
    return Optional.empty();
  }

  /**
   * Gives every turn of an account after a sequence, in order; any thread.
   *
   * @since 1.1
   */
  default void replayAfter(AccountId account, long sequence, Consumer<Turn> to) {
    replay(
        account,
        turn -> {
          if (turn.sequence() > sequence) {
            to.accept(turn);
          }
        });
  }
}
