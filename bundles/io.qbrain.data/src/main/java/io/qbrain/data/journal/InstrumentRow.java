package io.qbrain.data.journal;

import io.qbrain.model.Instrument;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An instrument as it is now. */
@Entity
@Table(name = "instrument")
class InstrumentRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "kind")
  private String kind = "";

  @Column(name = "currency")
  private String currency = "";

  @Column(name = "tick_size")
  private BigDecimal tickSize = BigDecimal.ONE;

  @Column(name = "lot_size")
  private BigDecimal lotSize = BigDecimal.ONE;

  @Column(name = "multiplier")
  private BigDecimal multiplier = BigDecimal.ONE;

  @Column(name = "margin_per_contract")
  private BigDecimal marginPerContract = BigDecimal.ZERO;

  @Column(name = "average_daily_volume")
  private @Nullable BigDecimal averageDailyVolume;

  @Column(name = "max_order_quantity")
  private @Nullable BigDecimal maxOrderQuantity;

  @Column(name = "base_currency")
  private @Nullable String baseCurrency;

  @Column(name = "settlement_days")
  private int settlementDays;

  @Column(name = "initial_margin")
  private BigDecimal initialMargin = BigDecimal.ZERO;

  @Column(name = "maintenance_margin")
  private BigDecimal maintenanceMargin = BigDecimal.ZERO;

  @Column(name = "expiry_nanos")
  private @Nullable Long expiryNanos;

  @Column(name = "market")
  private @Nullable String market;

  @Column(name = "restricted")
  private boolean restricted;

  protected InstrumentRow() {}

  InstrumentRow(Instrument instrument) {
    id = instrument.id().toString();
    follow(instrument);
  }

  final void follow(Instrument instrument) {
    kind = instrument.kind().name();
    currency = instrument.currency().toString();
    tickSize = instrument.tickSize().toBigDecimal();
    lotSize = instrument.lotSize().toBigDecimal();
    multiplier = instrument.multiplier().toBigDecimal();
    marginPerContract = Price.ofRaw(instrument.marginPerContract().raw()).toBigDecimal();
    averageDailyVolume = instrument.averageDailyVolume().map(Quantity::toBigDecimal).orElse(null);
    market = instrument.market().orElse(null);
    restricted = instrument.isRestricted();
    maxOrderQuantity = instrument.maxOrderQuantity().map(Quantity::toBigDecimal).orElse(null);
    baseCurrency = instrument.baseCurrency().map(Object::toString).orElse(null);
    settlementDays = instrument.settlementDays();
    initialMargin = Price.ofRaw(instrument.initialMarginRaw()).toBigDecimal();
    maintenanceMargin = Price.ofRaw(instrument.maintenanceMarginRaw()).toBigDecimal();
    expiryNanos = instrument.expiry().map(Times::nanos).orElse(null);
  }
}
