package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Side;
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

  /** What is known of a fill besides its size; asked during the call only. */
  interface Execution {
    /** Returns the side. */
    Side side();

    /** Returns whether the order rested in the book and another one came. */
    boolean maker();

    /** Returns what the order had filled before. */
    long quantityBefore();

    /** Returns the notional of that. */
    long notionalBefore();

    /** Returns the fees of that. */
    long paidBefore();
  }

  /** Returns the fee of a fill of which more is known; models that do not care ignore it. */
  default long fee(long quantity, long notional, Execution execution) {
    return fee(quantity, notional);
  }

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

  /**
   * An amount a share; the minimum where that is less, else no more than the cap.
   *
   * @param maximumRate the cap, as a rate of the notional; it does not lower the minimum
   */
  record PerShareOrMinimum(long amount, long minimum, long maximumRate) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      long fee = Fixed.multiply(quantity, amount);
      return fee < minimum ? minimum : Math.min(fee, Fixed.multiply(notional, maximumRate));
    }

    @Override
    public String toString() {
      return Fixed.format(amount)
          + " a share, at least "
          + Fixed.format(minimum)
          + ", above that at most "
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
    public long fee(long quantity, long notional, Execution execution) {
      return Fixed.round(model.fee(quantity, notional, execution), decimals, mode);
    }

    @Override
    public String toString() {
      return model + ", rounded " + mode + " to " + decimals + " decimals";
    }
  }

  /** A rate for who rested in the book and one for who came; a negative one is a rebate. */
  record MakerTaker(long maker, long taker) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return Fixed.multiply(notional, taker);
    }

    @Override
    public long fee(long quantity, long notional, Execution execution) {
      return Fixed.multiply(notional, execution.maker() ? maker : taker);
    }

    @Override
    public String toString() {
      return "maker "
          + Fixed.format(Math.multiplyExact(maker, 100))
          + " %, taker "
          + Fixed.format(Math.multiplyExact(taker, 100))
          + " % of the notional";
    }
  }

  /** Another model, and a rate of the notional of sales. */
  record StampDuty(FeeModel model, long rate) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return model.fee(quantity, notional);
    }

    @Override
    public long fee(long quantity, long notional, Execution execution) {
      long fee = model.fee(quantity, notional, execution);
      return execution.side() == Side.BUY
          ? fee
          : Math.addExact(fee, Fixed.multiply(notional, rate));
    }

    @Override
    public String toString() {
      return model + ", stamp duty " + Fixed.format(Math.multiplyExact(rate, 100)) + " % on sales";
    }
  }

  /**
   * Another model over all fills of an order together, an amount once an order, and a minimum: each
   * fill pays what the order owes so far, less what it has paid.
   */
  record PerOrder(FeeModel model, long once, long minimum) implements FeeModel {
    @Override
    public long fee(long quantity, long notional) {
      return Math.max(minimum, Math.addExact(once, model.fee(quantity, notional)));
    }

    @Override
    public long fee(long quantity, long notional, Execution e) {
      long owed =
          fee(
              Math.addExact(e.quantityBefore(), quantity),
              Math.addExact(e.notionalBefore(), notional));
      return Math.max(0, owed - e.paidBefore());
    }

    @Override
    public String toString() {
      return model
          + " over the order"
          + (once == 0 ? "" : ", " + Fixed.format(once) + " once")
          + (minimum == 0 ? "" : ", at least " + Fixed.format(minimum));
    }
  }

  /** Returns this, each fee rounded. */
  default FeeModel rounded(int decimals, RoundingMode mode) {
    return new Rounded(this, decimals, mode);
  }

  /**
   * Parses {@code none}, {@code flat:1.00}, {@code percentage:0.001}, {@code per-contract:2.0},
   * {@code per-share:0.005,1.00,0.005} (amount, minimum, cap as a rate), {@code
   * per-share-or-minimum:0.005,1.00,0.005} (the same, but the cap does not lower the minimum),
   * {@code maker-taker:0.0002,0.0005}; and around another model {@code stamp-duty:0.0005,MODEL},
   * {@code per-order:ONCE,MINIMUM,MODEL} and {@code rounded:2,HALF_UP,MODEL}.
   */
  static FeeModel parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    int outer =
        name.equals("stamp-duty") ? 1 : name.equals("per-order") || name.equals("rounded") ? 2 : 0;
    String[] n = colon < 0 ? new String[0] : rest.split(",", outer == 0 ? -1 : outer + 1);
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
    if (name.equals("per-share-or-minimum") && n.length == 3) {
      return new PerShareOrMinimum(Fixed.parse(n[0]), Fixed.parse(n[1]), Fixed.parse(n[2]));
    }
    if (name.equals("maker-taker") && n.length == 2) {
      return new MakerTaker(Fixed.parse(n[0]), Fixed.parse(n[1]));
    }
    if (outer > 0 && n.length == outer + 1) {
      FeeModel inner = parse(n[outer]);
      return switch (name) {
        case "stamp-duty" -> new StampDuty(inner, Fixed.parse(n[0]));
        case "per-order" -> new PerOrder(inner, Fixed.parse(n[0]), Fixed.parse(n[1]));
        default -> inner.rounded(Integer.parseInt(n[0]), RoundingMode.valueOf(n[1]));
      };
    }
    throw new IllegalArgumentException(
        "expected none, flat:1.00, percentage:0.001, per-contract:2.0,"
            + " per-share:0.005,1.00,0.005, per-share-or-minimum:0.005,1.00,0.005,"
            + " maker-taker:0.0002,0.0005, stamp-duty:0.0005,MODEL,"
            + " per-order:ONCE,MINIMUM,MODEL or rounded:2,HALF_UP,MODEL, found '"
            + text
            + "'");
  }
}
