package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import java.time.Instant;

/** Bars of one price. */
final class BarAt {
  private BarAt() {}

  static Bar price(String price, int minute) {
    Price p = Price.parse(price);
    return Bar.of(
        Bench.ALPHA,
        BarSpec.MINUTE,
        Instant.parse("2026-01-02T10:00:00Z").plusSeconds(60L * minute),
        p,
        p,
        p,
        p,
        Quantity.of(1_000));
  }
}
