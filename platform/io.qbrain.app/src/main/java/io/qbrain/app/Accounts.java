package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.model.AccountId;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts of the platform, each with its trading loop. Thread-safe. */
final class Accounts {
  /** An instance with the account that it trades. */
  record Found(TradingLoop loop, AccountSnapshot account, BookSnapshot book) {}

  private final List<TradingLoop> loops = new CopyOnWriteArrayList<>();

  void add(TradingLoop loop) {
    loops.add(loop);
  }

  void remove(TradingLoop loop) {
    loops.remove(loop);
  }

  List<TradingLoop> all() {
    return loops;
  }

  /** Returns the accounts that have been read from the journal. */
  List<TradingLoop> running() {
    return loops.stream().filter(l -> l.halted() == null).toList();
  }

  TradingLoop get(AccountId id) {
    for (TradingLoop loop : loops) {
      if (loop.account().equals(id)) {
        return loop;
      }
    }
    throw new ServiceException(
        Kind.NOT_FOUND, "account.unknown", "there is no account " + id + "; there are " + ids());
  }

  /** Returns the named account, or the only one. */
  TradingLoop getOrOnly(Optional<AccountId> id) {
    if (id.isPresent()) {
      return get(id.get());
    }
    if (loops.size() != 1) {
      throw new ServiceException(
          loops.isEmpty() ? Kind.UNAVAILABLE : Kind.INVALID,
          loops.isEmpty() ? "platform.not-ready" : "account.ambiguous",
          loops.isEmpty()
              ? "no account is open yet; see platform:status"
              : "expected an account, one of " + ids());
    }
    return loops.get(0);
  }

  private List<AccountId> ids() {
    return loops.stream().map(TradingLoop::account).toList();
  }

  Optional<Found> find(InstanceId id) {
    for (TradingLoop loop : loops) {
      AccountSnapshot account = loop.published().account();
      for (BookSnapshot book : account.books()) {
        if (book.instance().id().equals(id) && book.instance().state() != Instance.State.REMOVED) {
          return Optional.of(new Found(loop, account, book));
        }
      }
    }
    return Optional.empty();
  }

  Found instance(InstanceId id) {
    if (loops.isEmpty()) {
      getOrOnly(Optional.empty());
    }
    return find(id)
        .orElseThrow(
            () ->
                new ServiceException(
                    Kind.NOT_FOUND, "instance.unknown", "there is no instance " + id));
  }
}
