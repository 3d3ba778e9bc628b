package io.qbrain.tasks.shipped;

import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What fills add up to.
 *
 * @param quantities what was bought and sold, by instrument
 * @param fees fees by currency
 */
record DayTotals(Map<String, String> quantities, Map<String, Money> fees) {

  static DayTotals of(List<Fill> fills) {
    Map<String, Long> raw = new TreeMap<>();
    Map<String, Money> fees = new TreeMap<>();
    for (Fill fill : fills) {
      raw.merge(fill.instrument().toString(), fill.quantity().raw(), Math::addExact);
      fees.merge(fill.fee().currency().toString(), fill.fee(), Money::plus);
    }
    Map<String, String> quantities = new TreeMap<>();
    raw.forEach((instrument, sum) -> quantities.put(instrument, Fixed.format(sum)));
    return new DayTotals(quantities, fees);
  }
}
