package io.qbrain.model;

import java.util.Arrays;

/** What the series have in common: columns of numbers that grow together. */
final class Columns {
  private Columns() {}

  /** Returns how long columns become that are full at a size. */
  static int grown(int size) {
    return Math.max(16, Math.addExact(size, size >> 1));
  }

  /** Returns the first of the sorted times that is at or after one. */
  static int firstAtOrAfter(long[] times, int size, long timeNanos) {
    int at = Arrays.binarySearch(times, 0, size, timeNanos);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && times[at - 1] == timeNanos) {
      at--;
    }
    return at;
  }

  static int checked(int row, int size, Object series) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException(
          series + ": expected a row from 0 to " + (size - 1) + ", found " + row);
    }
    return row;
  }

  static void checkOrder(long[] times, int size, long timeNanos, Object what) {
    if (size > 0 && timeNanos < times[size - 1]) {
      throw new IllegalArgumentException(
          what
              + ": expected a time at or after "
              + Times.instant(times[size - 1])
              + ", found "
              + Times.instant(timeNanos));
    }
  }
}
