package io.qbrain.data.journal;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a line of a ledger entry. */
final class PostingKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String account = "";
  private long number;
  private int line;

  public PostingKey() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PostingKey that
        && account.equals(that.account)
        && number == that.number
        && line == that.line;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, number, line);
  }

  @Override
  public String toString() {
    return account + " " + number + " " + line;
  }
}
