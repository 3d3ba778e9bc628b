package io.qbrain.kernel;

/**
 * The leverage of a margin account while the market of a position is open, until some time before
 * it closes; at all other times the account's own leverage holds, so that what is held overnight
 * takes more margin.
 *
 * @param leverage positions may reach equity times this; 0 if the account's own holds always
 * @param endsNanos how long before the close it ends
 */
public record DayLeverage(int leverage, long endsNanos) {
  /** The account's own leverage holds at all times. */
  public static final DayLeverage NONE = new DayLeverage(0, 0);

  private static final long SECOND = 1_000_000_000L;

  /** Checks the ranges. */
  public DayLeverage {
    if (leverage < 0 || endsNanos < 0) {
      throw new IllegalArgumentException(
          "expected a leverage >= 1 and a time >= 0, found " + leverage + " and " + endsNanos);
    }
  }

  /**
   * Reads {@code none}, or {@code LEVERAGE:SECONDS}, e.g. {@code 4:600s}. {@link #toString} is the
   * inverse.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static DayLeverage parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    int colon = text.indexOf(':');
    if (colon < 0 || !text.substring(0, colon).matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "expected a leverage by day such as none or 4:600s, found '" + text + "'");
    }
    return new DayLeverage(
        Integer.parseInt(text.substring(0, colon)), seconds(text.substring(colon + 1)));
  }

  static long seconds(String text) {
    if (!text.matches("[0-9]{1,9}s")) {
      throw new IllegalArgumentException("expected seconds such as 300s, found '" + text + "'");
    }
    return Long.parseLong(text.substring(0, text.length() - 1)) * SECOND;
  }

  static String text(long nanos) {
    return nanos / SECOND + "s";
  }

  /** Returns the leverage of a market's positions now, where the account's own is given. */
  int of(Market market, int own, long nowNanos) {
    return leverage != 0 && market.isOpen(nowNanos) && market.isOpen(nowNanos + endsNanos)
        ? leverage
        : own;
  }

  @Override
  public String toString() {
    return leverage == 0 ? "none" : leverage + ":" + text(endsNanos);
  }
}
