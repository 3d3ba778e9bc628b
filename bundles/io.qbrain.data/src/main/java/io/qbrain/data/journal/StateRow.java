package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** The last saved state of a strategy instance. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "strategy_state")
class StateRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "instance")
  private String id = "";

  @Column(name = "state_version")
  private int stateVersion;

  @Column(name = "state")
  private byte[] state = {};

  @Column(name = "turn")
  private long turn;

  protected StateRow() {}

  StateRow(String account, String instance) {
    this.account = account;
    this.id = instance;
  }

  void follow(Effect.StateSaved saved, long inTurn) {
    stateVersion = saved.stateVersion();
    state = saved.state().bytes();
    turn = inTurn;
  }
}
