package io.qbrain.tasks.shipped;

import io.qbrain.model.StrategyRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The backtests of a batch as text: {@code sma-cross@1.0.0 fast=5|10 slow=50|100; rsi@1.0.0}. A
 * semicolon ends a strategy; values with a bar between them are tried each with each.
 */
final class BacktestGrid {
  /** No batch is larger. */
  static final int MOST = 10_000;

  private BacktestGrid() {}

  /**
   * One backtest.
   *
   * @param strategy the strategy
   * @param parameters its parameters that differ from the defaults
   */
  record Item(StrategyRef strategy, Map<String, String> parameters) {}

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if it is none, or too large
   */
  static List<Item> parse(String text) {
    List<Item> items = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        items.addAll(expanded(part.strip()));
      }
      if (items.size() > MOST) {
        throw new IllegalArgumentException(
            "expected at most " + MOST + " backtests in a batch, found more");
      }
    }
    if (items.isEmpty()) {
      throw new IllegalArgumentException(
          "expected backtests such as 'sma-cross@1.0.0 fast=5|10 slow=50', found none");
    }
    return List.copyOf(items);
  }

  private static List<Item> expanded(String text) {
    String[] words = text.split("\\s+");
    List<Map<String, String>> all = new ArrayList<>();
    all.add(Map.of());
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "expected name=value after " + words[0] + ", found '" + words[i] + "'");
      }
      all = with(all, words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    StrategyRef strategy = StrategyRef.parse(words[0]);
    return all.stream().map(parameters -> new Item(strategy, parameters)).toList();
  }

  private static List<Map<String, String>> with(
      List<Map<String, String>> all, String name, String values) {
    List<Map<String, String>> more = new ArrayList<>();
    for (Map<String, String> one : all) {
      for (String value : values.split("\\|", -1)) {
        Map<String, String> copy = new LinkedHashMap<>(one);
        copy.put(name, value);
        more.add(copy);
      }
      if (more.size() > MOST) {
        throw new IllegalArgumentException(
            "expected at most " + MOST + " backtests in a batch, found more");
      }
    }
    return more;
  }
}
