package io.qbrain.kernel;

import io.qbrain.model.ExecutionId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last fills by their ids: a ring in which chains of equal hashes run from new to old. */
final class RecentFills {
  /** How many fills are remembered. */
  static final int CAPACITY = 10_000;

  private static final int HEADS = 16_384;
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;

  private final int[] heads = new int[HEADS];
  private Executions.@Nullable Executed[] ring = new Executions.@Nullable Executed[FIRST_CAPACITY];
  private int[] older = new int[FIRST_CAPACITY];
  private int next;

  RecentFills() {
    Arrays.fill(heads, NONE);
  }

  private static int head(ExecutionId id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (HEADS - 1);
  }

  Executions.@Nullable Executed find(ExecutionId id) {
    for (int at = heads[head(id)]; at != NONE; at = older[at]) {
      Executions.Executed there = ring[at];
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
      older = Arrays.copyOf(older, larger);
    } else if (next == ring.length) {
      next = 0;
    }
    Executions.Executed oldest = ring[next];
    if (oldest != null) {
      forget(head(oldest.fill.executionId()), next);
    }
    int head = head(executed.fill.executionId());
    ring[next] = executed;
    older[next] = heads[head];
    heads[head] = next;
    next++;
  }

  /** The oldest of all is the last of its chain. */
  private void forget(int head, int slot) {
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
