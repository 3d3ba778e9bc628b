package io.qbrain.model;

import java.util.Arrays;

/**
 * Columns of numbers that grow together, the first one times in order: what the builders of the
 * series fill. Not thread-safe.
 */
final class Columns {
  private final Object what;
  private final long[][] columns;
  private int size;

  /**
   * Starts empty columns.
   *
   * @param what names them in messages
   * @param values how many columns there are beside the times
   */
  Columns(Object what, int values) {
    this.what = what;
    this.columns = new long[1 + values][1];
  }

  /** Checks that a time may come next. */
  void checkOrder(long timeNanos) {
    long[] times = columns[0];
    if (size > 0 && timeNanos < times[size - 1]) {
      throw new IllegalArgumentException(
          what
              + ": expected a time at or after "
              + Times.instant(times[size - 1])
              + ", found "
              + Times.instant(timeNanos));
    }
  }

  /** Begins a row, whose values are to be set in {@link #column} next, and returns its number. */
  int add(long timeNanos) {
    if (size == columns[0].length) {
      int capacity = grown(size);
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], capacity);
      }
    }
    columns[0][size] = timeNanos;
    return size++;
  }

  /** Returns a column of values from 0, which is replaced when it grows. */
  long[] column(int value) {
    return columns[1 + value];
  }

  /** Returns a copy of the times, without what is spare. */
  long[] times() {
    return Arrays.copyOf(columns[0], size);
  }

  /** Returns a copy of a column of values, without what is spare. */
  long[] values(int value) {
    return Arrays.copyOf(column(value), size);
  }

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
}
