package io.qbrain.app;

import io.qbrain.backtest.BacktestOptions.Loaded;
import io.qbrain.port.Cache;
import io.qbrain.port.Cache.Codec;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesBytes;
import io.qbrain.series.SeriesException;
import io.qbrain.series.TableFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What backtests read again and again. Text files of data, read once for many backtests: the
 * columns stay in memory and in the cache's files. The key says which bytes were read (paths,
 * options, sizes and times of files), so a file that changes is another key, and nobody has to
 * evict. Column files and stored series are not kept: they are as fast themselves. Safe for use by
 * several threads.
 */
final class CachedData {
  /** Larger files are read each time: their columns would drive everything else out. */
  private static final long MOST_BYTES = 256L << 20;

  private static final String COLUMNS = ".qbs";
  private static final Region<Loaded> READ =
      Region.of("backtest-data.1", new LoadedBytes()).on(EnumSet.of(Level.MEMORY, Level.FILES));

  /** Of a store that another one has filled: what came, by the extent of both. */
  private static final Region<String> SYNCHRONISED =
      Region.of("series-synchronised.1", new Text()).on(EnumSet.of(Level.MEMORY));

  private final Supplier<TableFormats> formats;
  private volatile @Nullable Cache cache;

  /** Reads files, also of the binary formats that there are by then. */
  CachedData(Supplier<TableFormats> formats) {
    this.formats = formats;
  }

  /** Names the cache. */
  void use(Cache value) {
    cache = value;
  }

  /** Forgets a cache that is gone, unless there is another one by now. */
  void forget(Cache value) {
    if (value.equals(cache)) {
      cache = null;
    }
  }

  /** Returns the data, from the cache or read. */
  Loaded load(DataSpec data) {
    Cache through = cache;
    Optional<String> key = through == null ? Optional.empty() : key(data);
    return through == null || key.isEmpty()
        ? Loaded.of(data.readEvents(formats.get()))
        : through.get(READ, key.get(), k -> Loaded.of(data.readEvents(formats.get())));
  }

  /**
   * Fills a store from another one, unless that was done since either has changed: the gaps that
   * both have are not looked through before each backtest.
   *
   * @param state the extents of both
   * @return what came
   */
  String synchronise(String state, Supplier<String> fill) {
    Cache through = cache;
    return through == null ? fill.get() : through.get(SYNCHRONISED, state, k -> fill.get());
  }

  /** Returns what tells the data from all others; empty if they are not to be kept. */
  private static Optional<String> key(DataSpec data) {
    if (data.isStored() || data.path().toString().endsWith(COLUMNS)) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(data.toString());
    long sum = 0;
    try {
      Stream<Path> factors = data.option(DataOption.FACTORS).map(Path::of).stream();
      List<Path> all = Stream.concat(data.files().stream(), factors).toList();
      for (Path file : all) {
        long size = Files.size(file);
        sum += size;
        key.append('\n').append(file).append(' ').append(size).append(' ');
        key.append(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
      }
    } catch (IOException | SeriesException e) {
      return Optional.empty(); // whoever reads it says what is wrong with it
    }
    return sum > MOST_BYTES ? Optional.empty() : Optional.of(key.toString());
  }

  /** The summary, then the series. */
  private static final class LoadedBytes implements Codec<Loaded> {
    @Override
    public byte[] write(Loaded value) {
      byte[] summary = value.summary().getBytes(StandardCharsets.UTF_8);
      byte[] series = SeriesBytes.write(value.series());
      return ByteBuffer.allocate(Integer.BYTES + summary.length + series.length)
          .putInt(summary.length)
          .put(summary)
          .put(series)
          .array();
    }

    @Override
    public Loaded read(byte[] bytes) {
      ByteBuffer all = ByteBuffer.wrap(bytes);
      byte[] summary = new byte[all.getInt()];
      all.get(summary);
      byte[] series = new byte[all.remaining()];
      all.get(series);
      return new Loaded(SeriesBytes.read(series), new String(summary, StandardCharsets.UTF_8));
    }
  }

  private static final class Text implements Codec<String> {
    @Override
    public byte[] write(String value) {
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String read(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
