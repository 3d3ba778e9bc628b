package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.model.TradingCalendar;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills a store from another one, such as column files from a time-series server before a backtest:
 * what is before the first row of a range, after the last one, and in the gaps between. What is
 * there stays as it is.
 */
public final class SeriesSync {
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** Rows of a series with a length that are fetched at once. */
  private static final long ROWS_OF_PIECE = 50_000;

  private final SeriesStore from;
  private final SeriesStore to;
  private final Optional<TradingCalendar> calendar;

  /**
   * What came over.
   *
   * @param id the series
   * @param fetched rows that came over
   * @param filled gaps into which some of them went
   * @param gaps what is missing still
   */
  public record Outcome(SeriesId id, long fetched, long filled, SeriesGaps.Report gaps) {
    /** Returns one line. */
    public String summary() {
      return id
          + ": "
          + fetched
          + " rows fetched, "
          + filled
          + " gaps filled; "
          + gaps.rows()
          + " rows now, "
          + gaps.missing()
          + " missing in "
          + gaps.count()
          + " gaps";
    }
  }

  private record Range(long from, long to) {
    boolean isEmpty() {
      return from >= to;
    }
  }

  /** Prepares to fill a store from another, with gaps as a calendar says, if there is one. */
  public SeriesSync(SeriesStore from, SeriesStore to, Optional<TradingCalendar> calendar) {
    this.from = from;
    this.to = to;
    this.calendar = calendar;
  }

  /**
   * Fills a range of a series.
   *
   * @param watch sees seconds of the range; may end it, and the next call goes on
   * @throws io.qbrain.port.PortException if a store cannot be reached or is damaged
   */
  public Outcome fill(SeriesId id, long fromNanos, long toNanos, ImportWatch watch) {
    SeriesGaps gaps = SeriesGaps.of(to, id).calendar(calendar);
    long fetched = 0;
    long filled = 0;
    Optional<Extent> there = from.find(id);
    if (there.isPresent()) {
      Range asked =
          new Range(
              Math.max(fromNanos, there.get().firstNanos()),
              Math.min(toNanos, there.get().lastNanos() + 1));
      for (Range missing : missing(id, gaps, asked)) {
        long rows = fetch(id, missing, asked, watch);
        fetched += rows;
        filled += rows > 0 && missing.from > asked.from && missing.to < asked.to ? 1 : 0;
      }
    }
    return new Outcome(id, fetched, filled, gaps.between(fromNanos, toNanos));
  }

  private List<Range> missing(SeriesId id, SeriesGaps gaps, Range asked) {
    List<Range> missing = new ArrayList<>();
    Optional<Extent> here = to.find(id);
    if (here.isEmpty()) {
      return asked.isEmpty() ? missing : List.of(asked);
    }
    Range before = new Range(asked.from, Math.min(asked.to, here.get().firstNanos()));
    Range after = new Range(Math.max(asked.from, here.get().lastNanos() + 1), asked.to);
    if (!before.isEmpty()) {
      missing.add(before);
    }
    gaps.between(here.get().firstNanos(), here.get().lastNanos() + 1).gaps().stream()
        .map(
            gap ->
                new Range(
                    Math.max(asked.from, gap.fromNanos() + 1), Math.min(asked.to, gap.toNanos())))
        .filter(gap -> !gap.isEmpty())
        .forEach(missing::add);
    if (!after.isEmpty()) {
      missing.add(after);
    }
    return missing;
  }

  private long fetch(SeriesId id, Range range, Range asked, ImportWatch watch) {
    long step = id.spec().map(spec -> spec.stepNanos()).orElse(0L);
    long piece = step == 0 ? NANOS_PER_DAY : step * ROWS_OF_PIECE;
    long rows = 0;
    for (long at = range.from; at < range.to; ) {
      watch.at((at - asked.from) / 1_000_000_000L, (asked.to - asked.from) / 1_000_000_000L);
      long next = range.to - at <= piece ? range.to : at + piece;
      EventSeries part = from.read(id, at, next);
      if (part.size() > 0) {
        to.replace(id, at, next, part);
        rows += part.size();
      }
      at = next;
    }
    return rows;
  }
}
