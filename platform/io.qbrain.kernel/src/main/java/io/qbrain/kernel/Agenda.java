package io.qbrain.kernel;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rates and corporate actions that were announced, in the order in which they are due. */
final class Agenda {
  /** No more than this can be announced. */
  static final int MAX_ITEMS = 10_000;

  /**
   * What is to come: a rate, or an action.
   *
   * @param key what names it
   * @param dueNanos when it comes, in nanoseconds since 1970
   */
  record Item(String key, long dueNanos, @Nullable Rate rate, @Nullable CorporateAction action) {
    /** Returns it in words. */
    String what() {
      return action == null ? String.valueOf(rate) : words(action);
    }
  }

  private static String words(CorporateAction action) {
    if (action instanceof CorporateAction.Split s) {
      return "split " + s.numerator() + " for " + s.denominator();
    } else if (action instanceof CorporateAction.Dividend d) {
      return "dividend of " + d.perShare() + ", paid at " + Times.instant(d.payNanos());
    } else if (action instanceof CorporateAction.Delisting d) {
      return "delisting at " + (d.price() == null ? "the last price" : d.price());
    }
    throw new IllegalStateException("an action without words: " + action);
  }

  private final List<Item> items = new ArrayList<>();

  void add(Rate rate) {
    add(new Item(rate.key(), rate.timeNanos(), rate, null));
  }

  void add(CorporateAction action) {
    add(new Item(action.key(), dueOf(action), null, action));
  }

  /** Returns when an action comes: what happens at its ex time is still of old shares. */
  static long dueOf(CorporateAction action) {
    return action.exNanos() + 1;
  }

  private void add(Item item) {
    int at = items.size();
    while (at > 0 && items.get(at - 1).dueNanos() > item.dueNanos()) {
      at--;
    }
    items.add(at, item);
  }

  void remove(String key) {
    items.removeIf(i -> i.key().equals(key));
  }

  @Nullable Item find(String key) {
    for (Item i : items) {
      if (i.key().equals(key)) {
        return i;
      }
    }
    return null;
  }

  boolean isFull() {
    return items.size() >= MAX_ITEMS;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Returns what is due first; there must be something. */
  Item first() {
    return items.get(0);
  }

  /** Returns when the first is due; MAX_VALUE if nothing is to come. */
  long firstNanos() {
    return items.isEmpty() ? Long.MAX_VALUE : items.get(0).dueNanos();
  }

  List<Item> items() {
    return List.copyOf(items);
  }
}
