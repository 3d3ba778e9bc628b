package io.qbrain.data.journal;

import io.qbrain.model.Fill;
import io.qbrain.model.Price;
import io.qbrain.model.Turn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A fill; never changed. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "fill")
class FillRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "execution_id")
  private String id = "";

  @Column(name = "order_id")
  private String orderId = "";

  @Column(name = "instance")
  private String instance = "";

  @Column(name = "instrument")
  private String instrument = "";

  @Column(name = "side")
  private String side = "";

  @Column(name = "quantity")
  private BigDecimal quantity = BigDecimal.ZERO;

  @Column(name = "price")
  private BigDecimal price = BigDecimal.ZERO;

  @Column(name = "fee")
  private BigDecimal fee = BigDecimal.ZERO;

  @Column(name = "fee_currency")
  private String feeCurrency = "";

  @Column(name = "time_nanos")
  private long timeNanos;

  @Column(name = "received_nanos")
  private long receivedNanos;

  @Column(name = "turn")
  private long turn;

  protected FillRow() {}

  FillRow(Turn of, Fill fill) {
    account = of.account().toString();
    turn = of.sequence();
    id = fill.executionId().toString();
    orderId = fill.orderId().toString();
    instance = fill.instance().toString();
    instrument = fill.instrument().toString();
    side = fill.side().name();
    quantity = fill.quantity().toBigDecimal();
    price = fill.price().toBigDecimal();
    fee = Price.ofRaw(fill.fee().raw()).toBigDecimal();
    feeCurrency = fill.fee().currency().toString();
    timeNanos = fill.timeNanos();
    receivedNanos = fill.receivedNanos();
  }
}
