package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.Refusal;
import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.LedgerEntry;
import io.qbrain.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The answer to a command: given once by the trading thread, waited for by who asked. */
final class Answer {
  /** Who asked waits no longer than this; the command may still be carried out. */
  static final long WITHIN_SECONDS = 20;

  /**
   * What a command did.
   *
   * @param isRepeated whether its request was carried out before
   * @param entries what it booked
   */
  record Done(boolean isRepeated, List<LedgerEntry> entries) {}

  private final CompletableFuture<Optional<Refusal>> given = new CompletableFuture<>();
  private volatile Done done = new Done(false, List.of());

  /** Notes what the command decided; before it is answered. */
  void decided(Input input, List<Effect> effects) {
    List<LedgerEntry> entries = new ArrayList<>();
    boolean isNew = !(input instanceof Input.Once);
    for (Effect effect : effects) {
      if (effect instanceof Effect.LedgerPosted posted) {
        entries.add(posted.entry());
      }
      isNew |= effect instanceof Effect.RequestDone;
    }
    done = new Done(!isNew, List.copyOf(entries));
  }

  /** Returns what the command did, once it was answered and not refused. */
  Done done() {
    return done;
  }

  /** It was carried out and is durable, or it was refused. */
  void give(@Nullable Refusal refusal) {
    given.complete(Optional.ofNullable(refusal));
  }

  /** The account failed before it was known what becomes of the command. */
  void fail(RuntimeException failure) {
    given.completeExceptionally(failure);
  }

  /**
   * Waits for the answer and returns the refusal, if it is one.
   *
   * @throws ServiceException UNAVAILABLE if none comes
   */
  Optional<Refusal> await(AccountId account) {
    try {
      return given.get(WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(account, "interrupted while waiting for the command");
    } catch (TimeoutException e) {
      throw unavailable(
          account, "no answer within " + WITHIN_SECONDS + " s; ask for the state again");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unavailable(account, String.valueOf(cause.getMessage()));
    }
  }

  static ServiceException unavailable(AccountId account, String reason) {
    return new ServiceException(
        ServiceException.Kind.UNAVAILABLE,
        "account.halted",
        "account " + account + " does not take commands: " + reason);
  }

  static ServiceException refused(Refusal r) {
    return new ServiceException(
        switch (r.kind()) {
          case NOT_FOUND -> ServiceException.Kind.NOT_FOUND;
          case INVALID -> ServiceException.Kind.INVALID;
          case CONFLICT -> ServiceException.Kind.CONFLICT;
        },
        r.code(),
        r.message());
  }
}
