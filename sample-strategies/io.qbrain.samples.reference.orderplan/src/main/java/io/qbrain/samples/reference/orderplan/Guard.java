package io.qbrain.samples.reference.orderplan;

import io.qbrain.model.Quantity;
import java.time.LocalDateTime;
import java.util.Map;

/** What must be so for a step of a plan. */
sealed interface Guard {
  /** What a guard looks at: the local time, whether no order is left, quantities of open orders. */
  record Moment(LocalDateTime time, boolean idle, Map<String, Quantity> open) {}

  boolean holds(Moment moment);

  /** No order of the plan is left. */
  record Idle() implements Guard {
    @Override
    public boolean holds(Moment moment) {
      return moment.idle();
    }
  }

  /** It is a local time or later, or before one. */
  record Time(LocalDateTime time, boolean from) implements Guard {
    @Override
    public boolean holds(Moment moment) {
      return moment.time().isBefore(time) != from;
    }
  }

  /** An order is open and its quantity is above, or is, a number. */
  record Open(String order, Quantity number, boolean above) implements Guard {
    @Override
    public boolean holds(Moment moment) {
      Quantity quantity = moment.open().get(order);
      int compared = quantity == null ? -1 : quantity.compareTo(number);
      return above ? compared > 0 : compared == 0;
    }
  }

  static Guard parse(String word) {
    int at = Math.max(word.indexOf('='), word.indexOf('>'));
    String name = at < 0 ? word : word.substring(0, at);
    String value = word.substring(at + 1);
    return switch (name) {
      case "idle" -> new Idle();
      case "from" -> new Time(LocalDateTime.parse(value), true);
      case "to" -> new Time(LocalDateTime.parse(value), false);
      default ->
          at < 0
              ? new Open(name, Quantity.ZERO, true)
              : new Open(name, Quantity.parse(value), word.charAt(at) == '>');
    };
  }
}
