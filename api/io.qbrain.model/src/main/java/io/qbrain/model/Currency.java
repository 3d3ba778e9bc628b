package io.qbrain.model;

import java.util.regex.Pattern;

/** A currency or coin by its code, e.g. {@code USD} or {@code USDT}. */
public final class Currency implements Comparable<Currency> {
  private static final Pattern SYNTAX = Pattern.compile("[A-Z][A-Z0-9]{2,9}");

  /** The United States dollar. */
  public static final Currency USD = new Currency("USD");

  private final String value;

  private Currency(String value) {
    this.value = value;
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [A-Z][A-Z0-9]{2,9}}
   */
  public static Currency of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a currency code of 3 to 10 capitals such as USD, found '" + text + "'");
    }
    return new Currency(text);
  }

  @Override
  public int compareTo(Currency other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Currency that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
