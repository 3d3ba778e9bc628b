package io.qbrain.model;

import java.nio.LongBuffer;
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
      grow(grown(size));
    }
    columns[0][size] = timeNanos;
    return size++;
  }

  private void grow(int capacity) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(columns[i], capacity);
    }
  }

  /** Makes room for a number of rows besides those that are there. */
  void reserve(int rows) {
    int capacity = Math.addExact(size, rows);
    if (capacity > columns[0].length) {
      grow(capacity);
    }
  }

  /** Adds what is left in each of the buffers, of which times must be in order. */
  void addAll(LongBuffer[] given) {
    checkColumns(given, columns.length, columns.length);
    int from = size;
    int count = given[0].remaining();
    reserve(count);
    for (int i = 0; i < columns.length; i++) {
      given[i].get(columns[i], from, count);
    }
    for (int row = from; row < from + count; row++) {
      if (row > 0 && columns[0][row] < columns[0][row - 1]) {
        size = row;
        long time = columns[0][row];
        try {
          checkOrder(time);
        } finally {
          size = from;
        }
      }
    }
    size = from + count;
  }

  long time(int row) {
    return columns[0][row];
  }

  int size() {
    return size;
  }

  /** Takes back the rows from a number on. */
  void cut(int rows) {
    size = rows;
  }

  /** Returns a column of values from 0, which is replaced when it grows. */
  long[] column(int value) {
    return columns[1 + value];
  }

  /** Returns the times, without what is spare; they stay as they are. */
  long[] times() {
    return whole(columns[0], size);
  }

  /** Returns a column of values, without what is spare; it stays as it is. */
  long[] values(int value) {
    return whole(column(value), size);
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

  /** Returns a column of a size: itself if it is full, as it is replaced when it grows. */
  static long[] whole(long[] column, int size) {
    return column.length == size ? column : Arrays.copyOf(column, size);
  }

  static void checkColumns(LongBuffer[] columns, int least, int most) {
    if (columns.length < least || columns.length > most) {
      throw new IllegalArgumentException(
          "expected " + least + " to " + most + " columns, found " + columns.length);
    }
    for (LongBuffer column : columns) {
      if (column.remaining() != columns[0].remaining()) {
        throw new IllegalArgumentException(
            "expected columns of one length, found "
                + columns[0].remaining()
                + " and "
                + column.remaining());
      }
    }
  }

  static int checked(int row, int size, Object series) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException(
          series + ": expected a row from 0 to " + (size - 1) + ", found " + row);
    }
    return row;
  }
}
