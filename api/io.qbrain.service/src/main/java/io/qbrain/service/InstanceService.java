package io.qbrain.service;

import io.qbrain.model.AccountId;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.StrategyRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances: strategies with parameters, an account and a book. */
public interface InstanceService {

  /**
   * What is asked for.
   *
   * @param id the id of the new instance
   * @param strategy an installed strategy
   * @param parameters parameters that differ from the defaults
   * @param account the account; empty for the only one
   * @param capital the money of its book; empty for the platform's default
   */
  record NewInstance(
      InstanceId id,
      StrategyRef strategy,
      Map<String, String> parameters,
      Optional<AccountId> account,
      Optional<Money> capital) {}

  /**
   * An instance as it is now.
   *
   * @param instance what it is
   * @param ready whether it gets events: it runs and its strategy is installed
   * @param equity cash plus positions at the last prices
   * @param cash money in its book
   * @param realizedProfit profit of what was closed, before fees
   * @param fees fees paid
   * @param openOrders number of open orders
   * @param positions number of positions that are not flat
   * @param events events that it got since the platform started
   * @param lastEventNanos time of the last of them; 0 if there was none
   */
  record InstanceView(
      Instance instance,
      boolean ready,
      Money equity,
      Money cash,
      Money realizedProfit,
      Money fees,
      int openOrders,
      int positions,
      long events,
      long lastEventNanos) {}

  /** Returns every instance, in order of ids. */
  List<InstanceView> list();

  /** Returns one; NOT_FOUND {@code instance.unknown}. */
  InstanceView get(InstanceId id);

  /**
   * Makes an instance; it does not run yet. INVALID {@code instance.parameters}, {@code
   * instrument.unknown}, CONFLICT {@code instance.exists}, {@code account.capital}, NOT_FOUND
   * {@code strategy.unknown}, {@code account.unknown}.
   */
  InstanceView create(NewInstance request);

  /** Starts it; does nothing if it runs. CONFLICT {@code strategy.not-installed}. */
  InstanceView start(InstanceId id, String reason);

  /** Stops it and cancels its open orders; positions stay. Does nothing if it does not run. */
  InstanceView stop(InstanceId id, String reason);

  /**
   * Removes a stopped instance without positions. CONFLICT {@code instance.running}, {@code
   * instance.positions}.
   */
  void remove(InstanceId id, String reason);

  /** Returns the last log lines of an instance, the oldest first; at most 1,000 are kept. */
  List<String> log(InstanceId id);
}
