package io.qbrain.series;

import java.util.Locale;

/** What a file holds. */
public enum DataKind {
  /** Bars of a spec. */
  BARS,
  /** Bid and ask with their sizes, at a time. */
  QUOTES,
  /** Price and quantity, at a time. */
  TRADES,
  /** Several levels of bids and asks, at a time. */
  DEPTH;

  /** Returns the name in text forms, e.g. {@code quotes}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind that a text names, bars if it is none: then it should be a spec. */
  static DataKind named(String text) {
    for (DataKind kind : values()) {
      if (kind != BARS && kind.text().equals(text)) {
        return kind;
      }
    }
    return BARS;
  }
}
