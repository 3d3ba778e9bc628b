package io.qbrain.data.journal;

import io.qbrain.model.Price;
import io.qbrain.model.Rate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A rate in force. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "recorded_rate")
class RateRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "rate")
  private BigDecimal rate = BigDecimal.ZERO;

  @Column(name = "time_nanos")
  private long timeNanos;

  protected RateRow() {}

  RateRow(String account, String id) {
    this.account = account;
    this.id = id;
  }

  static String id(Rate rate) {
    return rate.kind() + " " + rate.subject();
  }

  void follow(Rate newRate) {
    rate = Price.ofRaw(newRate.raw()).toBigDecimal();
    timeNanos = newRate.timeNanos();
  }
}
