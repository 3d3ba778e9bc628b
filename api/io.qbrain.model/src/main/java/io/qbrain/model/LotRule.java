package io.qbrain.model;

import org.jspecify.annotations.Nullable;

/**
 * Which quantities an order may have.
 *
 * @param lot the smallest difference between two quantities; null takes the instrument's
 * @param minimum the least quantity; null is one lot
 * @param oddLotSells whether a sale may hold what is left over beside whole lots, all of it at once
 * @since 1.1
 */
public record LotRule(@Nullable Quantity lot, @Nullable Quantity minimum, boolean oddLotSells) {
  /** Whole lots of the instrument. */
  public static final LotRule OF_INSTRUMENT = new LotRule(null, null, false);

  /** Checks the ranges. */
  public LotRule {
    if (lot != null && lot.signum() <= 0) {
      throw new IllegalArgumentException("expected a lot > 0, found " + lot);
    }
    if (minimum != null && minimum.signum() <= 0) {
      throw new IllegalArgumentException("expected a minimum > 0, found " + minimum);
    }
  }

  /** Returns the lot of an instrument in units of 1e-8. */
  public long lotRaw(Instrument instrument) {
    return lot == null ? instrument.lotSize().raw() : lot.raw();
  }

  /** Returns the least quantity of an order in units of 1e-8. */
  public long minimumRaw(Instrument instrument) {
    return minimum == null ? lotRaw(instrument) : minimum.raw();
  }

  /**
   * Returns whether an order may have a quantity.
   *
   * @param instrument what is traded
   * @param side the side
   * @param quantity the quantity, in units of 1e-8
   * @param held what is held and not on sale by another order, in units of 1e-8
   */
  public boolean allows(Instrument instrument, Side side, long quantity, long held) {
    if (quantity <= 0) {
      return false;
    }
    long lot = lotRaw(instrument);
    if (quantity % lot == 0 && quantity >= minimumRaw(instrument)) {
      return true;
    }
    if (!oddLotSells || side != Side.SELL || quantity > held) {
      return false;
    }
    return quantity == held || (minimum == null && quantity % lot == held % lot);
  }

  /** Returns the rule in words. */
  public String describe(Instrument instrument) {
    String least = minimum == null ? "" : ", at least " + minimum;
    return "lots of "
        + Quantity.ofRaw(lotRaw(instrument))
        + least
        + (oddLotSells ? "; a sale may hold all that is left over" : "");
  }
}
