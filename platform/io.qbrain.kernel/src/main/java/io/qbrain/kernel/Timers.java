package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.strategy.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The timers that strategies have set. */
final class Timers {
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;

  Timers(AccountState state, Emitter out, Callbacks callbacks) {
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
  }

  /** Calls the strategies whose timers are due, in the order of time, instance and name. */
  void ring(long time) {
    List<Map.Entry<AccountState.TimerKey, Long>> due = new ArrayList<>();
    for (Map.Entry<AccountState.TimerKey, Long> e : state.timers.entrySet()) {
      if (e.getValue() <= time) {
        due.add(Map.entry(e.getKey(), e.getValue()));
      }
    }
    due.sort(
        Comparator.comparingLong((Map.Entry<AccountState.TimerKey, Long> e) -> e.getValue())
            .thenComparingInt(e -> state.runner(e.getKey().instance()).order)
            .thenComparing(e -> e.getKey().name()));
    for (Map.Entry<AccountState.TimerKey, Long> e : due) {
      Runner r = state.runner(e.getKey().instance());
      if (r.instance.state() == Instance.State.RUNNING && r.strategy == null) {
        continue;
      }
      out.emit(
          new Effect.TimerChanged(e.getKey().instance(), e.getKey().name(), e.getValue(), false));
      if (r.isLive()) {
        callbacks.call(r, Timer.of(e.getKey().name(), e.getValue()), time, false);
      }
    }
  }
}
