package io.qbrain.backtest;

import com.example.trend.OrderFactory;
import io.qbrain.model.StrategyRef;
import io.qbrain.strategy.StrategyFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a strategy under options that are written as on the command line. */
final class OptionsRun {
  private static final StrategyRef REF = StrategyRef.parse("test@1.0.0");

  private OptionsRun() {}

  /** Reads {@code name=value} words; a name may come several times. */
  static Map<String, List<String>> options(String... words) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      options
          .computeIfAbsent(word.substring(0, equals), name -> new ArrayList<>())
          .add(word.substring(equals + 1));
    }
    return options;
  }

  static BacktestResult run(
      StrategyFactory<?> factory, Map<String, String> parameters, String... words) {
    return BacktestOptions.of(options(words))
        .backtest(BacktestOptions.Files.ANYWHERE, REF, factory, parameters)
        .run();
  }

  /** Sends orders on daily bars of an instrument. */
  static BacktestResult orders(String instrument, String orders, String... words) {
    return orders(instrument, "1d", orders, words);
  }

  static BacktestResult orders(String instrument, String on, String orders, String[] words) {
    return run(
        new OrderFactory(), Map.of("instrument", instrument, "on", on, "orders", orders), words);
  }

  /** Returns side, quantity and price of each fill. */
  static List<String> fills(BacktestResult result) {
    return result.fills().stream()
        .map(f -> f.side() + " " + f.quantity() + " @ " + f.price())
        .toList();
  }

  /** Returns the codes of the orders that were denied. */
  static List<String> denied(BacktestResult result) {
    return result.denied().stream().map(o -> o.reason().split(":", -1)[0]).toList();
  }

  static String[] and(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }
}
