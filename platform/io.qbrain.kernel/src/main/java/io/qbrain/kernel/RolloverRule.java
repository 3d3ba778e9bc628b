package io.qbrain.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * How interest of positions in currency pairs is charged overnight: quantity x price x (rate of the
 * base currency - rate of the quote currency) / 365, per day.
 *
 * @param clock when a day ends
 * @param tripleWednesday whether Wednesday counts three days, for the weekend
 * @param tripleFriday whether Friday counts three days
 * @param sign who receives and who pays
 * @param cents whether an amount is rounded half to even to hundredths, else it is kept to 1e-8
 */
public record RolloverRule(
    Clock clock, boolean tripleWednesday, boolean tripleFriday, Sign sign, boolean cents) {

  /** When a day ends. */
  public enum Clock {
    /** Never: no interest. */
    NONE,
    /** At 17:00 in New York, Monday to Friday. */
    NEW_YORK_CLOSE,
    /**
     * Once per UTC day, at the first event that is at or after 17:00 of the day in New York; as
     * nautilus does.
     */
    UTC_DAY
  }

  /** Who receives and who pays. */
  public enum Sign {
    /** Who is long receives the difference of the rates, who is short pays it. */
    CARRY,
    /** Everybody pays it, whatever the side; as nautilus does. */
    COST
  }

  /** No interest. */
  public static final RolloverRule NONE =
      new RolloverRule(Clock.NONE, false, false, Sign.CARRY, false);

  /** As the forex market does: 17:00 in New York, three days on Wednesday. */
  public static final RolloverRule FOREX =
      new RolloverRule(Clock.NEW_YORK_CLOSE, true, false, Sign.CARRY, true);

  /** As nautilus does. */
  public static final RolloverRule NAUTILUS =
      new RolloverRule(Clock.UTC_DAY, true, true, Sign.COST, true);

  /**
   * Returns {@code none}, {@code forex} or {@code nautilus}, or a rule of parts such as {@code
   * new-york-close+triple-wednesday+carry+cents}. {@link #text} is the inverse.
   */
  public static RolloverRule named(String name) {
    return switch (name) {
      case "none" -> NONE;
      case "forex" -> FOREX;
      case "nautilus" -> NAUTILUS;
      default -> ofParts(name);
    };
  }

  private static RolloverRule ofParts(String name) {
    List<String> parts = new ArrayList<>(List.of(name.split("\\+", -1)));
    boolean wednesday = parts.remove("triple-wednesday");
    boolean friday = parts.remove("triple-friday");
    boolean inCents = parts.remove("cents");
    for (Clock c : Clock.values()) {
      for (Sign s : Sign.values()) {
        if (parts.equals(List.of(AccountTerms.name(c), AccountTerms.name(s)))) {
          return new RolloverRule(c, wednesday, friday, s, inCents);
        }
      }
    }
    throw new IllegalArgumentException(
        "expected the rollover none, forex or nautilus, found '" + name + "'");
  }

  /** Returns the text that {@link #named} reads. */
  public String text() {
    if (equals(NONE)) {
      return "none";
    }
    if (equals(FOREX)) {
      return "forex";
    }
    return equals(NAUTILUS)
        ? "nautilus"
        : AccountTerms.name(clock)
            + (tripleWednesday ? "+triple-wednesday" : "")
            + (tripleFriday ? "+triple-friday" : "")
            + "+"
            + AccountTerms.name(sign)
            + (cents ? "+cents" : "");
  }

  @Override
  public String toString() {
    if (clock == Clock.NONE) {
      return "none";
    }
    return clock
        + (tripleWednesday ? ", triple on Wednesday" : "")
        + (tripleFriday ? ", triple on Friday" : "")
        + ", "
        + sign
        + (cents ? ", in cents" : "");
  }
}
