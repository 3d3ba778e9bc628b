package io.qbrain.data.journal;

import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Price;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A line of a ledger entry, the first is line 1; never changed. */
@Entity
@IdClass(PostingKey.class)
@Table(name = "ledger_posting")
class PostingRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "number")
  private long number;

  @Id
  @Column(name = "line")
  private int line;

  @Column(name = "type")
  private String type = "";

  @Column(name = "book")
  private @Nullable String book;

  @Column(name = "instrument")
  private @Nullable String instrument;

  @Column(name = "position")
  private @Nullable String position;

  @Column(name = "amount")
  private BigDecimal amount = BigDecimal.ZERO;

  @Column(name = "currency")
  private String currency = "";

  @Column(name = "quantity")
  private BigDecimal quantity = BigDecimal.ZERO;

  protected PostingRow() {}

  PostingRow(String account, long number, int line, LedgerEntry.Posting posting) {
    this.account = account;
    this.number = number;
    this.line = line;
    LedgerAccount counted = posting.account();
    type = counted.type().name();
    book = counted.book() == null ? null : counted.book().toString();
    instrument = counted.instrument() == null ? null : counted.instrument().toString();
    position = counted.position() == null ? null : counted.position().toString();
    amount = Price.ofRaw(posting.amount().raw()).toBigDecimal();
    currency = posting.amount().currency().toString();
    quantity = posting.quantity().toBigDecimal();
  }
}
