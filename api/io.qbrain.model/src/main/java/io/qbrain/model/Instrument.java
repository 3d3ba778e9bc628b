package io.qbrain.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be traded: its currency, grid and settlement.
 *
 * <p>Built by {@link #builder}; {@link #with} gives a builder that starts from an existing one.
 */
public final class Instrument {
  /** How a position is paid for. */
  public enum Kind {
    /** Paid in full at the fill: shares, spot. */
    SPOT,
    /** Margin per contract at the fill, profit settled to cash. */
    FUTURE,
    /**
     * Nothing is paid for the position; profit goes to cash when it is closed, and margin is a rate
     * of its value: forex on margin, perpetuals, contracts for difference.
     *
     * @since 1.1
     */
    MARGINED
  }

  private static final int MAX_SETTLEMENT_DAYS = 30;

  private final InstrumentId id;
  private final Kind kind;
  private final Currency currency;
  private final Price tickSize;
  private final Quantity lotSize;
  private final Quantity multiplier;
  private final Money marginPerContract;
  private final @Nullable Quantity averageDailyVolume;
  private final @Nullable Quantity maxOrderQuantity;
  private final @Nullable String market;
  private final boolean restricted;
  private final @Nullable Currency baseCurrency;
  private final int settlementDays;
  private final long initialMarginRaw;
  private final long maintenanceMarginRaw;
  private final @Nullable Instant expiry;

  private Instrument(Builder from) {
    this.id = from.id;
    this.kind = from.kind;
    this.currency = from.currency;
    this.tickSize = positive("tickSize", from.tickSize, from.tickSize.signum());
    this.lotSize = positive("lotSize", from.lotSize, from.lotSize.signum());
    this.multiplier = positive("multiplier", from.multiplier, from.multiplier.signum());
    this.marginPerContract =
        from.marginPerContract == null ? Money.zero(currency) : from.marginPerContract;
    this.averageDailyVolume = from.averageDailyVolume;
    this.maxOrderQuantity = from.maxOrderQuantity;
    this.market = from.market;
    this.restricted = from.restricted;
    this.baseCurrency = from.baseCurrency;
    this.settlementDays = from.settlementDays;
    this.initialMarginRaw = from.initialMarginRaw;
    this.maintenanceMarginRaw = from.maintenanceMarginRaw;
    this.expiry = from.expiry;
    checkTerms();
    checkVolume("averageDailyVolume", averageDailyVolume);
    checkVolume("maxOrderQuantity", maxOrderQuantity);
    if (!marginPerContract.currency().equals(currency) || marginPerContract.signum() < 0) {
      throw new IllegalArgumentException(
          id
              + ": expected a marginPerContract >= 0 in "
              + currency
              + ", found "
              + marginPerContract);
    }
    if (kind == Kind.FUTURE && marginPerContract.signum() == 0) {
      throw new IllegalArgumentException(id + ": a future needs a marginPerContract > 0");
    }
  }

  private void checkTerms() {
    if (settlementDays < 0 || settlementDays > MAX_SETTLEMENT_DAYS) {
      throw new IllegalArgumentException(
          id
              + ": expected settlementDays from 0 to "
              + MAX_SETTLEMENT_DAYS
              + ", found "
              + settlementDays);
    }
    if (maintenanceMarginRaw < 0
        || initialMarginRaw < 0
        || (initialMarginRaw > 0 && maintenanceMarginRaw > initialMarginRaw)) {
      throw new IllegalArgumentException(
          id
              + ": expected 0 <= maintenance margin <= initial margin, found "
              + Fixed.format(maintenanceMarginRaw)
              + " and "
              + Fixed.format(initialMarginRaw));
    }
    if (baseCurrency != null && currency.equals(baseCurrency)) {
      throw new IllegalArgumentException(
          id + ": expected a pair of two currencies, found " + baseCurrency + " twice");
    }
  }

  private void checkVolume(String name, @Nullable Quantity volume) {
    if (volume != null && volume.signum() < 0) {
      throw new IllegalArgumentException(id + ": expected " + name + " >= 0, found " + volume);
    }
  }

  private <T> T positive(String name, T value, int signum) {
    if (signum <= 0) {
      throw new IllegalArgumentException(id + ": expected " + name + " > 0, found " + value);
    }
    return value;
  }

  /** Starts a spot instrument with tick size 0.01, lot size 1 and multiplier 1. */
  public static Builder builder(InstrumentId id, Currency currency) {
    return new Builder(id, currency);
  }

  /** Starts a builder with everything as here. */
  public Builder with() {
    Builder b = new Builder(id, currency);
    b.kind = kind;
    b.tickSize = tickSize;
    b.lotSize = lotSize;
    b.multiplier = multiplier;
    b.marginPerContract = marginPerContract;
    b.averageDailyVolume = averageDailyVolume;
    b.maxOrderQuantity = maxOrderQuantity;
    b.market = market;
    b.restricted = restricted;
    b.baseCurrency = baseCurrency;
    b.settlementDays = settlementDays;
    b.initialMarginRaw = initialMarginRaw;
    b.maintenanceMarginRaw = maintenanceMarginRaw;
    b.expiry = expiry;
    return b;
  }

  /** Returns the id. */
  public InstrumentId id() {
    return id;
  }

  /** Returns how a position is paid for. */
  public Kind kind() {
    return kind;
  }

  /** Returns the currency of price, profit and fees. */
  public Currency currency() {
    return currency;
  }

  /** Returns the smallest difference between two order prices. */
  public Price tickSize() {
    return tickSize;
  }

  /** Returns the smallest difference between two quantities. */
  public Quantity lotSize() {
    return lotSize;
  }

  /** Returns the value of a price move of one for a quantity of one. */
  public Quantity multiplier() {
    return multiplier;
  }

  /** Returns the margin that a contract of a future takes; nothing for a spot instrument. */
  public Money marginPerContract() {
    return marginPerContract;
  }

  /** Returns the average volume of a day, if known; the quantity limit of risk derives from it. */
  public Optional<Quantity> averageDailyVolume() {
    return Optional.ofNullable(averageDailyVolume);
  }

  /** Returns the absolute limit of an order's quantity, if set; it wins over the derived one. */
  public Optional<Quantity> maxOrderQuantity() {
    return Optional.ofNullable(maxOrderQuantity);
  }

  /**
   * Returns whether it is on the restricted list: no order is sent, not even one that closes.
   *
   * @since 1.1
   */
  public boolean isRestricted() {
    return restricted;
  }

  /**
   * Returns the name of the {@link MarketProfile} whose rules hold; empty if none do.
   *
   * @since 1.1
   */
  public Optional<String> market() {
    return Optional.ofNullable(market);
  }

  /**
   * Returns the currency that one unit of a currency pair is, e.g. GBP of GBP/USD; its price is
   * then a rate of exchange. Empty for all that is no currency pair.
   *
   * @since 1.1
   */
  public Optional<Currency> baseCurrency() {
    return Optional.ofNullable(baseCurrency);
  }

  /**
   * Returns after how many business days a sale of a spot instrument brings settled cash (T+n, 0 to
   * 30); 0 if it does at once.
   *
   * @since 1.1
   */
  public int settlementDays() {
    return settlementDays;
  }

  /**
   * Returns the initial margin as a rate of the value, in units of 1e-8; 0 if the account decides
   * by its leverage. A future has {@link #marginPerContract} in its place.
   *
   * @since 1.1
   */
  public long initialMarginRaw() {
    return initialMarginRaw;
  }

  /**
   * Returns the maintenance margin as a rate of the value, in units of 1e-8; 0 if the account
   * decides by its share of the initial margin.
   *
   * @since 1.1
   */
  public long maintenanceMarginRaw() {
    return maintenanceMarginRaw;
  }

  /**
   * Returns when a future expires: from then on nothing is traded, and what is held is settled in
   * cash at the last price. Empty if it does not.
   *
   * @since 1.1
   */
  public Optional<Instant> expiry() {
    return Optional.ofNullable(expiry);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Instrument that
        && id.equals(that.id)
        && kind == that.kind
        && currency.equals(that.currency)
        && tickSize.equals(that.tickSize)
        && lotSize.equals(that.lotSize)
        && multiplier.equals(that.multiplier)
        && marginPerContract.equals(that.marginPerContract)
        && Objects.equals(averageDailyVolume, that.averageDailyVolume)
        && Objects.equals(maxOrderQuantity, that.maxOrderQuantity)
        && Objects.equals(market, that.market)
        && restricted == that.restricted
        && Objects.equals(baseCurrency, that.baseCurrency)
        && settlementDays == that.settlementDays
        && initialMarginRaw == that.initialMarginRaw
        && maintenanceMarginRaw == that.maintenanceMarginRaw
        && Objects.equals(expiry, that.expiry);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id.toString();
  }

  /** Collects the properties of an instrument. */
  public static final class Builder {
    private final InstrumentId id;
    private final Currency currency;
    private Kind kind = Kind.SPOT;
    private Price tickSize = Price.parse("0.01");
    private Quantity lotSize = Quantity.of(1);
    private Quantity multiplier = Quantity.of(1);
    private @Nullable Money marginPerContract;
    private @Nullable Quantity averageDailyVolume;
    private @Nullable Quantity maxOrderQuantity;
    private @Nullable String market;
    private boolean restricted;
    private @Nullable Currency baseCurrency;
    private int settlementDays;
    private long initialMarginRaw;
    private long maintenanceMarginRaw;
    private @Nullable Instant expiry;

    private Builder(InstrumentId id, Currency currency) {
      this.id = id;
      this.currency = currency;
    }

    /** Sets the tick size. */
    public Builder tickSize(Price value) {
      tickSize = value;
      return this;
    }

    /** Sets the lot size. */
    public Builder lotSize(Quantity value) {
      lotSize = value;
      return this;
    }

    /** Makes it a future. */
    public Builder future(Quantity multiplier, Money marginPerContract) {
      this.kind = Kind.FUTURE;
      this.multiplier = multiplier;
      this.marginPerContract = marginPerContract;
      return this;
    }

    /**
     * Makes it margined: nothing is paid for a position, profit goes to cash when it is closed.
     *
     * @since 1.1
     */
    public Builder margined(Quantity multiplier) {
      this.kind = Kind.MARGINED;
      this.multiplier = multiplier;
      return this;
    }

    /**
     * Makes it a currency pair: one unit is one of this currency, the price is a rate of exchange.
     *
     * @since 1.1
     */
    public Builder baseCurrency(Currency value) {
      baseCurrency = value;
      return this;
    }

    /**
     * Sets after how many business days a sale brings settled cash, 0 to 30.
     *
     * @since 1.1
     */
    public Builder settlementDays(int value) {
      settlementDays = value;
      return this;
    }

    /**
     * Sets initial and maintenance margin as rates of the value, in units of 1e-8; 0 leaves one to
     * the account.
     *
     * @since 1.1
     */
    public Builder margins(long initialRaw, long maintenanceRaw) {
      initialMarginRaw = initialRaw;
      maintenanceMarginRaw = maintenanceRaw;
      return this;
    }

    /**
     * Sets when it expires.
     *
     * @since 1.1
     */
    public Builder expiry(Instant value) {
      expiry = value;
      return this;
    }

    /** Sets the average volume of a day. */
    public Builder averageDailyVolume(Quantity value) {
      averageDailyVolume = value;
      return this;
    }

    /** Sets the absolute limit of an order's quantity. */
    public Builder maxOrderQuantity(Quantity value) {
      maxOrderQuantity = value;
      return this;
    }

    /**
     * Puts it on the restricted list, or takes it off.
     *
     * @since 1.1
     */
    public Builder restricted(boolean value) {
      restricted = value;
      return this;
    }

    /**
     * Sets the name of the market profile, e.g. {@code us-equities}; throws
     * IllegalArgumentException unless it is of small letters, digits and hyphens.
     *
     * @since 1.1
     */
    public Builder market(String value) {
      market = MarketProfile.checkName(value);
      return this;
    }

    /** Returns the instrument; throws IllegalArgumentException naming a property out of range. */
    public Instrument build() {
      return new Instrument(this);
    }
  }
}
