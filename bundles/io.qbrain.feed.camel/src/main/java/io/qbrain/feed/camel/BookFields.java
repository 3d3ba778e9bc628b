package io.qbrain.feed.camel;

import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the levels of an order book are in a record: lists of levels, the best first, of which each
 * has a price and a size. A level of size 0 is none.
 *
 * @param bids where the list of bids is
 * @param asks where the list of asks is
 * @param price where the price is in a level
 * @param size where the size is in a level
 */
record BookFields(String bids, String asks, String price, String size) {
  /** Levels of a side that are taken; further ones are left out. */
  static final int MAX_LEVELS = 50;

  private record Level(Price price, Quantity size) {}

  /**
   * Returns the book of a record.
   *
   * @throws IllegalArgumentException if a level is no level, or there is none
   */
  Depth book(Records.Fields record, InstrumentId instrument, long timeNanos) {
    List<Level> buys = levels(record, bids);
    List<Level> sells = levels(record, asks);
    int levels = Math.max(buys.size(), sells.size());
    if (levels == 0) {
      throw new IllegalArgumentException(
          "expected levels at " + bids + " or " + asks + ", found none");
    }
    int parts = 4;
    long[] book = new long[parts * levels];
    for (int i = 0; i < levels; i++) {
      put(book, parts * i, i < buys.size() ? buys.get(i) : null);
      put(book, parts * i + 2, i < sells.size() ? sells.get(i) : null);
    }
    return Depth.of(instrument, Times.instant(timeNanos), levels, book);
  }

  private static void put(long[] book, int at, @Nullable Level level) {
    if (level != null) {
      book[at] = level.price().raw();
      book[at + 1] = level.size().raw();
    }
  }

  private List<Level> levels(Records.Fields record, String side) {
    List<Level> found = new ArrayList<>();
    for (int i = 0; found.size() < MAX_LEVELS; i++) {
      String at = side + "." + i + ".";
      String priceText = record.text(at + price);
      String sizeText = record.text(at + size);
      if (priceText == null && sizeText == null) {
        return found;
      }
      if (priceText == null || sizeText == null) {
        throw new IllegalArgumentException(
            "expected a price and a size at " + at + price + " and " + at + size + ", found one");
      }
      Quantity quantity = Quantity.parse(sizeText);
      if (!quantity.isZero()) {
        found.add(new Level(Price.parse(priceText), quantity));
      }
    }
    return found;
  }
}
