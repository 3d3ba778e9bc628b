package io.qbrain.model;

import java.util.regex.Pattern;

/** Names an instrument as {@code SYMBOL.VENUE}, e.g. {@code SPY.ARCA} or {@code BTC-USD.SIM}. */
public final class InstrumentId implements Comparable<InstrumentId> {
  private static final Pattern SYNTAX =
      Pattern.compile("[A-Z0-9][A-Z0-9._/-]{0,31}\\.[A-Z][A-Z0-9]{0,15}");

  private final String value;

  /** Beside the text, so that different ids are told apart without looking at it. */
  private final int hash;

  private InstrumentId(String value) {
    this.value = value;
    this.hash = value.hashCode();
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code
   *     [A-Z0-9][A-Z0-9._/-]{0,31}\\.[A-Z][A-Z0-9]{0,15}}
   */
  public static InstrumentId of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected an instrument id SYMBOL.VENUE such as SPY.ARCA, in capitals, found '"
              + text
              + "'");
    }
    return new InstrumentId(text);
  }

  /** Returns what stands before the last point, e.g. {@code SPY}. */
  public String symbol() {
    return value.substring(0, value.lastIndexOf('.'));
  }

  /** Returns what stands after the last point, e.g. {@code ARCA}. */
  public String venue() {
    return value.substring(value.lastIndexOf('.') + 1);
  }

  @Override
  public int compareTo(InstrumentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof InstrumentId that && hash == that.hash && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return value;
  }
}
