package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An account, and how far its journal goes; its lock orders the writers. */
@Entity
@Table(name = "account")
class AccountRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "currency")
  private @Nullable String currency;

  @Column(name = "terms")
  private @Nullable String terms;

  @Column(name = "rollover_day")
  private @Nullable Long rolloverDay;

  protected AccountRow() {}

  AccountRow(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  long lastSequence() {
    return lastSequence;
  }

  void follow(Effect.TermsChanged changed) {
    currency = changed.currency().toString();
    terms = changed.terms();
  }

  void rolledOver(long epochDay) {
    rolloverDay = epochDay;
  }

  void advanceTo(long sequence) {
    lastSequence = sequence;
  }
}
