package io.qbrain.port;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What accounts did, as far back as it is kept, page by page. Called on any thread; each call asks
 * the store.
 *
 * @since 1.1
 */
public interface History {
  /** The most that one page holds. */
  int MAX_PAGE = 10_000;

  /**
   * A fill that a page begins after.
   *
   * @param timeNanos when it happened at the venue, in nanoseconds since 1970
   * @param execution its id
   */
  record Place(long timeNanos, ExecutionId execution) {
    /** Returns the place of a fill. */
    public static Place of(Fill fill) {
      return new Place(fill.timeNanos(), fill.executionId());
    }
  }

  /**
   * An order that a page begins after.
   *
   * @param createdNanos when it was created, in nanoseconds since 1970
   * @param order its id
   * @since 1.1
   */
  record OrderPlace(long createdNanos, ClientOrderId order) {
    /** Returns the place of an order. */
    public static OrderPlace of(Order order) {
      return new OrderPlace(order.createdNanos(), order.id());
    }
  }

  /**
   * Which turns are wanted.
   *
   * @param id those that changed the order, or whatever else, of this id; it counts alone
   * @param what else, those in which this happened
   * @since 1.1
   */
  record TurnFilter(Optional<String> id, What what) {
    /** What happened. */
    public enum What {
      ALL,
      /** An order was denied by our own rules. */
      DENIALS,
      /** Trading was switched off or on. */
      KILLS
    }
  }

  /**
   * A turn as the journal has it.
   *
   * @param sequence its number
   * @param timeNanos its time, in nanoseconds since 1970
   * @param receivedNanos when its cause was received
   * @param effects an array of objects, JSON
   * @since 1.1
   */
  record TurnText(long sequence, long timeNanos, long receivedNanos, String effects) {}

  /**
   * Returns orders as they are now, the newest first; those of one time by their ids, backwards.
   *
   * @param instance the instance that they belong to; empty for all of the account
   * @param before the last order of the page before; empty for the first page
   * @param limit from 1 to {@link #MAX_PAGE}
   * @throws PortException if the store does not answer, or keeps no such pages
   * @since 1.1
   */
  default List<Order> orders(
      AccountId account, Optional<InstanceId> instance, Optional<OrderPlace> before, int limit) {
    throw new PortException("this journal gives no orders by pages");
  }

  /**
   * Returns turns, the newest first.
   *
   * @param before the number of the last turn of the page before; empty for the first page
   * @param limit from 1 to {@link #MAX_PAGE}
   * @throws PortException if the store does not answer, or keeps no such pages
   * @since 1.1
   */
  default List<TurnText> turns(
      AccountId account, TurnFilter filter, OptionalLong before, int limit) {
    throw new PortException("this journal gives no turns by pages");
  }

  /**
   * Returns the instances of an account that have these parameters, in order of ids; not those that
   * were removed.
   *
   * @param parameters names with the values that they must have, as text; at least one
   * @param after the last instance of the page before; empty for the first page
   * @param limit from 1 to {@link #MAX_PAGE}
   * @throws PortException if the store does not answer, or keeps no such pages
   * @since 1.1
   */
  default List<InstanceId> instances(
      AccountId account, Map<String, String> parameters, Optional<InstanceId> after, int limit) {
    throw new PortException("this journal gives no instances by parameters");
  }

  /**
   * Returns fills, the newest first; those of one time by their ids, backwards.
   *
   * @param instance the instance that they belong to; empty for all of the account
   * @param before the last fill of the page before; empty for the first page
   * @param limit from 1 to {@link #MAX_PAGE}
   * @throws PortException if the store does not answer
   */
  List<Fill> fills(
      AccountId account, Optional<InstanceId> instance, Optional<Place> before, int limit);

  /**
   * Returns entries of the ledger after a number, the oldest first.
   *
   * @param limit from 1 to {@link #MAX_PAGE}
   * @throws PortException if the store does not answer
   */
  List<LedgerEntry> entries(AccountId account, long afterNumber, int limit);
}
