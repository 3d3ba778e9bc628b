package io.qbrain.data.journal;

import io.qbrain.model.Effect;
import io.qbrain.model.Turn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A request with its sender's id that was carried out. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "request")
class RequestRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "what")
  private String what = "";

  @Column(name = "turn")
  private long turn;

  protected RequestRow() {}

  RequestRow(String account, String id) {
    this.account = account;
    this.id = id;
  }

  void follow(Turn of, Effect.RequestDone done) {
    what = done.what();
    turn = of.sequence();
  }
}
