package io.qbrain.samples.reference.smareversal;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code sma-reversal}. */
@Component
public final class SmaReversalFactory implements StrategyFactory<SmaReversal.Config> {
  @Override
  public String name() {
    return "sma-reversal";
  }

  @Override
  public String description() {
    return "long or short by the cross of two simple averages";
  }

  @Override
  public Class<SmaReversal.Config> configType() {
    return SmaReversal.Config.class;
  }

  @Override
  public Requirements requirements(SmaReversal.Config config) {
    return Requirements.of(
        Subscription.bars(config.instrument(), config.bars(), config.slow() + 1));
  }

  @Override
  public Strategy create(SmaReversal.Config config) {
    return new SmaReversal(config);
  }
}
