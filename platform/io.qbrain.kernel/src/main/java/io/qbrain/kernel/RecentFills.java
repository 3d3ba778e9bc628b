package io.qbrain.kernel;

import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last fills by their ids, and what they did to the ledger. While each id has a greater number
 * than the one before, as those of one venue have, they are a ring and no more; else {@link Chains}
 * find them.
 */
final class RecentFills {
  /** How many fills are remembered. */
  static final int CAPACITY = 4_096;

  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;

  /** Chains of equal hashes that run from new to old. */
  private static final class Chains {
    private static final int HEADS = 2 * CAPACITY;

    private final int[] heads = new int[HEADS];

    /** The hashes beside the fills: what is old is not in the processor's cache any more. */
    private final int[] hashes = new int[CAPACITY];

    private final int[] older = new int[CAPACITY];

    Chains() {
      Arrays.fill(heads, NONE);
    }

    private static int hash(ExecutionId id) {
      int hash = id.hashCode();
      return hash ^ (hash >>> 16);
    }

    void add(int slot, ExecutionId id) {
      int hash = hash(id);
      int head = hash & (HEADS - 1);
      hashes[slot] = hash;
      older[slot] = heads[head];
      heads[head] = slot;
    }

    int find(ExecutionId id, @Nullable Fill[] ring) {
      int hash = hash(id);
      for (int at = heads[hash & (HEADS - 1)]; at != NONE; at = older[at]) {
        Fill there = hashes[at] == hash ? ring[at] : null;
        if (there != null && there.executionId().equals(id)) {
          return at;
        }
      }
      return NONE;
    }

    /** Takes the oldest of all away, which is the last of its chain. */
    void forget(int slot) {
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
  }

  private @Nullable Fill[] ring = new @Nullable Fill[FIRST_CAPACITY];

  /** The entries of the fills: a {@link TradeEntry}, or a {@link LedgerEntry} of a journal. */
  private @Nullable Object[] entries = new @Nullable Object[FIRST_CAPACITY];

  private boolean[] taken = new boolean[FIRST_CAPACITY];
  private int next;

  /** The id of the last fill, which has the greatest number; null before it, or with chains. */
  private @Nullable ExecutionId greatest;

  /** What finds fills whose numbers do not ascend; null while all do. */
  private @Nullable Chains chains;

  /** Where the last fill is that is not posted yet, or NONE. */
  private int unposted = NONE;

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
    if (chains != null) {
      return chains.find(id, ring);
    }
    for (int at = 0; at < ring.length; at++) {
      Fill there = ring[at];
      if (there != null && there.executionId().equals(id)) {
        return at;
      }
    }
    return NONE;
  }

  void add(Fill fill) {
    if (chains == null && greatest != null && !fill.executionId().follows(greatest)) {
      chains = chained();
      greatest = null;
    }
    if (next == ring.length && ring.length < CAPACITY) {
      grow(Math.min(CAPACITY, 2 * ring.length));
    } else if (next == ring.length) {
      next = 0;
    }
    if (chains == null) {
      greatest = fill.executionId();
    } else {
      if (ring[next] != null) {
        chains.forget(next);
      }
      chains.add(next, fill.executionId());
    }
    ring[next] = fill;
    entries[next] = null;
    taken[next] = false;
    unposted = next;
    next++;
  }

  /** Returns chains of all that there are, the oldest first. */
  private Chains chained() {
    Chains all = new Chains();
    for (int i = 0; i < ring.length; i++) {
      int at = (next + i) % ring.length;
      Fill there = ring[at];
      if (there != null) {
        all.add(at, there.executionId());
      }
    }
    return all;
  }

  private void grow(int capacity) {
    ring = Arrays.copyOf(ring, capacity);
    entries = Arrays.copyOf(entries, capacity);
    taken = Arrays.copyOf(taken, capacity);
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
