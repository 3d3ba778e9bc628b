package io.qbrain.service;

import io.qbrain.model.AccountId;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.model.StrategyRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /**
   * Which instances.
   *
   * @param parameters names of parameters with the values that they must have, as text; all if
   *     empty
   * @param after after this id: the last one of the page before
   * @param limit how many at most, 1 to 1,000
   * @since 1.1
   */
  record InstanceFilter(Map<String, String> parameters, Optional<InstanceId> after, int limit) {
    /** Copies, and checks the range. */
    public InstanceFilter {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
      if (limit < 1 || limit > 1_000) {
        throw new IllegalArgumentException("expected a limit of 1 to 1000, found " + limit);
      }
    }

    /** Returns whether an instance comes after the place and has the parameters. */
    public boolean takes(Instance instance) {
      return after.map(id -> instance.id().compareTo(id) > 0).orElse(true)
          && instance.parameters().entrySet().containsAll(parameters.entrySet());
    }
  }

  /** Returns every instance, in order of ids. */
  List<InstanceView> list();

  /**
   * Returns some instances, in order of ids.
   *
   * @throws ServiceException UNAVAILABLE {@code history.unavailable} if what has these parameters
   *     cannot be asked now
   * @since 1.1
   */
  default List<InstanceView> list(InstanceFilter filter) {
    return list().stream()
        .filter(view -> filter.takes(view.instance()))
        .limit(filter.limit())
        .toList();
  }

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
