package io.qbrain.kernel;

import io.qbrain.model.Effect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the terms of an account, where what it holds allows it. */
final class TermsDesk {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;

  TermsDesk(AccountState state, Emitter out, Bookkeeper books) {
    this.state = state;
    this.out = out;
    this.books = books;
  }

  /**
   * Puts terms into force; those that are in force already change nothing but, once, that they are
   * journalled.
   *
   * @param text the terms that are to be others than now, as {@link AccountTerms#and} reads them
   */
  @Nullable Refusal change(String text, String reason) {
    AccountTerms before = state.terms;
    AccountTerms after;
    try {
      after = before.and(text);
    } catch (IllegalArgumentException e) {
      return Refusal.invalid("terms.invalid", String.valueOf(e.getMessage()));
    }
    if (after.equals(before) && state.termsAreJournaled) {
      return null;
    }
    String obstacle = obstacle(before, after);
    if (obstacle != null) {
      return Refusal.conflict("terms.conflict", obstacle);
    }
    out.emit(new Effect.TermsChanged(state.currency, after.text(), reason));
    if (after.rollover().clock() == RolloverRule.Clock.UTC_DAY
        && before.rollover().clock() != RolloverRule.Clock.UTC_DAY
        && out.nowNanos > 0) {
      out.emit(new Effect.RolloverDone(Math.floorDiv(out.nowNanos, DAY_NANOS)));
    }
    if (after.conversion() != before.conversion()) {
      books.sweepAll();
    }
    return null;
  }

  /** What was counted in one way cannot be counted in another while it is there. */
  private @Nullable String obstacle(AccountTerms before, AccountTerms after) {
    String changed =
        before.positions() != after.positions()
            ? "how positions are counted"
            : before.profit() != after.profit() ? "the arithmetic of profit" : null;
    if (changed == null) {
      return null;
    }
    for (Runner r : state.runnersInOrder) {
      Optional<Holding> held =
          r.book.holdings.stream().filter(h -> h.quantity != 0 || !h.lots.isEmpty()).findFirst();
      if (held.isPresent()) {
        return changed
            + " cannot be changed while something is held: "
            + r.instance.id()
            + " holds "
            + held.get().position().quantity()
            + " "
            + held.get().id;
      }
      if (!r.book.openOrders.isEmpty() || !r.book.heldOrders.isEmpty()) {
        return changed + " cannot be changed while orders of " + r.instance.id() + " are open";
      }
    }
    return null;
  }
}
