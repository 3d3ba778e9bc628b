package io.qbrain.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders that depend on each other: a group of which one cancels or updates the others, an order
 * that triggers others, or a bracket, which is both.
 *
 * <pre>
 * OrderList.oco(stop, target)            either the one or the other
 * OrderList.oto(entry, next)             next is sent for what of entry has filled
 * OrderList.bracket(entry, stop, target) OTO(entry -> OCO(stop, target))
 * </pre>
 *
 * <p>Making one checks nothing: a list that contradicts itself is denied when it is submitted, as a
 * single order is.
 *
 * @since 1.1
 */
public final class OrderList {
  private final @Nullable OrderRequest trigger;
  private final Contingency contingency;
  private final List<OrderRequest> orders;
  private final boolean bracket;

  private OrderList(
      @Nullable OrderRequest trigger, Contingency contingency, List<OrderRequest> orders) {
    this(trigger, contingency, orders, false);
  }

  private OrderList(
      @Nullable OrderRequest trigger,
      Contingency contingency,
      List<OrderRequest> orders,
      boolean bracket) {
    this.bracket = bracket;
    this.trigger = trigger;
    this.contingency = Objects.requireNonNull(contingency, "contingency");
    this.orders = List.copyOf(orders);
  }

  /** Returns orders of which one cancels the others. */
  public static OrderList oco(OrderRequest... orders) {
    return new OrderList(null, Contingency.OCO, List.of(orders));
  }

  /** Returns orders of which one reduces the others by what it fills. */
  public static OrderList ouo(OrderRequest... orders) {
    return new OrderList(null, Contingency.OUO, List.of(orders));
  }

  /** Returns an order and those that its fills trigger, which do not depend on each other. */
  public static OrderList oto(OrderRequest trigger, OrderRequest... triggered) {
    return new OrderList(
        Objects.requireNonNull(trigger, "trigger"), Contingency.OTO, List.of(triggered));
  }

  /**
   * Returns an order and a group that its fills trigger, of which one cancels or updates others.
   */
  public static OrderList oto(OrderRequest trigger, OrderList triggered) {
    if (triggered.trigger != null) {
      throw new IllegalArgumentException("expected a group without a trigger, found " + triggered);
    }
    return new OrderList(
        Objects.requireNonNull(trigger, "trigger"), triggered.contingency, triggered.orders);
  }

  /**
   * Returns an entry with a stop and a target that protect what it has filled: of its instrument,
   * of the other side, and no larger than it; else all three are denied, {@code CONTINGENCY}.
   */
  public static OrderList bracket(OrderRequest entry, OrderRequest stop, OrderRequest target) {
    return new OrderList(
        Objects.requireNonNull(entry, "entry"), Contingency.OCO, List.of(stop, target), true);
  }

  /**
   * Returns whether it was made by {@link #bracket}, so that the dependent orders must close what
   * the trigger opens.
   *
   * @since 1.1
   */
  public boolean isBracket() {
    return bracket;
  }

  /** Returns the order whose fills trigger the others, if there is one. */
  public Optional<OrderRequest> trigger() {
    return Optional.ofNullable(trigger);
  }

  /** Returns how the orders but the trigger depend on each other; OTO if they do not. */
  public Contingency contingency() {
    return contingency;
  }

  /** Returns the orders without the trigger. */
  public List<OrderRequest> orders() {
    return orders;
  }

  /** Returns all orders, the trigger first: the order in which they get their ids. */
  public List<OrderRequest> all() {
    List<OrderRequest> all = new ArrayList<>(orders.size() + 1);
    if (trigger != null) {
      all.add(trigger);
    }
    all.addAll(orders);
    return List.copyOf(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrderList that
        && Objects.equals(trigger, that.trigger)
        && contingency == that.contingency
        && orders.equals(that.orders);
  }

  @Override
  public int hashCode() {
    return Objects.hash(trigger, contingency, orders);
  }

  @Override
  public String toString() {
    String group = contingency == Contingency.OTO ? orders.toString() : contingency + "" + orders;
    return trigger == null ? group : "OTO(" + trigger + " -> " + group + ")";
  }
}
