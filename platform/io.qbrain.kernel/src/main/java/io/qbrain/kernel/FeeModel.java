package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import java.math.RoundingMode;

/**
 * What a fill costs. Numbers are in units of 1e-8, in the instrument's currency. Rounding is part
 * of the model: {@link #rounded} rounds each fee, the others keep it to 1e-8.
 */
public sealed interface FeeModel {
  /** No fee. */
  FeeModel NONE = new Flat(0);

  /**
   * Returns the fee of a fill.
   *
   * @param quantity quantity filled, above zero
   * @param notional quantity x price x multiplier, not negative
   */
  long fee(long quantity, long notional);

  /** An amount per fill. */
  record Flat(long amount) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return amount;
    }

    @Override
    public String toString() {
      return amount == 0 ? "none" : "flat " + Fixed.format(amount) + " a fill";
    }
  }

  /** A rate of the notional, e.g. 0.001 is 0.1 %. */
  record Percentage(long rate) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return Fixed.multiply(notional, rate);
    }

    @Override
    public String toString() {
      return Fixed.format(Math.multiplyExact(rate, 100)) + " % of the notional";
    }
  }

  /** An amount per contract. */
  record PerContract(long amount) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return Fixed.multiply(quantity, amount);
    }

    @Override
    public String toString() {
      return Fixed.format(amount) + " a contract";
    }
  }

  /** An amount per share, with a minimum, and a cap as a rate of the notional. */
  record PerShare(long amount, long minimum, long maximumRate) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      long fee = Math.max(Fixed.multiply(quantity, amount), minimum);
      return Math.min(fee, Fixed.multiply(notional, maximumRate));
    }

    @Override
    public String toString() {
      return Fixed.format(amount)
          + " a share, at least "
          + Fixed.format(minimum)
          + ", at most "
          + Fixed.format(Math.multiplyExact(maximumRate, 100))
          + " %";
    }
  }

  /** Another model, rounded to a number of decimals. */
  record Rounded(FeeModel model, int decimals, RoundingMode mode) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return Fixed.round(model.fee(quantity, notional), decimals, mode);
    }

    @Override
    public String toString() {
      return model + ", rounded " + mode + " to " + decimals + " decimals";
    }
  }

  /** Returns this, each fee rounded. */
  default FeeModel rounded(int decimals, RoundingMode mode) {
    return new Rounded(this, decimals, mode);
  }

  /**
   * Parses {@code none}, {@code flat:1.00}, {@code percentage:0.001}, {@code per-contract:2.0} or
   * {@code per-share:0.005,1.00,0.005} (amount, minimum, cap as a rate).
   */
  static FeeModel parse(String text) {
    int colon = text.indexOf(':');
    String[] n = colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1);
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.equals("none") && n.length == 0) {
      return NONE;
    }
    if (name.equals("flat") && n.length == 1) {
      return new Flat(Fixed.parse(n[0]));
    }
    if (name.equals("percentage") && n.length == 1) {
      return new Percentage(Fixed.parse(n[0]));
    }
    if (name.equals("per-contract") && n.length == 1) {
      return new PerContract(Fixed.parse(n[0]));
    }
    if (name.equals("per-share") && n.length == 3) {
      return new PerShare(Fixed.parse(n[0]), Fixed.parse(n[1]), Fixed.parse(n[2]));
    }
    throw new IllegalArgumentException(
        "expected none, flat:1.00, percentage:0.001, per-contract:2.0 or"
            + " per-share:0.005,1.00,0.005, found '"
            + text
            + "'");
  }
}
