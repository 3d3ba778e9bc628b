package io.qbrain.simulation;

import java.util.Arrays;

/**
 * In which lanes nothing works and nothing is left of what did: there a bar is only remembered.
 * Side by side, for every bar asks.
 */
final class IdleLanes {
  /** The place of no lane: nothing is ever idle there. */
  static final int NOWHERE = 0;

  private boolean[] flags = new boolean[16];
  private int count = NOWHERE + 1;

  int add() {
    if (count == flags.length) {
      flags = Arrays.copyOf(flags, 2 * count);
    }
    return count++;
  }

  boolean is(int slot) {
    return flags[slot];
  }

  void set(int slot, boolean isIdle) {
    flags[slot] = isIdle;
  }
}
