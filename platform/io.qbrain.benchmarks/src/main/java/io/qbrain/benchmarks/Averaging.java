package io.qbrain.benchmarks;

import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quote;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/** A strategy that keeps two averages of the quotes' middle, and counts their crosses. */
public final class Averaging implements Strategy {
  /** Its parameters. */
  public record Config(
      InstrumentId instrument,
      @Param(value = "100", min = "1") int fast,
      @Param(value = "1000", min = "1") int slow) {}

  /** Makes it. */
  public static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "averaging";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.quotes(config.instrument()));
    }

    @Override
    public Strategy create(Config config) {
      return new Averaging(config);
    }
  }

  private final double fastShare;
  private final double slowShare;
  private double fast;
  private double slow;
  private boolean above;
  private long quotes;
  private long crosses;

  Averaging(Config config) {
    fastShare = 2.0 / (config.fast() + 1);
    slowShare = 2.0 / (config.slow() + 1);
  }

  @Override
  public void onQuote(Quote quote, StrategyContext context) {
    double middle = (quote.bid().raw() + quote.ask().raw()) * 0.5e-8;
    fast = quotes == 0 ? middle : fast + fastShare * (middle - fast);
    slow = quotes == 0 ? middle : slow + slowShare * (middle - slow);
    quotes++;
    if (above != fast > slow) {
      above = !above;
      crosses++;
    }
  }

  @Override
  public String toString() {
    return quotes + " quotes, " + crosses + " crosses";
  }
}
