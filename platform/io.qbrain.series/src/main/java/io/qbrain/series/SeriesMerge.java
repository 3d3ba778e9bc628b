package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.port.SeriesId;
import java.util.ArrayList;
import java.util.List;

/**
 * Two series of one name in one: rows of a time are one thing, so what both have of a time is the
 * same or differs. Where it differs, one of them wins.
 */
final class SeriesMerge {
  /** Times at which the two differ that are kept; the others are counted. */
  static final int MAX_TIMES = 100;

  private final EventSeries stored;
  private final EventSeries fresh;
  private final boolean freshWins;
  private final SeriesRange merged;
  private final List<Long> differing = new ArrayList<>();
  private long added;
  private long known;
  private long conflicts;

  SeriesMerge(SeriesId id, EventSeries stored, EventSeries fresh, boolean freshWins) {
    this.stored = stored;
    this.fresh = fresh;
    this.freshWins = freshWins;
    this.merged = new SeriesRange(id);
    run();
  }

  private void run() {
    int s = 0;
    int f = 0;
    while (s < stored.size() || f < fresh.size()) {
      long storedTime = s < stored.size() ? stored.timeNanos(s) : Long.MAX_VALUE;
      long freshTime = f < fresh.size() ? fresh.timeNanos(f) : Long.MAX_VALUE;
      int storedEnd = storedTime <= freshTime ? end(stored, s) : s;
      int freshEnd = freshTime <= storedTime ? end(fresh, f) : f;
      if (freshEnd == f) {
        merged.add(stored, s, storedEnd);
      } else if (storedEnd == s) {
        merged.add(fresh, f, freshEnd);
        added += freshEnd - f;
      } else {
        both(s, storedEnd, f, freshEnd);
      }
      s = storedEnd;
      f = freshEnd;
    }
  }

  private void both(int s, int storedEnd, int f, int freshEnd) {
    int rows = freshEnd - f;
    if (storedEnd - s == rows && merged.same(stored, s, fresh, f, rows)) {
      known += rows;
      merged.add(stored, s, storedEnd);
      return;
    }
    conflicts += rows;
    if (differing.size() < MAX_TIMES) {
      differing.add(fresh.timeNanos(f));
    }
    if (freshWins) {
      merged.add(fresh, f, freshEnd);
    } else {
      merged.add(stored, s, storedEnd);
    }
  }

  private static int end(EventSeries series, int row) {
    int end = row + 1;
    while (end < series.size() && series.timeNanos(end) == series.timeNanos(row)) {
      end++;
    }
    return end;
  }

  EventSeries rows() {
    return merged.build();
  }

  /** Returns how many rows only the fresh series has. */
  long added() {
    return added;
  }

  /** Returns how many rows both have alike. */
  long known() {
    return known;
  }

  /** Returns how many fresh rows differ from the stored ones of their time. */
  long conflicts() {
    return conflicts;
  }

  List<Long> differing() {
    return List.copyOf(differing);
  }
}
