package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings files into a store, with a report on their quality. Nothing is dropped silently: each row
 * is stored, known already, or named with its line.
 *
 * <p>Files are read leniently unless the data say {@code mode=strict}: rows that cannot be are
 * counted, named and, with {@code quarantine=FILE}, written there. Rows of times that the store has
 * are compared with it: the same ones are known, others are conflicts, of which the stored rows
 * win, or those of the files if it is asked for. So an import may be begun again after it ended at
 * any point, and fills gaps in what is there.
 */
public final class SeriesImport {
  /** Rows that are made durable together. */
  static final int ROWS_OF_APPEND = 250_000;

  private final SeriesStore store;
  private final DataSpec data;
  private final SeriesId id;
  private final boolean filesWin;
  private final Optional<TradingCalendar> calendar;
  private final TableFormats formats;

  /**
   * What an import did.
   *
   * @param id the series
   * @param report what was seen in the files
   * @param added rows that are new in the store
   * @param known rows that the store had already, alike
   * @param conflicts rows that differ from those of the store
   * @param differing times of the first conflicts, in nanoseconds since 1970
   * @param filesWon whether conflicting rows of the files replaced the stored ones
   * @param gaps where rows are missing now, in the range of the files
   */
  public record Outcome(
      SeriesId id,
      ImportReport report,
      long added,
      long known,
      long conflicts,
      List<Long> differing,
      boolean filesWon,
      SeriesGaps.Report gaps) {

    /**
     * Returns one line, e.g. {@code SPY.ARCA:1m: 390 rows added, 0 known; 390 bars of 390 rows}.
     */
    public String summary() {
      return id
          + ": "
          + added
          + " rows added, "
          + known
          + " known"
          + (conflicts == 0
              ? ""
              : ", "
                  + conflicts
                  + " differ from the store, which "
                  + (filesWon ? "took them" : "kept its own"))
          + (gaps.count() == 0
              ? ""
              : ", " + gaps.missing() + " missing in " + gaps.count() + " gaps")
          + "; files: "
          + report.summary();
    }

    /** Returns what an operator should look at, a line each: findings, conflicts, gaps. */
    public List<String> remarks() {
      List<String> lines = new ArrayList<>();
      report.findings().forEach(f -> lines.add(f.kind() + " " + f));
      differing.forEach(t -> lines.add("CONFLICT at " + Times.instant(t)));
      gaps.gaps().stream().limit(ImportReport.MAX_FINDINGS).forEach(g -> lines.add("MISSING " + g));
      report.quarantine().ifPresent(file -> lines.add("refused lines are in " + file));
      return lines;
    }
  }

  private SeriesImport(
      SeriesStore store,
      DataSpec data,
      boolean filesWin,
      Optional<TradingCalendar> calendar,
      TableFormats formats) {
    this.store = store;
    this.data = data;
    this.id = StoredData.id(data);
    this.filesWin = filesWin;
    this.calendar = calendar;
    this.formats = formats;
  }

  /**
   * Prepares an import.
   *
   * @throws SeriesException if the data ask for adjusted prices: raw ones are stored, and adjusted
   *     when they are read
   */
  public static SeriesImport of(DataSpec data, SeriesStore store) {
    for (DataOption option : List.of(DataOption.ADJUST, DataOption.FACTORS, DataOption.ACTIONS)) {
      if (data.option(option).isPresent()) {
        throw new SeriesException(
            "'"
                + data
                + "': expected no "
                + option.text()
                + " here, found one; prices are stored raw and adjusted when they are read");
      }
    }
    if (data.isStored()) {
      throw new SeriesException("'" + data + "': expected files, found a store");
    }
    Map<DataOption, String> options = new LinkedHashMap<>(data.options());
    options.putIfAbsent(DataOption.MODE, "lenient");
    return new SeriesImport(
        store,
        new DataSpec(data.instrument(), data.kind(), data.spec(), data.path(), options),
        false,
        Optional.empty(),
        TableFormats.NONE);
  }

  /** Returns an import whose rows replace stored ones of the same time. */
  public SeriesImport filesWin() {
    return new SeriesImport(store, data, true, calendar, formats);
  }

  /** Returns an import that finds gaps by the sessions of a market. */
  public SeriesImport calendar(TradingCalendar value) {
    return new SeriesImport(store, data, filesWin, Optional.of(value), formats);
  }

  /** Returns an import that reads some binary formats, too. */
  public SeriesImport formats(TableFormats value) {
    return new SeriesImport(store, data, filesWin, calendar, value);
  }

  /**
   * Reads the files, and stores what is new.
   *
   * @param watch sees bytes read, then rows stored; may end it
   * @throws SeriesException if a file cannot be read or holds no rows, or (strict) one is wrong
   * @throws io.qbrain.port.PortException if the store cannot take the rows
   */
  public Outcome run(ImportWatch watch) {
    ImportedEvents imported = data.readEvents(watch, data.checks().tellingZeroVolume(), formats);
    EventSeries fresh = imported.series();
    long first = fresh.timeNanos(0);
    long last = fresh.timeNanos(fresh.size() - 1);
    Optional<Extent> there = store.find(id);
    EventSeries stored =
        there.filter(e -> e.lastNanos() >= first && e.firstNanos() <= last).isPresent()
            ? store.read(id, first, last + 1)
            : id.empty();
    SeriesMerge merge = new SeriesMerge(id, stored, fresh, filesWin);
    store(there, stored, fresh, merge, watch);
    return new Outcome(
        id,
        imported.report(),
        merge.added(),
        merge.known(),
        merge.conflicts(),
        merge.differing(),
        filesWin,
        SeriesGaps.of(store, id).calendar(calendar).between(first, last + 1));
  }

  private void store(
      Optional<Extent> there,
      EventSeries stored,
      EventSeries fresh,
      SeriesMerge merge,
      ImportWatch watch) {
    boolean replaced = filesWin && merge.conflicts() > 0;
    if (merge.added() == 0 && !replaced) {
      return;
    }
    long end = there.map(Extent::lastNanos).orElse(Long.MIN_VALUE);
    int tail = end == Long.MIN_VALUE ? 0 : fresh.firstRowAtOrAfter(end + 1);
    if (merge.added() == fresh.size() - tail && !replaced) {
      append(fresh, tail, watch);
      return;
    }
    EventSeries merged = merge.rows();
    long from = fresh.timeNanos(0);
    long to = fresh.timeNanos(fresh.size() - 1) + 1;
    watch.at(0, merged.size());
    store.replace(id, from, to, merged);
    watch.at(merged.size(), merged.size());
  }

  private void append(EventSeries rows, int from, ImportWatch watch) {
    for (int row = from; row < rows.size(); row += ROWS_OF_APPEND) {
      watch.at(row - from, rows.size() - from);
      store.append(SeriesRange.of(rows, row, Math.min(rows.size(), row + ROWS_OF_APPEND)));
    }
    watch.at(rows.size() - from, rows.size() - from);
  }
}
