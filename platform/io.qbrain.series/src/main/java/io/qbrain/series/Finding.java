package io.qbrain.series;

/**
 * Something wrong in a file.
 *
 * @param kind what is wrong
 * @param file the file, for an archive {@code archive!entry}
 * @param line the line, from 1
 * @param column the column, from 1; 0 if it is the whole line
 * @param expected what should stand there
 * @param found what stands there
 */
public record Finding(
    Kind kind, String file, long line, int column, String expected, String found) {

  /** What is wrong with a row. All but a gap and a bar without volume refuse it. */
  public enum Kind {
    /** Bars are missing before this row. It is told, and the row is taken. */
    GAP,
    /** Another row has the same time; the first one is kept. */
    DUPLICATE,
    /** The row is older than the one before. */
    UNSORTED,
    /** A bar that cannot be: high below low, a price of zero or less, a negative volume. */
    IMPOSSIBLE,
    /** Text, NaN or a number out of range where a number should be. */
    NUMBER,
    /** A time that cannot be read, or that the zone does not have. */
    TIME,
    /** A price between the ticks that were asked for. */
    OFF_GRID,
    /** A bar without volume. It is told if it was asked for, and the row is taken. */
    ZERO_VOLUME,
    /** A time at or after the one that was asked for as the end. */
    FUTURE,
    /** More or fewer columns than the header or the first row. */
    COLUMNS
  }

  /** Returns {@code file:line: expected ..., found ...}. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ": expected "
        + expected
        + (column == 0 ? "" : " in column " + column)
        + ", found "
        + found;
  }
}
