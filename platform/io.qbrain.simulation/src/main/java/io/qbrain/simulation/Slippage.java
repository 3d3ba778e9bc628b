package io.qbrain.simulation;

import io.qbrain.model.Fixed;
import java.util.Locale;

/**
 * How much worse than its reference price an order fills. Numbers are in units of 1e-8. It never
 * makes a limit order better; models that count for limit orders, too, leave one unfilled rather
 * than fill it beyond its limit, unless {@link Modifier#BEYOND_LIMIT} says otherwise.
 */
public sealed interface Slippage {
  /** No slippage. */
  Slippage NONE = new Amount(0);

  /**
   * What a fill is made from.
   *
   * @param price the reference price
   * @param tick the tick size of the instrument
   * @param quantity quantity that fills now
   * @param quantityBefore quantity that filled on the same bar before
   * @param volume volume of the bar; 0 if it is not known
   * @param volumeShare the share of the volume that may fill
   */
  record Terms(
      long price, long tick, long quantity, long quantityBefore, long volume, long volumeShare) {}

  /** Returns how much worse the price is, zero or more. */
  long amount(Terms terms);

  /**
   * Returns how much better than the price its limit must be at least for an order to trade, where
   * limits slip, too.
   */
  default long least() {
    return 0;
  }

  /** Returns whether limit orders slip, too. */
  default boolean onLimits() {
    return false;
  }

  /** Returns whether a modifier is around this model. */
  default boolean has(Modifier modifier) {
    return false;
  }

  /** What may be said of another model. */
  enum Modifier {
    /** Prices end at the high of the bar, for sales at its low. */
    WITHIN_BAR("within the bar"),
    /** A price beyond the bar is none: the order waits for the next bar. */
    OR_WAITS("or waits for a bar that has the price"),
    /** Only what a bar triggers after its open slips. */
    AFTER_OPEN("of what a bar triggers after its open"),
    /** Limits that fill at better prices slip, too, as far as their limit. */
    TO_LIMIT("of limits up to their price"),
    /** Limits slip, too, even beyond their limit. */
    BEYOND_LIMIT("of limits beyond their price"),
    /**
     * Only what opens or increases a position slips; the venue asks its {@code Sizer} what does.
     */
    ENTRIES("of what opens positions");

    private final String text;

    Modifier(String text) {
      this.text = text;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Another model, with a modifier. */
  record Modified(Slippage model, Modifier modifier) implements Slippage {
    /** Refuses a modifier that would change nothing. */
    public Modified {
      String rest =
          switch (modifier) {
            case WITHIN_BAR, OR_WAITS ->
                either(model, Modifier.WITHIN_BAR, Modifier.OR_WAITS) ? "no other end" : "";
            case TO_LIMIT, BEYOND_LIMIT ->
                either(model, Modifier.TO_LIMIT, Modifier.BEYOND_LIMIT)
                    ? "no other rule of limits"
                    : modifier == Modifier.TO_LIMIT && model.onLimits()
                        ? "a model that does not hold for limits"
                        : "";
            case AFTER_OPEN, ENTRIES -> model.has(modifier) ? "it once" : "";
          };
      if (model.equals(NONE) || !rest.isEmpty()) {
        throw new IllegalArgumentException(
            "expected "
                + (rest.isEmpty() ? "a model that is not none" : rest)
                + " behind "
                + modifier.word()
                + ":, found '"
                + model
                + "'");
      }
    }

    private static boolean either(Slippage model, Modifier one, Modifier other) {
      return model.has(one) || model.has(other);
    }

    @Override
    public long amount(Terms terms) {
      return model.amount(terms);
    }

    @Override
    public long least() {
      return model.least();
    }

    @Override
    public boolean onLimits() {
      return model.onLimits();
    }

    @Override
    public boolean has(Modifier asked) {
      return asked == modifier || model.has(asked);
    }

    @Override
    public String toString() {
      return model + ", " + modifier.text;
    }
  }

  /** A distance in the instrument's currency. */
  record Amount(long distance) implements Slippage {
    /** Checks the distance. */
    public Amount {
      if (distance < 0) {
        throw new IllegalArgumentException(
            "expected a slippage >= 0, found " + Fixed.format(distance));
      }
    }

    @Override
    public long amount(Terms terms) {
      return distance;
    }

    @Override
    public String toString() {
      return Fixed.format(distance);
    }
  }

  /** A number of ticks. */
  record Ticks(long ticks) implements Slippage {
    @Override
    public long amount(Terms terms) {
      return Math.multiplyExact(ticks, terms.tick());
    }

    @Override
    public String toString() {
      return ticks + " ticks";
    }
  }

  /** A rate of the price. */
  record Rate(long rate, boolean onLimits) implements Slippage {
    @Override
    public long amount(Terms terms) {
      return Fixed.multiply(terms.price(), rate);
    }

    @Override
    public String toString() {
      return Fixed.format(Math.multiplyExact(rate, 10_000L))
          + " basis points"
          + (onLimits ? ", of limits, too" : "");
    }
  }

  /**
   * Price x impact x (share of the bar's volume)^2, where the share is that of all that filled on
   * the bar so far, at most the share that may fill.
   */
  record VolumeShare(long impact) implements Slippage {
    /** An impact is something, however small, and a limit in doubles may be a unit off. */
    private static final long LEAST = 2;

    @Override
    public long least() {
      return impact > 0 ? LEAST : 0;
    }

    @Override
    public long amount(Terms t) {
      if (t.volume() <= 0) {
        return 0;
      }
      long most = Fixed.multiply(t.price(), impact);
      long filled = Math.addExact(t.quantityBefore(), t.quantity());
      if (Fixed.divide(filled, t.volume()) > t.volumeShare()) {
        return Fixed.multiply(Fixed.multiply(most, t.volumeShare()), t.volumeShare());
      }
      return Fixed.multiplyDivide(
          Fixed.multiplyDivide(most, filled, t.volume()), filled, t.volume());
    }

    @Override
    public boolean onLimits() {
      return true;
    }

    @Override
    public String toString() {
      return "price x " + Fixed.format(impact) + " x share of volume squared, of limits, too";
    }
  }

  /**
   * Parses {@code none}, {@code amount:0.01}, {@code ticks:1}, {@code bps:5} (market and stop
   * orders), {@code fixed-bps:5} (limits, too) or {@code volume-share:0.1}; and around another
   * model a modifier such as {@code within-bar:MODEL}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static Slippage parse(String text) {
    int colon = text.indexOf(':');
    String number = text.substring(colon + 1);
    return switch (colon < 0 ? text : text.substring(0, colon)) {
      case "none" -> NONE;
      case "amount" -> new Amount(Fixed.parse(number));
      case "ticks" -> new Ticks(Long.parseLong(number));
      case "bps" -> new Rate(Fixed.parse(number) / 10_000, false);
      case "fixed-bps" -> new Rate(Fixed.parse(number) / 10_000, true);
      case "volume-share" -> new VolumeShare(Fixed.parse(number));
      default -> modified(text.substring(0, Math.max(colon, 0)), number, text);
    };
  }

  private static Slippage modified(String word, String model, String text) {
    for (Modifier m : Modifier.values()) {
      if (m.word().equals(word)) {
        return new Modified(parse(model), m);
      }
    }
    throw new IllegalArgumentException(
        "expected none, amount:0.01, ticks:1, bps:5, fixed-bps:5, volume-share:0.1 or"
            + " within-bar:MODEL, or-waits:MODEL, after-open:MODEL, to-limit:MODEL,"
            + " beyond-limit:MODEL, entries:MODEL, found '"
            + text
            + "'");
  }
}
