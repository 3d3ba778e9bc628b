package io.qbrain.samples.reference.emareversal;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code ema-reversal}. */
@Component
public final class EmaReversalFactory implements StrategyFactory<EmaReversal.Config> {
  @Override
  public String name() {
    return "ema-reversal";
  }

  @Override
  public String description() {
    return "long while the fast average is at or above the slow one, else short";
  }

  @Override
  public Class<EmaReversal.Config> configType() {
    return EmaReversal.Config.class;
  }

  @Override
  public Requirements requirements(EmaReversal.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), config.slow()));
  }

  @Override
  public Strategy create(EmaReversal.Config config) {
    return new EmaReversal(config);
  }
}
