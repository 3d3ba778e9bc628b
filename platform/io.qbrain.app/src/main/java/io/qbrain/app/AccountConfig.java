package io.qbrain.app;

import io.qbrain.kernel.KernelSettings;
import io.qbrain.model.Money;
import java.time.Duration;

/**
 * An account of the platform.
 *
 * @param settings what it is
 * @param capital what its owner pays in when it is first opened
 * @param instanceCapital what an instance gets unless it is created with another amount
 * @param answerWithin after how long without an answer what became of an order is not known
 */
public record AccountConfig(
    KernelSettings settings, Money capital, Money instanceCapital, Duration answerWithin) {
  /** How long a venue may take to answer, unless it is set. */
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** Makes one whose venue answers within {@link #ANSWER_WITHIN}. */
  public AccountConfig(KernelSettings settings, Money capital, Money instanceCapital) {
    this(settings, capital, instanceCapital, ANSWER_WITHIN);
  }

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
