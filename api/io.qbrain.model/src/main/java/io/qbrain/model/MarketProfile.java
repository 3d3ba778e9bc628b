package io.qbrain.model;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a market: when it trades, in which steps, and how trades are settled. An instrument
 * names its profile by {@link Instrument#market}; one that names none has no such rules.
 *
 * <p>Built by {@link #builder}. Immutable; rates are in units of 1e-8.
 *
 * @since 1.1
 */
public final class MarketProfile {
  /**
   * How far a price may go from the last price of the session before.
   *
   * @param from the first day of this limit
   * @param rate the greatest distance as a rate, in units of 1e-8: 0.1 is 10,000,000
   */
  public record PriceLimit(LocalDate from, long rate) {
    /** Checks the rate. */
    public PriceLimit {
      if (rate <= 0 || rate >= Fixed.ONE) {
        throw new IllegalArgumentException(
            "expected a rate above 0 and below 1, found " + Fixed.format(rate));
      }
    }
  }

  /**
   * When money and goods change hands.
   *
   * @param from the first day of this rule
   * @param sessions how many sessions after the trade
   */
  public record Settlement(LocalDate from, int sessions) {
    /** Checks the number. */
    public Settlement {
      if (sessions < 0 || sessions > 10) {
        throw new IllegalArgumentException("expected 0 to 10 sessions, found " + sessions);
      }
    }
  }

  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String id;
  private final ZoneId zone;
  private final TradingCalendar calendar;
  private final @Nullable TickTable ticks;
  private final LotRule lots;
  private final List<PriceLimit> priceLimits;
  private final List<Settlement> settlements;
  private final boolean sameDaySales;
  private final boolean shorts;
  private final boolean negativePrices;
  private final String fees;
  private final @Nullable LocalTime rollover;
  private final @Nullable Duration fundingInterval;

  private MarketProfile(Builder from) {
    id = checkName(from.id);
    zone = from.zone;
    calendar = from.calendar;
    ticks = from.ticks;
    lots = from.lots;
    priceLimits =
        inOrder(from.priceLimits, from.priceLimits.stream().map(PriceLimit::from).toList());
    settlements =
        inOrder(from.settlements, from.settlements.stream().map(Settlement::from).toList());
    sameDaySales = from.sameDaySales;
    shorts = from.shorts;
    negativePrices = from.negativePrices;
    fees = from.fees;
    rollover = from.rollover;
    fundingInterval = from.fundingInterval;
  }

  private <T> List<T> inOrder(List<T> rows, List<LocalDate> days) {
    for (int i = 1; i < days.size(); i++) {
      if (!days.get(i).isAfter(days.get(i - 1))) {
        throw new IllegalArgumentException(id + ": expected days in order, found " + days);
      }
    }
    return List.copyOf(rows);
  }

  /**
   * Returns a name of a profile as it is.
   *
   * @throws IllegalArgumentException unless it is of small letters, digits and hyphens
   */
  public static String checkName(String name) {
    if (!SYNTAX.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected the name of a market such as us-equities, found '" + name + "'");
    }
    return name;
  }

  /**
   * Starts a profile that takes tick and lot of the instrument, has no price limits, settles at
   * once, allows shorts and costs nothing.
   */
  public static Builder builder(String id, ZoneId zone, TradingCalendar calendar) {
    return new Builder(id, zone, calendar);
  }

  /** Returns its name. */
  public String id() {
    return id;
  }

  /** Returns the time zone of its days. */
  public ZoneId zone() {
    return zone;
  }

  /** Returns when it trades. */
  public TradingCalendar calendar() {
    return calendar;
  }

  /** Returns its grid of prices; empty where that is a matter of the instrument. */
  public Optional<TickTable> ticks() {
    return Optional.ofNullable(ticks);
  }

  /**
   * Returns the tick of an instrument at a price, in units of 1e-8: the market's, or the
   * instrument's own if that is finer, as it must be where prices are adjusted.
   */
  public long tickAt(Instrument instrument, long price) {
    long own = instrument.tickSize().raw();
    return ticks == null ? own : Math.min(own, ticks.tickAt(price));
  }

  /** Returns which quantities an order may have. */
  public LotRule lots() {
    return lots;
  }

  /** Returns the price limits, the oldest first; none if prices are free. */
  public List<PriceLimit> priceLimits() {
    return priceLimits;
  }

  /** Returns the rate of the price limit on a day in units of 1e-8; 0 if prices are free. */
  public long priceLimitOn(LocalDate day) {
    long rate = 0;
    for (int i = 0; i < priceLimits.size(); i++) {
      if (!priceLimits.get(i).from().isAfter(day)) {
        rate = priceLimits.get(i).rate();
      }
    }
    return rate;
  }

  /**
   * Returns the highest price of a day, in units of 1e-8: the last price of the session before plus
   * the limit, rounded half up to the grid. {@link Long#MAX_VALUE} if prices are free.
   */
  public long upperLimit(Instrument instrument, LocalDate day, long previousClose) {
    return limit(instrument, day, previousClose, 1);
  }

  /**
   * Returns the lowest price of a day, in units of 1e-8: the last price of the session before less
   * the limit, rounded half up to the grid. {@link Long#MIN_VALUE} if prices are free.
   */
  public long lowerLimit(Instrument instrument, LocalDate day, long previousClose) {
    return limit(instrument, day, previousClose, -1);
  }

  private long limit(Instrument instrument, LocalDate day, long close, int sign) {
    long rate = priceLimitOn(day);
    if (rate == 0) {
      return sign > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    long price = Math.addExact(close, sign * Fixed.multiply(close, rate));
    long tick = tickAt(instrument, price);
    return Fixed.floorTo(Math.addExact(price, tick / 2), tick);
  }

  /** Returns when trades settle, the oldest rule first. */
  public List<Settlement> settlements() {
    return settlements;
  }

  /** Returns how many sessions after a trade of a day money and goods change hands. */
  public int settlementOn(LocalDate day) {
    int sessions = 0;
    for (int i = 0; i < settlements.size(); i++) {
      if (!settlements.get(i).from().isAfter(day)) {
        sessions = settlements.get(i).sessions();
      }
    }
    return sessions;
  }

  /** Returns whether what was bought in a session may be sold in the same session. */
  public boolean sameDaySales() {
    return sameDaySales;
  }

  /** Returns whether one may sell what one does not hold. */
  public boolean shorts() {
    return shorts;
  }

  /** Returns whether a price may be zero or less. */
  public boolean negativePrices() {
    return negativePrices;
  }

  /** Returns its fees by the name or form that the engine reads, e.g. {@code none}. */
  public String fees() {
    return fees;
  }

  /** Returns the time of day, in its zone, at which open positions roll over. */
  public Optional<LocalTime> rollover() {
    return Optional.ofNullable(rollover);
  }

  /** Returns how often longs and shorts pay each other; counted from midnight UTC. */
  public Optional<Duration> fundingInterval() {
    return Optional.ofNullable(fundingInterval);
  }

  @Override
  public String toString() {
    return id;
  }

  /** Collects the properties of a profile. */
  public static final class Builder {
    private final String id;
    private final ZoneId zone;
    private final TradingCalendar calendar;
    private @Nullable TickTable ticks;
    private LotRule lots = LotRule.OF_INSTRUMENT;
    private List<PriceLimit> priceLimits = List.of();
    private List<Settlement> settlements = List.of();
    private boolean sameDaySales = true;
    private boolean shorts = true;
    private boolean negativePrices;
    private String fees = "none";
    private @Nullable LocalTime rollover;
    private @Nullable Duration fundingInterval;

    private Builder(String id, ZoneId zone, TradingCalendar calendar) {
      this.id = id;
      this.zone = zone;
      this.calendar = calendar;
    }

    /** Sets the grid of prices. */
    public Builder ticks(TickTable value) {
      ticks = value;
      return this;
    }

    /** Sets which quantities an order may have. */
    public Builder lots(LotRule value) {
      lots = value;
      return this;
    }

    /** Sets the price limits, the oldest first. */
    public Builder priceLimits(PriceLimit... values) {
      priceLimits = List.of(values);
      return this;
    }

    /** Sets when trades settle, the oldest rule first. */
    public Builder settlements(Settlement... values) {
      settlements = List.of(values);
      return this;
    }

    /** Forbids to sell what was bought in the same session. */
    public Builder noSameDaySales() {
      sameDaySales = false;
      return this;
    }

    /** Forbids to sell what is not held. */
    public Builder noShorts() {
      shorts = false;
      return this;
    }

    /** Allows prices of zero and less. */
    public Builder negativePrices() {
      negativePrices = true;
      return this;
    }

    /** Sets the fees by the name or form that the engine reads. */
    public Builder fees(String value) {
      fees = value;
      return this;
    }

    /** Sets the time of day, in the profile's zone, at which open positions roll over. */
    public Builder rollover(LocalTime value) {
      rollover = value;
      return this;
    }

    /** Sets how often longs and shorts pay each other. */
    public Builder fundingInterval(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("expected a funding interval > 0, found " + value);
      }
      fundingInterval = value;
      return this;
    }

    /** Returns the profile; throws IllegalArgumentException naming a property out of range. */
    public MarketProfile build() {
      return new MarketProfile(this);
    }
  }
}
