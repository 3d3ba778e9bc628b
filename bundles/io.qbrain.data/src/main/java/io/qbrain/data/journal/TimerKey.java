package io.qbrain.data.journal;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a timer: names are those of an instance. */
final class TimerKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String account = "";
  private String instance = "";
  private String name = "";

  public TimerKey() {}

  TimerKey(String account, String instance, String name) {
    this.account = account;
    this.instance = instance;
    this.name = name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimerKey that
        && account.equals(that.account)
        && instance.equals(that.instance)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, instance, name);
  }

  @Override
  public String toString() {
    return account + " " + instance + " " + name;
  }
}
