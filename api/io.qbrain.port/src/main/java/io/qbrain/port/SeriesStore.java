package io.qbrain.port;

import io.qbrain.model.EventSeries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps bars, quotes and trades of instruments, in order of time: history for backtests, and what
 * feeds brought.
 *
 * <p>May be used from any thread; a reader sees what was complete when it began, while others
 * write. A series has one writer at a time: a second one waits a little, and is refused then. Times
 * are nanoseconds since 1970, of a bar when it closed; ranges are from a time on and before another
 * one.
 *
 * <p>Every method throws {@link PortException} if the store cannot be reached or what it holds is
 * damaged, and naming where; what is damaged is never served.
 *
 * @since 1.1
 */
public interface SeriesStore {

  /**
   * What is there of a series.
   *
   * @param id its name
   * @param rows how many rows
   * @param firstNanos the time of the first row
   * @param lastNanos the time of the last row
   */
  record Extent(SeriesId id, long rows, long firstNanos, long lastNanos) {}

  /** Returns what is there of every series that has rows, in order of names. */
  List<Extent> list();

  /** Returns what is there of a series; empty if it has no rows. */
  Optional<Extent> find(SeriesId id);

  /**
   * Adds rows at the end; durable when it returns. None of them may be older than the last row that
   * is there, and no bar of a length may close when the last one did.
   *
   * @throws PortException if they do not fit the end; none was added then
   */
  void append(EventSeries rows);

  /**
   * Returns the rows of a range; a series without rows if there are none. They are held in memory:
   * 24 to 56 bytes a row.
   */
  EventSeries read(SeriesId id, long fromNanos, long toNanos);

  /**
   * Puts rows in the place of all rows of a range; durable when it returns. Without rows it removes
   * them. If it ends by an exception, a part of the range may hold the new rows and the other part
   * the old ones: it may be called again.
   *
   * @param rows what the range holds from now on, all of it within the range
   * @throws PortException if a row lies outside of the range
   */
  void replace(SeriesId id, long fromNanos, long toNanos, EventSeries rows);

  /**
   * Returns from which time on what feeds record of a series is to be copied into this store, too;
   * empty if it is not. The platform copies it behind the recording, however long the store was
   * away. Any thread; never waits for the store.
   *
   * @since 1.1
   */
  default OptionalLong mirroredFrom(SeriesId id) {
    return OptionalLong.empty();
  }

  /** Removes the rows before a time. */
  default void removeBefore(SeriesId id, long nanos) {
    replace(id, Long.MIN_VALUE, nanos, id.empty());
  }
}
