package io.qbrain.data.journal;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a row that an account has under a text. */
final class AccountKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String account = "";
  private String id = "";

  public AccountKey() {}

  AccountKey(String account, String id) {
    this.account = account;
    this.id = id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountKey that && account.equals(that.account) && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, id);
  }

  @Override
  public String toString() {
    return account + " " + id;
  }
}
