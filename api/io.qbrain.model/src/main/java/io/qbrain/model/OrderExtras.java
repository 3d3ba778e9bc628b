package io.qbrain.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What few orders have. Most share {@link #NONE}: the states of an order are kept by the million.
 *
 * @param quantity the quantity of an order that has another one than its request, else {@link
 *     #AS_REQUESTED}
 * @param weightAtFill the weight of an order that is sized at the fill, else {@link #NO_WEIGHT}
 * @param link its place in a list of orders
 * @param replacement what it is to become, while the venue has not answered
 * @param triggered whether its stop or trigger price was touched
 * @param unknown whether the venue's answer is not known
 * @param reason why it is as it is
 */
record OrderExtras(
    long quantity,
    long weightAtFill,
    @Nullable OrderLink link,
    @Nullable Replacement replacement,
    boolean triggered,
    boolean unknown,
    String reason) {
  static final long AS_REQUESTED = Long.MIN_VALUE;
  static final long NO_WEIGHT = Long.MIN_VALUE;

  static final OrderExtras NONE =
      new OrderExtras(AS_REQUESTED, NO_WEIGHT, null, null, false, false, "");

  OrderExtras withQuantity(long raw) {
    return raw == quantity
        ? this
        : new OrderExtras(raw, weightAtFill, link, replacement, triggered, unknown, reason);
  }

  OrderExtras withWeightAtFill(long weight) {
    return weight == weightAtFill
        ? this
        : new OrderExtras(quantity, weight, link, replacement, triggered, unknown, reason);
  }

  OrderExtras withLink(@Nullable OrderLink newLink) {
    return Objects.equals(newLink, link)
        ? this
        : new OrderExtras(quantity, weightAtFill, newLink, replacement, triggered, unknown, reason);
  }

  OrderExtras withReplacement(@Nullable Replacement wanted) {
    return Objects.equals(wanted, replacement)
        ? this
        : new OrderExtras(quantity, weightAtFill, link, wanted, triggered, unknown, reason);
  }

  OrderExtras withTriggered(boolean now) {
    return now == triggered
        ? this
        : new OrderExtras(quantity, weightAtFill, link, replacement, now, unknown, reason);
  }

  OrderExtras withUnknown(boolean now) {
    return now == unknown
        ? this
        : new OrderExtras(quantity, weightAtFill, link, replacement, triggered, now, reason);
  }

  OrderExtras withReason(String text) {
    return text.equals(reason)
        ? this
        : new OrderExtras(quantity, weightAtFill, link, replacement, triggered, unknown, text);
  }
}
