package io.qbrain.data.journal;

import io.qbrain.data.schema.JsonText;
import io.qbrain.model.Instance;
import io.qbrain.model.Price;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** An instance as it is now; its parameters are a JSON object of texts. */
@Entity
@Table(name = "instance")
class InstanceRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "account")
  private String account = "";

  @Column(name = "strategy")
  private String strategy = "";

  @Column(name = "parameters")
  @Convert(converter = JsonText.class)
  private String parameters = "{}";

  @Column(name = "mode")
  private String mode = "";

  @Column(name = "capital")
  private BigDecimal capital = BigDecimal.ZERO;

  @Column(name = "capital_currency")
  private String capitalCurrency = "";

  @Column(name = "state")
  private String state = "";

  @Column(name = "reason")
  private String reason = "";

  protected InstanceRow() {}

  InstanceRow(Instance instance, String parameters) {
    id = instance.id().toString();
    account = instance.account().toString();
    follow(instance, parameters);
  }

  final void follow(Instance instance, String newParameters) {
    if (!account.equals(instance.account().toString())) {
      throw new IllegalStateException(
          "expected instance " + id + " of account " + account + ", found " + instance.account());
    }
    strategy = instance.strategy().toString();
    parameters = newParameters;
    mode = instance.mode().name();
    capital = Price.ofRaw(instance.capital().raw()).toBigDecimal();
    capitalCurrency = instance.capital().currency().toString();
    state = instance.state().name();
    reason = instance.reason();
  }
}
