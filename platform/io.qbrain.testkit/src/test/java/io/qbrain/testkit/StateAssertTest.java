package io.qbrain.testkit;

import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.junit.jupiter.api.Test;

class StateAssertTest {

  /** What a counter keeps of its count. */
  enum Memory {
    ALL,
    SAVES_ONLY,
    NOTHING
  }

  record Config(Memory memory) {}

  private static final class Counter implements Strategy {
    private final Memory memory;
    private long bars;

    Counter(Memory memory) {
      this.memory = memory;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      bars++;
    }

    @Override
    public void save(StateWriter state) {
      if (memory != Memory.NOTHING) {
        state.putLong("bars", bars);
      }
    }

    @Override
    public void restore(StateReader state) {
      if (memory == Memory.ALL) {
        bars = state.getLong("bars");
      }
    }
  }

  private static final class CounterFactory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "counter";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.bars(StrategyHarness.TEST, BarSpec.MINUTE, 0));
    }

    @Override
    public Strategy create(Config config) {
      return new Counter(config.memory());
    }
  }

  private static StateAssert counter(Memory memory) {
    return assertThatState(
        StrategyHarness.of(new CounterFactory()).param("memory", memory).closes(1, 2, 3, 4));
  }

  @Test
  void passesAStrategyThatGoesOn() {
    counter(Memory.ALL).survivesRestartAfter(1).survivesRestartAfter(3);
  }

  @Test
  void failsAStrategyThatForgets() {
    StateAssert forgetful = counter(Memory.SAVES_ONLY);
    assertThatThrownBy(() -> forgetful.survivesRestartAfter(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("state at the end, when restarted after 2 bars");
  }

  @Test
  void failsAStrategyThatSavesNothing() {
    StateAssert empty = counter(Memory.NOTHING);
    assertThatThrownBy(() -> empty.survivesRestartAfter(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected a saved state, found none");
  }

  @Test
  void refusesWhatABacktestRefuses() {
    StateAssert unknown =
        assertThatState(
            StrategyHarness.of(new CounterFactory()).param("colour", "red").closes(1, 2));
    assertThatThrownBy(() -> unknown.survivesRestartAfter(1))
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("unknown parameter colour");
  }
}
