package io.qbrain.port;

import io.qbrain.model.AccountId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import java.util.List;
import java.util.Optional;

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
