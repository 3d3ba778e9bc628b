package io.qbrain.model;

import org.jspecify.annotations.Nullable;

/**
 * What a kill or a limit covers: {@code platform}, {@code account:paper} or {@code
 * strategy:ema-btc}. {@link #parse} and {@link #toString} are inverse.
 *
 * @param account the account, or null
 * @param instance the instance, or null; at most one of the two is given
 */
public record RiskScope(@Nullable AccountId account, @Nullable InstanceId instance) {
  /** Everything. */
  public static final RiskScope PLATFORM = new RiskScope(null, null);

  /** Checks that at most one is given. */
  public RiskScope {
    if (account != null && instance != null) {
      throw new IllegalArgumentException(
          "expected an account or an instance, found " + account + " and " + instance);
    }
  }

  /** Parses the text form. */
  public static RiskScope parse(String text) {
    if (text.equals("platform")) {
      return PLATFORM;
    }
    if (text.startsWith("account:")) {
      return new RiskScope(AccountId.of(text.substring("account:".length())), null);
    }
    if (text.startsWith("strategy:")) {
      return new RiskScope(null, InstanceId.of(text.substring("strategy:".length())));
    }
    throw new IllegalArgumentException(
        "expected platform, account:<id> or strategy:<id>, found '" + text + "'");
  }

  @Override
  public String toString() {
    return instance != null
        ? "strategy:" + instance
        : account != null ? "account:" + account : "platform";
  }
}
