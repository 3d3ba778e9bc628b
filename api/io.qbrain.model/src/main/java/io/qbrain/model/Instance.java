package io.qbrain.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy with parameters, an account, a mode and a book of its own.
 *
 * @param id its id
 * @param account the account that it trades
 * @param strategy the strategy and version
 * @param parameters the parameters as text, complete with defaults
 * @param mode backtest or paper
 * @param capital what its book was given, at first and by later transfers, less what it gave back;
 *     profit is its equity less this, and it is below zero once more was given back than given
 * @param state whether it runs
 * @param reason why it is in that state; empty where there is nothing to say
 */
public record Instance(
    InstanceId id,
    AccountId account,
    StrategyRef strategy,
    SortedMap<String, String> parameters,
    Mode mode,
    Money capital,
    State state,
    String reason) {

  /** What the orders of an instance go to. */
  public enum Mode {
    BACKTEST,
    PAPER
  }

  /** Whether an instance runs. */
  public enum State {
    /** Made, never started. */
    CREATED,
    /** Gets events and may trade. */
    RUNNING,
    /** Stopped by a person; can be started again. */
    STOPPED,
    /** Stopped because it threw; a person may start it again. */
    FAULTED,
    /** Gone; its book was closed. */
    REMOVED
  }

  /** Copies the parameters. */
  public Instance {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Returns an instance that was just made. */
  public static Instance created(
      InstanceId id,
      AccountId account,
      StrategyRef strategy,
      Map<String, String> parameters,
      Mode mode,
      Money capital) {
    return new Instance(
        id, account, strategy, new TreeMap<>(parameters), mode, capital, State.CREATED, "");
  }

  /**
   * Returns this after money came from the account, or went back to it.
   *
   * @since 1.1
   */
  public Instance withCapital(Money newCapital) {
    return new Instance(id, account, strategy, parameters, mode, newCapital, state, reason);
  }

  /** Returns this in another state. */
  public Instance in(State newState, String newReason) {
    return new Instance(id, account, strategy, parameters, mode, capital, newState, newReason);
  }
}
