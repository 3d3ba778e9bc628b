package io.qbrain.app;

import io.qbrain.kernel.KernelSettings;
import io.qbrain.model.Money;

/**
 * An account of the platform.
 *
 * @param settings what it is
 * @param capital what its owner pays in when it is first opened
 * @param instanceCapital what an instance gets unless it is created with another amount
 */
public record AccountConfig(KernelSettings settings, Money capital, Money instanceCapital) {
  /** Checks the amounts. */
  public AccountConfig {
    if (!capital.currency().equals(settings.currency())
        || !instanceCapital.currency().equals(settings.currency())
        || capital.signum() <= 0
        || instanceCapital.signum() < 0) {
      throw new IllegalArgumentException(
          "account "
              + settings.account()
              + ": expected a capital > 0 and an instance capital >= 0 in "
              + settings.currency()
              + ", found "
              + capital
              + " and "
              + instanceCapital);
    }
  }
}
