package io.qbrain.model;

/**
 * What a company does that changes what its shares are: booked for all who hold them before the
 * first event of the day on which it is effective.
 *
 * @since 1.1
 */
public sealed interface CorporateAction {
  /** Returns the shares. */
  InstrumentId instrument();

  /** Returns from when on the price is without it (ex), in nanoseconds since 1970. */
  long exNanos();

  /**
   * Shares become more ({@code 2 for 1}) or fewer ({@code 1 for 10}).
   *
   * @param instrument the shares
   * @param numerator new shares, above zero
   * @param denominator for so many old ones, above zero
   * @param exNanos from when on the price is of new shares
   */
  record Split(InstrumentId instrument, long numerator, long denominator, long exNanos)
      implements CorporateAction {
    /** Checks the ratio. */
    public Split {
      if (numerator <= 0 || denominator <= 0 || numerator == denominator) {
        throw new IllegalArgumentException(
            instrument
                + ": expected a split of two different numbers > 0, found "
                + numerator
                + " for "
                + denominator);
      }
    }
  }

  /**
   * Each share is paid an amount: who is long receives it, who is short pays it.
   *
   * @param instrument the shares
   * @param perShare the amount, above zero
   * @param exNanos from when on the price is without it
   */
  record Dividend(InstrumentId instrument, Money perShare, long exNanos)
      implements CorporateAction {
    /** Checks the amount. */
    public Dividend {
      if (perShare.signum() <= 0) {
        throw new IllegalArgumentException(
            instrument + ": expected a dividend > 0, found " + perShare);
      }
    }
  }
}
