package io.qbrain.kernel;

import io.qbrain.model.ExecutionId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last fills by their ids: a ring in which chains of equal hashes run from new to old. */
final class RecentFills {
  /** How many fills are remembered. */
  static final int CAPACITY = 4_096;

  private static final int HEADS = 8_192;
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;

  private final int[] heads = new int[HEADS];
  private Executions.@Nullable Executed[] ring = new Executions.@Nullable Executed[FIRST_CAPACITY];

  /** The hashes beside the fills: what is old is not in the processor's cache any more. */
  private int[] hashes = new int[FIRST_CAPACITY];

  private int[] older = new int[FIRST_CAPACITY];
  private int next;

  RecentFills() {
    Arrays.fill(heads, NONE);
  }

  /** Ids with numbers that follow each other lie side by side, in the processor's cache. */
  private static int hash(ExecutionId id) {
    int hash = id.hashCode();
    return hash ^ (hash >>> 16);
  }

  Executions.@Nullable Executed find(ExecutionId id) {
    int hash = hash(id);
    for (int at = heads[hash & (HEADS - 1)]; at != NONE; at = older[at]) {
      Executions.Executed there = hashes[at] == hash ? ring[at] : null;
      if (there != null && there.fill.executionId().equals(id)) {
        return there;
      }
    }
    return null;
  }

  void add(Executions.Executed executed) {
    if (next == ring.length && ring.length < CAPACITY) {
      int larger = Math.min(CAPACITY, 2 * ring.length);
      ring = Arrays.copyOf(ring, larger);
      hashes = Arrays.copyOf(hashes, larger);
      older = Arrays.copyOf(older, larger);
    } else if (next == ring.length) {
      next = 0;
    }
    if (ring[next] != null) {
      forget(next);
    }
    int hash = hash(executed.fill.executionId());
    int head = hash & (HEADS - 1);
    ring[next] = executed;
    hashes[next] = hash;
    older[next] = heads[head];
    heads[head] = next;
    next++;
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
}
