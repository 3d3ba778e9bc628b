package io.qbrain.indicators;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** One or more indicators at work on rows of numbers, for comparison with published columns. */
interface Study {
  /** What comes out while the study is not warm. */
  double[] NOTHING = {};

  /** Takes a row of inputs and answers with one row of outputs, or with {@link #NOTHING}. */
  double[] step(double[] row);

  /** A study of one indicator. */
  static <T extends Indicator> Study of(
      T indicator, BiConsumer<T, double[]> update, Function<T, double[]> outputs) {
    return row -> {
      update.accept(indicator, row);
      return indicator.isWarm() ? outputs.apply(indicator) : NOTHING;
    };
  }

  /** A study of one indicator and its value. */
  static <T extends Indicator> Study of(T indicator, BiConsumer<T, double[]> update) {
    return of(indicator, update, i -> new double[] {i.value()});
  }
}
