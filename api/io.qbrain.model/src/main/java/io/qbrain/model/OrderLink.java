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
 * @param original the first order in whose stead this one was sent, because that one had ended with
 *     fills when its trigger traded more; null for an order that was asked for
 * @since 1.1
 */
public record OrderLink(
    ClientOrderId list,
    Contingency contingency,
    @Nullable ClientOrderId parent,
    @Nullable ClientOrderId original) {

  /** Checks that there is a list and a contingency, and a trigger of what is sent anew. */
  public OrderLink {
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(contingency, "contingency");
    if (original != null && parent == null) {
      throw new IllegalArgumentException("expected the order that triggers what is sent anew");
    }
  }

  /** Makes the link of an order that was asked for. */
  public OrderLink(ClientOrderId list, Contingency contingency, @Nullable ClientOrderId parent) {
    this(list, contingency, parent, null);
  }

  /**
   * Returns the link of an order that is sent in the stead of one that has ended.
   *
   * @param first the order that was asked for: the original of the ended one, or that one
   */
  public OrderLink inSteadOf(ClientOrderId first) {
    return new OrderLink(list, contingency, parent, Objects.requireNonNull(first, "first"));
  }

  /** Returns whether both are of one group of a list: of the same kind, triggered by one order. */
  public boolean isOfGroup(OrderLink other) {
    return contingency == other.contingency
        && list.equals(other.list)
        && Objects.equals(parent, other.parent);
  }

  /** Returns the order whose fills trigger this one. */
  public Optional<ClientOrderId> trigger() {
    return Optional.ofNullable(parent);
  }

  /** Returns whether another order's fills cancel or reduce an order of this link. */
  public boolean isSiblingOf(OrderLink other) {
    return contingency != Contingency.OTO && isOfGroup(other);
  }

  /**
   * Parses what {@link #toString} gives.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static OrderLink parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw new IllegalArgumentException(
          "expected a link such as 'OCO a-1', 'OCO a-1 a-1' or 'OCO a-1 a-1 a-2', found '"
              + text
              + "'");
    }
    return new OrderLink(
        ClientOrderId.of(parts[1]),
        Contingency.valueOf(parts[0]),
        parts.length > 2 ? ClientOrderId.of(parts[2]) : null,
        parts.length > 3 ? ClientOrderId.of(parts[3]) : null);
  }

  @Override
  public String toString() {
    return contingency
        + " "
        + list
        + (parent == null ? "" : " " + parent)
        + (original == null ? "" : " " + original);
  }
}
