package io.qbrain.model;

import java.util.regex.Pattern;

/** Names a trading account, e.g. {@code paper}. */
public final class AccountId implements Comparable<AccountId> {
  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final String value;

  private AccountId(String value) {
    this.value = value;
  }

  /**
   * Parses the identifier; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is not of the form {@code [a-z][a-z0-9-]{0,39}}
   */
  public static AccountId of(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected an account id such as paper (a letter, then up to 39 lower-case letters, digits or -), found '"
              + text
              + "'");
    }
    return new AccountId(text);
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof AccountId that && value.equals(that.value));
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
