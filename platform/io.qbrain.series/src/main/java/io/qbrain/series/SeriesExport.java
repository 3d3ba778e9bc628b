package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.port.TableFiles;
import io.qbrain.port.TableFiles.Column;
import io.qbrain.port.TableFiles.Type;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a stored series as CSV, exact: prices in full, times as {@code 2024-01-02T14:31:00Z}, of
 * bars when they closed; when they opened only of those without a length. The first line, a
 * comment, says with which options it is imported again. Names that end in {@code .gz} are packed;
 * names of a binary format that is there make files of that format, with the same columns.
 */
public final class SeriesExport {
  private static final long PIECE_NANOS = 31 * 86_400_000_000_000L;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private final SeriesStore store;
  private final SeriesId id;
  private final TableFormats formats;

  /** Prepares an export of text. */
  public SeriesExport(SeriesStore store, SeriesId id) {
    this(store, id, TableFormats.NONE);
  }

  /** Prepares an export of text or of some binary formats. */
  public SeriesExport(SeriesStore store, SeriesId id, TableFormats formats) {
    this.store = store;
    this.id = id;
    this.formats = formats;
  }

  /**
   * Writes the rows from a time on and before another; the file is there complete or not at all.
   *
   * @param watch sees how far it is, in seconds of the range
   * @return the number of rows
   * @throws SeriesException if there are no rows, the file is there already, or cannot be written
   */
  public long write(Path file, long fromNanos, long toNanos, ImportWatch watch) {
    Optional<Extent> there = store.find(id);
    long from = Math.max(fromNanos, there.map(Extent::firstNanos).orElse(Long.MAX_VALUE));
    long to = Math.min(toNanos, there.map(e -> e.lastNanos() + 1).orElse(Long.MIN_VALUE));
    if (from >= to) {
      throw new SeriesException(
          id
              + ": expected rows in the range, found "
              + there
                  .map(
                      e ->
                          "some from "
                              + Times.instant(e.firstNanos())
                              + " to "
                              + Times.instant(e.lastNanos()))
                  .orElse("none at all"));
    }
    if (Files.exists(file)) {
      throw new SeriesException(file + ": expected a new file, found one that is there already");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    boolean days = isMidnight(there.orElseThrow().firstNanos());
    try {
      long rows;
      try (Writer out = open(draft, file, days)) {
        out.write(
            columns(days).stream().map(Column::name).collect(Collectors.joining(",", "", "\n")));
        rows = write(out, from, to, days, watch);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } catch (IOException e) {
      throw new SeriesException(file + ": cannot be written: " + BarFiles.reason(e), e);
    } finally {
      discard(draft);
    }
  }

  private static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new SeriesException(draft + ": cannot be removed: " + BarFiles.reason(e), e);
    }
  }

  private Writer open(Path draft, Path file, boolean days) throws IOException {
    String about = id + ", import with ?" + (days ? "tz=UTC&close=00:00" : "stamp=close");
    Optional<TableFiles> format = formats.of(file);
    if (format.isPresent()) {
      return text(format.get().write(draft, columns(days), about));
    }
    OutputStream raw = Files.newOutputStream(draft);
    Writer out = text(file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw);
    out.write("# " + about + "\n");
    return out;
  }

  private static Writer text(OutputStream bytes) {
    return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
  }

  private long write(Writer out, long from, long to, boolean days, ImportWatch watch)
      throws IOException {
    long rows = 0;
    for (long at = from; at < to; ) {
      watch.at((at - from) / 1_000_000_000L, (to - from) / 1_000_000_000L);
      long next = to - at <= PIECE_NANOS ? to : at + PIECE_NANOS;
      EventSeries piece = store.read(id, at, next);
      for (int row = 0; row < piece.size(); row++) {
        out.write(line(piece, row, days));
      }
      rows += piece.size();
      at = next;
    }
    return rows;
  }

  /** Daily bars that close at midnight are named by their day, as midnight would be one. */
  private boolean isMidnight(long firstNanos) {
    return id.spec().filter(CsvLayout::isDaily).isPresent() && firstNanos % NANOS_PER_DAY == 0;
  }

  private List<Column> columns(boolean days) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("timestamp", days ? Type.DAY : Type.TIME));
    List<String> numbers =
        switch (id.kind()) {
          case BARS -> List.of("open", "high", "low", "close", "volume");
          case QUOTES -> List.of("bid", "ask", "bid_size", "ask_size");
          case TRADES -> List.of("price", "quantity");
        };
    numbers.forEach(name -> columns.add(new Column(name, Type.DECIMAL)));
    if (id.spec().filter(spec -> !spec.hasLength()).isPresent()) {
      columns.add(new Column("open_time", Type.TIME));
    }
    return columns;
  }

  private String line(EventSeries series, int row, boolean days) {
    if (series instanceof BarSeries bars) {
      long time = bars.closeTimeNanos(row);
      Instant stamp = Times.instant(days ? time - bars.spec().stepNanos() : time);
      return (days ? stamp.toString().substring(0, 10) : stamp.toString())
          + ","
          + Fixed.format(bars.openRaw(row))
          + ","
          + Fixed.format(bars.highRaw(row))
          + ","
          + Fixed.format(bars.lowRaw(row))
          + ","
          + Fixed.format(bars.closeRaw(row))
          + ","
          + Fixed.format(bars.volumeRaw(row))
          + (bars.spec().hasLength() ? "" : "," + Times.instant(bars.openTimeNanos(row)))
          + "\n";
    } else if (series instanceof QuoteSeries quotes) {
      return Times.instant(quotes.timeNanos(row))
          + ","
          + Fixed.format(quotes.bidRaw(row))
          + ","
          + Fixed.format(quotes.askRaw(row))
          + ","
          + Fixed.format(quotes.bidSizeRaw(row))
          + ","
          + Fixed.format(quotes.askSizeRaw(row))
          + "\n";
    }
    TradeSeries trades = (TradeSeries) series;
    return Times.instant(trades.timeNanos(row))
        + ","
        + Fixed.format(trades.priceRaw(row))
        + ","
        + Fixed.format(trades.quantityRaw(row))
        + "\n";
  }
}
