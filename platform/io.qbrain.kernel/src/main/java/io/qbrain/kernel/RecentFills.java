package io.qbrain.kernel;

import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last fills by their ids, and what they did to the ledger: a ring in which chains of equal
 * hashes run from new to old.
 */
final class RecentFills {
  /** How many fills are remembered. */
  static final int CAPACITY = 4_096;

  private static final int HEADS = 8_192;
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;

  private final int[] heads = new int[HEADS];
  private @Nullable Fill[] ring = new @Nullable Fill[FIRST_CAPACITY];

  /** The entries of the fills: a {@link TradeEntry}, or a {@link LedgerEntry} of a journal. */
  private @Nullable Object[] entries = new @Nullable Object[FIRST_CAPACITY];

  private boolean[] taken = new boolean[FIRST_CAPACITY];

  /** The hashes beside the fills: what is old is not in the processor's cache any more. */
  private int[] hashes = new int[FIRST_CAPACITY];

  private int[] older = new int[FIRST_CAPACITY];
  private int next;

  /** The id of the last fill, if each had a greater number than the one before; else null. */
  private @Nullable ExecutionId greatest;

  /** Whether each has had so far. */
  private boolean ascending = true;

  /** Where the last fill is that is not posted yet, or NONE. */
  private int unposted = NONE;

  RecentFills() {
    Arrays.fill(heads, NONE);
  }

  /** Ids with numbers that follow each other lie side by side, in the processor's cache. */
  private static int hash(ExecutionId id) {
    int hash = id.hashCode();
    return hash ^ (hash >>> 16);
  }

  boolean isKnown(ExecutionId id) {
    ExecutionId last = greatest;
    return (last == null || !id.follows(last)) && slot(id) != NONE;
  }

  /** Returns a fill of late, or null. */
  @Nullable Executed find(ExecutionId id) {
    int at = slot(id);
    Fill fill = at == NONE ? null : ring[at];
    return fill == null ? null : new Executed(fill, entry(at), taken[at]);
  }

  private @Nullable LedgerEntry entry(int at) {
    return entries[at] instanceof TradeEntry trade ? trade.toEntry() : (LedgerEntry) entries[at];
  }

  private int slot(ExecutionId id) {
    int hash = hash(id);
    for (int at = heads[hash & (HEADS - 1)]; at != NONE; at = older[at]) {
      Fill there = hashes[at] == hash ? ring[at] : null;
      if (there != null && there.executionId().equals(id)) {
        return at;
      }
    }
    return NONE;
  }

  void add(Fill fill) {
    ExecutionId last = greatest;
    ascending = ascending && (last == null || fill.executionId().follows(last));
    greatest = ascending ? fill.executionId() : null;
    if (next == ring.length && ring.length < CAPACITY) {
      grow(Math.min(CAPACITY, 2 * ring.length));
    } else if (next == ring.length) {
      next = 0;
    }
    if (ring[next] != null) {
      forget(next);
    }
    int hash = hash(fill.executionId());
    int head = hash & (HEADS - 1);
    ring[next] = fill;
    entries[next] = null;
    taken[next] = false;
    hashes[next] = hash;
    older[next] = heads[head];
    heads[head] = next;
    unposted = next;
    next++;
  }

  private void grow(int capacity) {
    ring = Arrays.copyOf(ring, capacity);
    entries = Arrays.copyOf(entries, capacity);
    taken = Arrays.copyOf(taken, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    older = Arrays.copyOf(older, capacity);
  }

  /** The oldest of all is the last of its chain. */
  private void forget(int slot) {
    int head = hashes[slot] & (HEADS - 1);
    if (heads[head] == slot) {
      heads[head] = NONE;
      return;
    }
    int at = heads[head];
    while (older[at] != slot) {
      at = older[at];
    }
    older[at] = NONE;
  }

  /** The last fill is in the ledger. */
  void posted(LedgerEntry entry) {
    posted((Object) entry);
  }

  /** The last fill is in the ledger. */
  void posted(TradeEntry entry) {
    posted((Object) entry);
  }

  private void posted(Object entry) {
    if (unposted != NONE) {
      entries[unposted] = entry;
      unposted = NONE;
    }
  }

  /** A fill was taken back. */
  void reversed(ExecutionId id) {
    int at = slot(id);
    if (at != NONE) {
      taken[at] = true;
    }
  }
}
