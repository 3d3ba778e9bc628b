package io.qbrain.data.journal;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Price;
import io.qbrain.model.Turn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A split, dividend or delisting that was booked; never changed. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "corporate_action")
class ActionRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "instrument")
  private String instrument = "";

  @Column(name = "ex_nanos")
  private long exNanos;

  @Column(name = "numerator")
  private @Nullable Long numerator;

  @Column(name = "denominator")
  private @Nullable Long denominator;

  @Column(name = "per_share")
  private @Nullable BigDecimal perShare;

  @Column(name = "per_share_currency")
  private @Nullable String perShareCurrency;

  @Column(name = "pay_nanos")
  private @Nullable Long payNanos;

  @Column(name = "price")
  private @Nullable BigDecimal price;

  @Column(name = "turn")
  private long turn;

  protected ActionRow() {}

  ActionRow(Turn of, CorporateAction action) {
    account = of.account().toString();
    turn = of.sequence();
    instrument = action.instrument().toString();
    exNanos = action.exNanos();
    if (action instanceof CorporateAction.Split split) {
      id = "SPLIT " + instrument + " " + exNanos;
      numerator = split.numerator();
      denominator = split.denominator();
    } else if (action instanceof CorporateAction.Dividend dividend) {
      id = "DIVIDEND " + instrument + " " + exNanos;
      perShare = Price.ofRaw(dividend.perShare().raw()).toBigDecimal();
      perShareCurrency = dividend.perShare().currency().toString();
      payNanos = dividend.payNanos();
    } else if (action instanceof CorporateAction.Delisting delisting) {
      id = "DELISTING " + instrument + " " + exNanos;
      price = delisting.price() == null ? null : delisting.price().toBigDecimal();
    } else {
      throw new IllegalStateException("an action without a row: " + action);
    }
  }
}
