package io.qbrain.simulation;

import java.util.BitSet;

/**
 * In which lanes nothing works and nothing is left of what did: there a bar is only remembered. A
 * bit for each, for every bar asks.
 */
final class IdleLanes {
  private final BitSet busy = new BitSet();
  private int count;

  /** Returns the place of a lane that is not idle. */
  int add() {
    return add(1);
  }

  /** Returns the first of places one after the other, of lanes that are not idle. */
  int add(int more) {
    int first = count;
    count += more;
    busy.set(first, count);
    return first;
  }

  boolean is(int slot) {
    return !busy.get(slot);
  }

  void set(int slot, boolean isIdle) {
    busy.set(slot, !isIdle);
  }

  /** Returns the first place from one on and before another one that is not idle, or the end. */
  int idleUntil(int from, int end) {
    int slot = busy.nextSetBit(from);
    return slot < 0 || slot > end ? end : slot;
  }
}
