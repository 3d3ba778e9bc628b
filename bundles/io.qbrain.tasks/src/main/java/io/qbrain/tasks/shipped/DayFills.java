package io.qbrain.tasks.shipped;

import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fills of a day: all of them counted and summed, the newest listed. */
final class DayFills {
  /** No report lists more. */
  static final int MOST_LISTED = 10_000;

  private final List<Fill> listed = new ArrayList<>();
  private final Map<String, Long> quantities = new TreeMap<>();
  private final Map<String, Money> fees = new TreeMap<>();
  private long count;

  void add(Fill fill) {
    count++;
    if (listed.size() < MOST_LISTED) {
      listed.add(fill);
    }
    quantities.merge(fill.instrument().toString(), fill.quantity().raw(), Math::addExact);
    fees.merge(fill.fee().currency().toString(), fill.fee(), Money::plus);
  }

  long count() {
    return count;
  }

  /** The newest, the newest first. */
  List<Fill> listed() {
    return listed;
  }

  /** What was bought and sold, by instrument. */
  Map<String, String> quantities() {
    Map<String, String> texts = new TreeMap<>();
    quantities.forEach((instrument, sum) -> texts.put(instrument, Fixed.format(sum)));
    return texts;
  }

  /** Fees by currency. */
  Map<String, Money> fees() {
    return fees;
  }
}
