package io.qbrain.samples.pairtrade;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code pair-trade}. */
@Component
public final class PairTradeFactory implements StrategyFactory<PairTrade.Config> {
  @Override
  public String name() {
    return "pair-trade";
  }

  @Override
  public String description() {
    return "sells the dear and buys the cheap one of a pair until the ratio is back";
  }

  @Override
  public Class<PairTrade.Config> configType() {
    return PairTrade.Config.class;
  }

  @Override
  public Requirements requirements(PairTrade.Config config) {
    return Requirements.of(
        Subscription.bars(config.first(), config.bars(), config.period()),
        Subscription.bars(config.second(), config.bars(), config.period()));
  }

  @Override
  public Strategy create(PairTrade.Config config) {
    return new PairTrade(config);
  }
}
