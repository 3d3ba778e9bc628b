package io.qbrain.data.journal;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a row that an account has under a number. */
final class NumberKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String account = "";
  private long number;

  public NumberKey() {}

  NumberKey(String account, long number) {
    this.account = account;
    this.number = number;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NumberKey that && account.equals(that.account) && number == that.number;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, number);
  }

  @Override
  public String toString() {
    return account + " " + number;
  }
}
