package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** Whether trading is stopped for a scope, and why. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "kill_latch")
class LatchRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "scope")
  private String id = "";

  @Column(name = "latched")
  private boolean latched;

  @Column(name = "reason")
  private String reason = "";

  protected LatchRow() {}

  LatchRow(String account, String scope) {
    this.account = account;
    this.id = scope;
  }

  void follow(Effect.KillChanged changed) {
    latched = changed.latched();
    reason = changed.reason();
  }
}
