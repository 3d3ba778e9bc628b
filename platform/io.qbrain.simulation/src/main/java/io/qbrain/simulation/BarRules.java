package io.qbrain.simulation;

/**
 * The finer conventions by which orders meet a bar, in which engines differ.
 *
 * @param sequence which of several orders meets a bar first
 * @param trailing what moves a trailing stop
 * @param stopLimits when the limit of an order fills in the bar that triggers its stop
 * @param entries which entries trigger orders for the rest of their bar, where any does
 * @param points how orders meet a bar that is one price
 * @param path whether orders meet a bar as a whole or price by price
 */
public record BarRules(
    Sequence sequence,
    Trailing trailing,
    StopLimits stopLimits,
    Entries entries,
    PointRules points,
    Path path) {
  /** The platform's own. */
  public static final BarRules DEFAULT =
      new BarRules(
          Sequence.STOPS_FIRST,
          Trailing.BY_EXTREMES,
          StopLimits.BY_CLOSE,
          Entries.AT_OPEN,
          PointRules.DEFAULT,
          Path.WHOLE);

  /** Makes rules with {@link PointRules#DEFAULT} by which orders meet whole bars. */
  public BarRules(Sequence sequence, Trailing trailing, StopLimits stopLimits, Entries entries) {
    this(sequence, trailing, stopLimits, entries, PointRules.DEFAULT, Path.WHOLE);
  }

  /** Which of several orders meets a bar first. */
  public enum Sequence {
    /** Market orders, then stops, then what waits for a better price; each as they came. */
    STOPS_FIRST(""),
    /** All as they were submitted, those of a list with the first of it. */
    AS_SUBMITTED("; orders meet a bar as they were submitted"),
    /**
     * Purchases, the highest price first, then sales, the lowest first; by stop until triggered.
     */
    BY_PRICE("; purchases meet a price before sales, the most eager first");

    private final String text;

    Sequence(String text) {
      this.text = text;
    }
  }

  /** What moves a trailing stop. */
  public enum Trailing {
    /** The opens, highs and lows of bars, from the first open that it meets on. */
    BY_EXTREMES(""),
    /** The closes of bars, from the one before it came on; a bar meets it before it is moved. */
    BY_CLOSES("; trailing stops follow closes");

    private final String text;

    Trailing(String text) {
      this.text = text;
    }
  }

  /** When a limit that is better than its stop fills in the bar that triggers the stop. */
  public enum StopLimits {
    /** Once the close has come back to the limit. */
    BY_CLOSE(""),
    /**
     * Once the close has come back to the limit, too; but for a buy only in a bar that closes below
     * its open, for a sell only in one that does not.
     */
    BY_DIRECTION("; limits of stops fill in bars against them"),
    /**
     * Never: such a limit fills from the next bar on. One that is worse than its stop fills at the
     * stop price, though the bar opens beyond it, if the bar is at the limit or better at all.
     */
    AT_STOP("; stop-limit orders fill at the stop price");

    private final String text;

    StopLimits(String text) {
      this.text = text;
    }
  }

  /** Which entries trigger orders that may fill in the rest of the bar. */
  public enum Entries {
    /** Those that fill at the open. */
    AT_OPEN(""),
    /**
     * Those at the market. What stops open may reach its target in the same bar, too, if the bar
     * does not reach the stop of the same list.
     */
    AT_MARKET("; entries at the market, and targets of stops, trigger in the same bar");

    private final String text;

    Entries(String text) {
      this.text = text;
    }
  }

  /** Whether orders meet a bar as a whole or price by price. */
  public enum Path {
    /** As a whole: its open, the range from low to high, its close. */
    WHOLE(""),
    /**
     * With {@link FillTiming#CURRENT_BOOK}: its open, high, low and close move the book one after
     * the other, all at the close of the bar, and orders meet each of them. The bid and the ask bar
     * of one time do so together, once both are in. A stop that the open triggers fills at the
     * market, one that a later price triggers at its own price. An order that comes after the bid
     * bar and before the ask bar of the same time meets all of the two.
     */
    OPEN_HIGH_LOW_CLOSE("; bars move the book by open, high, low, close"),
    /**
     * The same, but the low comes before the high unless the high is nearer to the open, as the bid
     * bar has it.
     */
    NEARER_FIRST("; bars move the book by open, nearer extreme, other extreme, close");

    private final String text;

    Path(String text) {
      this.text = text;
    }
  }

  /** Returns this with another path of prices. */
  public BarRules with(Path value) {
    return new BarRules(sequence, trailing, stopLimits, entries, points, value);
  }

  /** Returns this with another sequence. */
  public BarRules with(Sequence value) {
    return new BarRules(value, trailing, stopLimits, entries, points, path);
  }

  /** Returns this with something else that moves trailing stops. */
  public BarRules with(Trailing value) {
    return new BarRules(sequence, value, stopLimits, entries, points, path);
  }

  /** Returns this with another rule for limits of stops. */
  public BarRules with(StopLimits value) {
    return new BarRules(sequence, trailing, value, entries, points, path);
  }

  /** Returns this with other entries that trigger in their bar. */
  public BarRules with(Entries value) {
    return new BarRules(sequence, trailing, stopLimits, value, points, path);
  }

  /** Returns this with other rules of bars that are one price. */
  public BarRules with(PointRules value) {
    return new BarRules(sequence, trailing, stopLimits, entries, value, path);
  }

  /** Returns in words what differs from {@link #DEFAULT}. */
  @Override
  public String toString() {
    return sequence.text + trailing.text + stopLimits.text + entries.text + points + path.text;
  }
}
