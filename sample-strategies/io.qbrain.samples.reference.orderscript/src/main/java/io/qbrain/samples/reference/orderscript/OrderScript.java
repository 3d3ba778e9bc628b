package io.qbrain.samples.reference.orderscript;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import java.util.List;
import java.util.Map;

/**
 * Submits what its script asks for when the bar closes that has its number. The script has steps
 * with semicolons between them; see {@link Script}.
 */
final class OrderScript implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(
              value = "1: BUY 1 MARKET",
              help =
                  "steps, e.g. 3: BUY 1 LIMIT -10 | BUY 1 STOP +5; 9: BUY 1 MARKET > SELL 1 STOP"
                      + " -20 | SELL 1 LIMIT +20; 30: CANCEL; 31: HOLD 0; 32: WEIGHT 0.5")
          String script) {}

  private final Config config;
  private final Map<Long, List<Script.Step>> steps;
  private long bars;

  OrderScript(Config config) {
    this.config = config;
    this.steps = Script.parse(config.script());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    for (Script.Step step : steps.getOrDefault(++bars, List.of())) {
      step.take(config.instrument(), bar, context);
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("bars", bars);
  }

  @Override
  public void restore(StateReader state) {
    bars = state.getLong("bars");
  }
}
