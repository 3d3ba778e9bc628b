package io.qbrain.model;

import java.util.regex.Pattern;

/** Names an instance: a strategy with parameters, an account and a book, e.g. {@code ema-btc}. */
public final class InstanceId implements Comparable<InstanceId> {
  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final String value;

  private InstanceId(String value) {
    this.value = value;
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [a-z][a-z0-9-]{0,39}}
   */
  public static InstanceId of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected an instance id such as ema-btc (a letter, then up to 39 lower-case letters, digits or -), found '"
              + text
              + "'");
    }
    return new InstanceId(text);
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof InstanceId that && value.equals(that.value));
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
