package io.qbrain.data.journal;

import io.qbrain.data.schema.JsonText;
import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;

/** A turn, as the journal keeps it. */
@Entity
@IdClass(NumberKey.class)
@Table(name = "turn")
class TurnRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "sequence")
  private long number;

  @Column(name = "time_nanos")
  private long timeNanos;

  @Column(name = "received_nanos")
  private long receivedNanos;

  @Column(name = "format")
  private short format;

  @Column(name = "effects")
  @Convert(converter = JsonText.class)
  private String effects = "[]";

  protected TurnRow() {}

  TurnRow(Turn turn, List<String> effectObjects) {
    account = turn.account().toString();
    number = turn.sequence();
    timeNanos = turn.timeNanos();
    receivedNanos = turn.receivedNanos();
    format = EffectJson.FORMAT;
    effects = EffectJson.array(effectObjects);
  }

  long sequence() {
    return number;
  }

  Turn turn(EffectJson json) {
    return new Turn(
        AccountId.of(account), number, timeNanos, receivedNanos, json.read(format, effects));
  }
}
