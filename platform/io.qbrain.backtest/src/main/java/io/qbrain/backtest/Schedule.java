package io.qbrain.backtest;

import io.qbrain.kernel.Input;
import java.util.ArrayList;
import java.util.List;

/** Inputs besides market data, each with its time: it comes before the first event from then on. */
final class Schedule {
  private record Item(long timeNanos, Input input) {}

  private final List<Item> items = new ArrayList<>();
  private int next;

  /** Adds an input; those of one time stay in the order in which they were added. */
  void add(long timeNanos, Input input) {
    int at = items.size();
    while (at > 0 && items.get(at - 1).timeNanos() > timeNanos) {
      at--;
    }
    items.add(at, new Item(timeNanos, input));
  }

  /** Returns the same inputs, none of them taken. */
  Schedule fresh() {
    Schedule copy = new Schedule();
    copy.items.addAll(items);
    return copy;
  }

  /** Returns when the next input is due; MAX_VALUE if there is none. */
  long nextNanos() {
    return next < items.size() ? items.get(next).timeNanos() : Long.MAX_VALUE;
  }

  Input take() {
    return items.get(next++).input();
  }
}
