package io.qbrain.model;

import java.util.regex.Pattern;

/**
 * Names a position of a hedging account: the id of the order that opened it, e.g. {@code paper-7}.
 *
 * @since 1.1
 */
public final class PositionId implements Comparable<PositionId> {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final String value;

  private PositionId(String value) {
    this.value = value;
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code
   *     [A-Za-z0-9][A-Za-z0-9._-]{0,63}}
   */
  public static PositionId of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a position id such as paper-7 (up to 64 letters, digits, ., _ or -), found '"
              + text
              + "'");
    }
    return new PositionId(text);
  }

  /** Returns the id of the position that an order opens. */
  public static PositionId openedBy(ClientOrderId order) {
    return of(order.toString());
  }

  @Override
  public int compareTo(PositionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof PositionId that && value.equals(that.value));
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
