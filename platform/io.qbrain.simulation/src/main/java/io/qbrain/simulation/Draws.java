package io.qbrain.simulation;

import io.qbrain.model.Fixed;

/**
 * Random numbers of the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded and read
 * as Python's {@code random.seed(n)} and {@code random.random()} do: the same seed gives the same
 * numbers there and here. For the seed 42 the first is 0.6394267984578837.
 */
final class Draws {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[SIZE];
  private int at = SIZE;

  /**
   * Starts at a seed.
   *
   * @param seed not below 0
   */
  Draws(long seed) {
    int high = (int) (seed >>> 32);
    int[] key = high == 0 ? new int[] {(int) seed} : new int[] {(int) seed, high};
    fill(19_650_218);
    int i = 1;
    int j = 0;
    for (int k = Math.max(SIZE, key.length); k > 0; k--) {
      state[i] = (state[i] ^ (before(i) * 1_664_525)) + key[j] + j;
      i = next(i);
      j = (j + 1) % key.length;
    }
    for (int k = SIZE - 1; k > 0; k--) {
      state[i] = (state[i] ^ (before(i) * 1_566_083_941)) - i;
      i = next(i);
    }
    state[0] = UPPER;
  }

  private void fill(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int before(int i) {
    return state[i - 1] ^ (state[i - 1] >>> 30);
  }

  private int next(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  private int bits() {
    if (at == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = (state[i] & UPPER) | (state[(i + 1) % SIZE] & LOWER);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
      }
      at = 0;
    }
    int y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** Returns the next number, from 0 to below 1, with 53 bits. */
  double next() {
    int a = bits() >>> 5;
    int b = bits() >>> 6;
    return (a * 67_108_864.0 + b) * (1.0 / 9_007_199_254_740_992.0);
  }

  /**
   * Returns whether something happens; what always or never happens takes no number.
   *
   * @param probability in units of 1e-8
   */
  boolean happens(long probability) {
    if (probability == 0 || probability == Fixed.ONE) {
      return probability != 0;
    }
    return (double) probability / Fixed.ONE >= next();
  }
}
