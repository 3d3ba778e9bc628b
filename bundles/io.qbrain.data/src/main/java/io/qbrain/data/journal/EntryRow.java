package io.qbrain.data.journal;

import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Turn;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** An entry of the ledger with its lines; never changed. */
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

  @ElementCollection
  @CollectionTable(
      name = "ledger_posting",
      joinColumns = {
        @JoinColumn(name = "account", referencedColumnName = "account"),
        @JoinColumn(name = "number", referencedColumnName = "number")
      })
  private List<PostingLine> postings = new ArrayList<>();

  protected EntryRow() {}

  EntryRow(Turn of, LedgerEntry entry) {
    account = of.account().toString();
    turn = of.sequence();
    number = entry.number();
    timeNanos = entry.timeNanos();
    kind = entry.kind().name();
    reference = entry.reference();
    for (LedgerEntry.Posting posting : entry.postings()) {
      postings.add(new PostingLine(postings.size() + 1, posting));
    }
  }
}
