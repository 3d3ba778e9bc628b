package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Collects the postings of a ledger entry; those of nothing are left out. */
final class Draft {
  private final Kind kind;
  private final String reference;
  private final List<Posting> postings = new ArrayList<>(5);

  Draft(Kind kind, String reference) {
    this.kind = kind;
    this.reference = reference;
  }

  Draft add(LedgerAccount account, long amount, Currency currency) {
    if (amount != 0) {
      postings.add(Posting.of(account, Money.ofRaw(amount, currency)));
    }
    return this;
  }

  Draft add(LedgerAccount account, long amount, Currency currency, long quantity) {
    if (amount != 0 || quantity != 0) {
      postings.add(new Posting(account, Money.ofRaw(amount, currency), Quantity.ofRaw(quantity)));
    }
    return this;
  }

  boolean isEmpty() {
    return postings.isEmpty();
  }

  LedgerEntry entry(long number, long timeNanos) {
    return new LedgerEntry(number, timeNanos, kind, reference, postings);
  }
}
