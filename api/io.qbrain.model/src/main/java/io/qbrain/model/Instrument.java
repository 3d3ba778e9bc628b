package io.qbrain.model;

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
    FUTURE
  }

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
   * Returns the name of the {@link MarketProfile} whose rules hold; empty if none do.
   *
   * @since 1.1
   */
  public Optional<String> market() {
    return Optional.ofNullable(market);
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
        && Objects.equals(market, that.market);
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
