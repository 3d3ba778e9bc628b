package io.qbrain.data.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An account, and how far its journal goes; its lock orders the writers. */
@Entity
@Table(name = "account")
class AccountRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "last_sequence")
  private long lastSequence;

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

  void advanceTo(long sequence) {
    lastSequence = sequence;
  }
}
