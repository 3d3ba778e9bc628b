package io.qbrain.benchmarks;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.SeriesId;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How fast bars of the canonical walk go into column files, durable, and come out again: scanned
 * where they are mapped, and read into a series as a backtest does. Each round checks the sum of
 * all closes. The files lie in the folder for temporary files and are removed.
 */
final class StoreSpeed {
  static final int BARS = 1_000_000;
  private static final int SYMBOLS = 10;

  /** Rows of one append, as an import does it. */
  private static final int APPEND = 250_000;

  private static final long SEED = 42;
  private static final int CLOSE = 4;

  private final PrintStream out;
  private final int bars;
  private final int rounds;

  StoreSpeed(PrintStream out, int bars, int rounds) {
    this.out = out;
    this.bars = bars;
    this.rounds = rounds;
  }

  void run() {
    List<BarSeries> made = new ArrayList<>();
    long sum = 0;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      BarSeries series =
          CanonicalBars.make(InstrumentId.of("S" + symbol + ".BENCH"), SEED, symbol, bars);
      made.add(series);
      for (int row = 0; row < series.size(); row++) {
        sum += series.closeRaw(row);
      }
    }
    out.printf(Locale.ROOT, "store, %d x %,d bars, %d rounds%n", SYMBOLS, bars, rounds);
    double[] best = new double[3];
    double bytes = 0;
    for (int round = 0; round < rounds; round++) {
      Path folder = folder();
      try {
        ColumnStore store = new ColumnStore(folder);
        long begin = System.nanoTime();
        made.forEach(series -> load(store, series));
        best[0] = Math.max(best[0], speed(begin));
        begin = System.nanoTime();
        check(sum, scan(store, made));
        best[1] = Math.max(best[1], speed(begin));
        begin = System.nanoTime();
        check(sum, read(store, made));
        best[2] = Math.max(best[2], speed(begin));
        bytes = made.stream().mapToLong(s -> store.bytes(SeriesId.of(s))).sum();
      } finally {
        remove(folder);
      }
    }
    print("load, durable", best[0]);
    print("scan, mapped and checked", best[1]);
    print("read into a series, and summed", best[2]);
    out.printf(
        Locale.ROOT, "%-32s %8.1f bytes a row%n", "on the disk", bytes / ((double) SYMBOLS * bars));
  }

  private void print(String what, double speed) {
    out.printf(Locale.ROOT, "%-32s %8.1f million rows/s%n", what, speed);
  }

  private double speed(long beginNanos) {
    return 1_000.0 * SYMBOLS * bars / (System.nanoTime() - beginNanos);
  }

  private static void check(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected closes of " + expected + ", found " + found);
    }
  }

  private static void load(ColumnStore store, BarSeries series) {
    for (int from = 0; from < series.size(); from += APPEND) {
      int count = Math.min(APPEND, series.size() - from);
      BarSeries.Builder part =
          BarSeries.builder(series.instrument(), BarSpec.MINUTE).reserve(count);
      for (int row = from; row < from + count; row++) {
        part.add(
            series.closeTimeNanos(row),
            series.openRaw(row),
            series.highRaw(row),
            series.lowRaw(row),
            series.closeRaw(row),
            series.volumeRaw(row));
      }
      store.append(part.build());
    }
  }

  private static long scan(ColumnStore store, List<BarSeries> made) {
    long[] sum = new long[1];
    for (BarSeries series : made) {
      store.visit(
          SeriesId.of(series),
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          columns -> {
            LongBuffer closes = columns[CLOSE];
            long total = 0;
            for (int i = 0; i < closes.limit(); i++) {
              total += closes.get(i);
            }
            sum[0] += total;
          });
    }
    return sum[0];
  }

  private static long read(ColumnStore store, List<BarSeries> made) {
    long sum = 0;
    for (BarSeries one : made) {
      BarSeries series = (BarSeries) store.read(SeriesId.of(one), Long.MIN_VALUE, Long.MAX_VALUE);
      for (int row = 0; row < series.size(); row++) {
        sum += series.closeRaw(row);
      }
    }
    return sum;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("qbrain-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
