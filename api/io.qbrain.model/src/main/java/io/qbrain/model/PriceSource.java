package io.qbrain.model;

import java.util.Locale;

/**
 * Which prices a bar is made of. The order of the constants is that in which the bars of one
 * instrument, length and time come: what is quoted before what is traded, the bid before the ask.
 *
 * @since 1.1
 */
public enum PriceSource {
  /** The best price that a seller gets. */
  BID,
  /** The best price that a buyer pays. */
  ASK,
  /** The middle between bid and ask. */
  MID,
  /** The prices of trades. */
  LAST;

  /** Returns the name in text forms, e.g. {@code bid}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
