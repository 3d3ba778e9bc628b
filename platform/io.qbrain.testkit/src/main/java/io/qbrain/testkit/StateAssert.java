package io.qbrain.testkit;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestException;
import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Refusal;
import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.StateData;
import io.qbrain.model.StrategyRef;
import io.qbrain.series.SeriesCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Says what is expected of the state that a strategy saves. The bars of the harness come as in a
 * backtest, but at a venue that never fills.
 */
public final class StateAssert extends AbstractAssert<StateAssert, StrategyHarness> {
  private StateAssert(StrategyHarness harness) {
    super(harness, StateAssert.class);
  }

  /** Starts assertions on the state of a harness's strategy. */
  public static StateAssert assertThatState(StrategyHarness harness) {
    return new StateAssert(harness);
  }

  /**
   * Expects that a strategy which is stopped and started again after {@code bars} bars, all
   * instruments counted, knows at the end what one knows that never stopped.
   */
  public StateAssert survivesRestartAfter(int bars) {
    StateData straight = new Session(actual).run(Integer.MAX_VALUE);
    StateData restarted = new Session(actual).run(bars);
    Assertions.assertThat(restarted)
        .as("state at the end, when restarted after %s bars", bars)
        .isEqualTo(straight);
    return this;
  }

  /** One kernel with the strategy. */
  private static final class Session implements EffectSink {
    private static final InstanceId ID = InstanceId.of(StrategyHarness.INSTANCE);

    private final StrategyHarness harness;
    private final Kernel kernel;
    private final List<String> log = new ArrayList<>();
    private @Nullable StateData saved;

    Session(StrategyHarness harness) {
      this.harness = harness;
      this.kernel =
          new Kernel(
              harness.preset().settings(Backtest.ACCOUNT, harness.capital().currency()),
              ref -> Optional.of(harness.factory()));
    }

    StateData run(int restartAfter) {
      harness.instruments().forEach(i -> command(new Input.ListInstrument(i)));
      command(new Input.Deposit(harness.capital(), "start", firstNanos()));
      command(
          new Input.CreateInstance(
              Instance.created(
                  ID,
                  Backtest.ACCOUNT,
                  new StrategyRef(StrategyRef.LOCAL, harness.factory().name(), "0.0.0"),
                  harness.parameters(),
                  Instance.Mode.BACKTEST,
                  harness.capital())));
      command(new Input.StartInstance(ID, "start"));
      SeriesCursor cursor = SeriesCursor.between(harness.series(), Long.MIN_VALUE, Long.MAX_VALUE);
      for (int seen = 1; cursor.next(); seen++) {
        kernel.market(cursor.bar(), this);
        if (cursor.lastOfTime()) {
          command(new Input.TimeAdvanced(cursor.timeNanos()));
        }
        if (seen == restartAfter) {
          command(new Input.StopInstance(ID, "restart"));
          command(new Input.StartInstance(ID, "restart"));
        }
      }
      saved = null;
      command(new Input.StopInstance(ID, "end"));
      if (saved == null) {
        throw new AssertionError("expected a saved state, found none; log: " + log);
      }
      return saved;
    }

    private long firstNanos() {
      return harness.series().stream()
          .filter(s -> s.size() > 0)
          .mapToLong(s -> s.closeTimeNanos(0))
          .min()
          .orElse(0);
    }

    private void command(Input input) {
      Refusal refusal = kernel.handle(input, this);
      if (refusal != null) {
        throw new BacktestException(refusal.code(), refusal.message());
      }
    }

    @Override
    public void effect(Effect effect) {
      if (effect instanceof Effect.StateSaved s) {
        saved = s.state();
      }
    }

    @Override
    public void log(InstanceId instance, long timeNanos, String message) {
      log.add(message);
    }
  }
}
