package io.qbrain.data.journal;

import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Price;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A line of a ledger entry; the first has number 1. */
@Embeddable
class PostingLine {
  @Column(name = "line")
  private int line;

  @Column(name = "type")
  private String type = "";

  @Column(name = "book")
  private @Nullable String book;

  @Column(name = "instrument")
  private @Nullable String instrument;

  @Column(name = "amount")
  private BigDecimal amount = BigDecimal.ZERO;

  @Column(name = "currency")
  private String currency = "";

  @Column(name = "quantity")
  private BigDecimal quantity = BigDecimal.ZERO;

  protected PostingLine() {}

  PostingLine(int line, LedgerEntry.Posting posting) {
    this.line = line;
    LedgerAccount account = posting.account();
    type = account.type().name();
    book = account.book() == null ? null : account.book().toString();
    instrument = account.instrument() == null ? null : account.instrument().toString();
    amount = Price.ofRaw(posting.amount().raw()).toBigDecimal();
    currency = posting.amount().currency().toString();
    quantity = posting.quantity().toBigDecimal();
  }
}
