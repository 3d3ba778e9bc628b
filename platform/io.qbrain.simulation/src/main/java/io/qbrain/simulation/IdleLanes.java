package io.qbrain.simulation;

import java.util.Arrays;

/**
 * In which lanes nothing works and nothing is left of what did: there a bar is only remembered. A
 * bit for each, for every bar asks.
 */
final class IdleLanes {
  private long[] busy = new long[1];
  private int count;

  /** Returns the place of a lane that is not idle. */
  int add() {
    return add(1);
  }

  /** Returns the first of places one after the other, of lanes that are not idle. */
  int add(int more) {
    int first = count;
    count += more;
    if (count > busy.length * Long.SIZE) {
      busy = Arrays.copyOf(busy, Math.max(2 * busy.length, count / Long.SIZE + 1));
    }
    for (int slot = first; slot < count; slot++) {
      set(slot, false);
    }
    return first;
  }

  boolean is(int slot) {
    return (busy[slot / Long.SIZE] & 1L << slot) == 0;
  }

  void set(int slot, boolean isIdle) {
    long bit = 1L << slot;
    if (isIdle) {
      busy[slot / Long.SIZE] &= ~bit;
    } else {
      busy[slot / Long.SIZE] |= bit;
    }
  }

  /** Returns the first place from one on and before another one that is not idle, or the end. */
  int idleUntil(int from, int end) {
    int slot = from;
    while (slot < end) {
      long rest = busy[slot / Long.SIZE] >>> slot;
      if (rest != 0) {
        return Math.min(end, slot + Long.numberOfTrailingZeros(rest));
      }
      slot = (slot | Long.SIZE - 1) + 1;
    }
    return end;
  }
}
