package io.qbrain.data.journal;

import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Turn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** An entry of the ledger, without its lines; never changed. */
@Entity
@IdClass(NumberKey.class)
@Table(name = "ledger_entry")
class EntryRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "number")
  private long number;

  @Column(name = "time_nanos")
  private long timeNanos;

  @Column(name = "kind")
  private String kind = "";

  @Column(name = "reference")
  private String reference = "";

  @Column(name = "turn")
  private long turn;

  protected EntryRow() {}

  EntryRow(Turn of, LedgerEntry entry) {
    account = of.account().toString();
    turn = of.sequence();
    number = entry.number();
    timeNanos = entry.timeNanos();
    kind = entry.kind().name();
    reference = entry.reference();
  }
}
