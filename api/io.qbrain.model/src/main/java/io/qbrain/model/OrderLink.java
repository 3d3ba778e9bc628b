package io.qbrain.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of an order in a list of orders that depend on each other.
 *
 * @param list the list, named by the id of its first order
 * @param contingency OCO or OUO: how the order depends on the others of the list that have the same
 *     parent; OTO: it does not, but triggers others or is triggered
 * @param parent the order whose fills trigger this one; null if it is sent at once
 * @since 1.1
 */
public record OrderLink(
    ClientOrderId list, Contingency contingency, @Nullable ClientOrderId parent) {

  /** Checks that there is a list and a contingency. */
  public OrderLink {
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(contingency, "contingency");
  }

  /** Returns the order whose fills trigger this one. */
  public Optional<ClientOrderId> trigger() {
    return Optional.ofNullable(parent);
  }

  /** Returns whether another order's fills cancel or reduce an order of this link. */
  public boolean isSiblingOf(OrderLink other) {
    return contingency != Contingency.OTO
        && contingency == other.contingency
        && list.equals(other.list)
        && Objects.equals(parent, other.parent);
  }

  /**
   * Parses what {@link #toString} gives.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static OrderLink parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 && parts.length != 3) {
      throw new IllegalArgumentException(
          "expected a link such as 'OCO a-1' or 'OCO a-1 a-1', found '" + text + "'");
    }
    return new OrderLink(
        ClientOrderId.of(parts[1]),
        Contingency.valueOf(parts[0]),
        parts.length == 3 ? ClientOrderId.of(parts[2]) : null);
  }

  @Override
  public String toString() {
    return contingency + " " + list + (parent == null ? "" : " " + parent);
  }
}
