package io.qbrain.benchmarks;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.List;

/** The strategy of the canonical work on several instruments in one instance. */
public final class CanonicalCrosses implements Strategy {

  /** Its parameters. */
  public record Config(
      List<InstrumentId> instruments,
      @Param("100") Quantity size,
      @Param(value = "10", min = "1") int fast,
      @Param(value = "30", min = "2") int slow) {}

  /** Makes it. */
  public static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "canonical-crosses";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(
          config.instruments().stream()
              .map(instrument -> Subscription.bars(instrument, BarSpec.MINUTE, 0))
              .toList());
    }

    @Override
    public Strategy create(Config config) {
      return new CanonicalCrosses(config);
    }
  }

  private final InstrumentId[] instruments;
  private final CanonicalCross[] crosses;

  /** Which instrument the next bar is expected of: they come in the order of their ids. */
  private int next;

  CanonicalCrosses(Config config) {
    instruments = config.instruments().stream().sorted().toArray(InstrumentId[]::new);
    crosses = new CanonicalCross[instruments.length];
    for (int i = 0; i < crosses.length; i++) {
      crosses[i] =
          new CanonicalCross(
              new CanonicalCross.Config(
                  instruments[i], config.size(), config.fast(), config.slow()));
    }
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    InstrumentId id = bar.instrument();
    int at = next;
    while (!instruments[at].equals(id)) {
      at = at + 1 == instruments.length ? 0 : at + 1;
    }
    instruments[at] = id; // the same object next time: told by one comparison
    next = at + 1 == instruments.length ? 0 : at + 1;
    crosses[at].onBar(bar, context);
  }
}
