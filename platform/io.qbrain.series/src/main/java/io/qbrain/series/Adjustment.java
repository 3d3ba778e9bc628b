package io.qbrain.series;

import java.util.Locale;

/** What prices are adjusted for, so that a series has no jumps that nobody earned. */
public enum Adjustment {
  /** Nothing: prices as they were traded. */
  NONE,
  /** Splits. */
  SPLIT,
  /** Splits and dividends. */
  TOTAL;

  /** Parses {@code none}, {@code split} or {@code total}; inverse of {@link #toString}. */
  public static Adjustment parse(String text) {
    for (Adjustment value : values()) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "expected an adjustment none, split or total, found '" + text + "'");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
