package io.qbrain.app;

import io.qbrain.markets.Markets;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.port.TableFiles;
import io.qbrain.series.DataKind;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.DayOrTime;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesException;
import io.qbrain.series.SeriesExport;
import io.qbrain.series.SeriesGaps;
import io.qbrain.series.SeriesImport;
import io.qbrain.series.SeriesSync;
import io.qbrain.series.TableFormats;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.service.DataService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of series as a service: files come from and go to the data folder only. */
final class DataDesk implements DataService {
  private static final Logger LOG = LoggerFactory.getLogger(DataDesk.class);
  private static final String QUARANTINE = "quarantine";

  private final ColumnStore store;
  private final Path dataFolder;
  private final DataJobs jobs;
  private final Markets markets = new Markets();
  private final List<TableFiles> formats = new CopyOnWriteArrayList<>();
  private final CachedData cached = new CachedData(() -> TableFormats.of(formats));
  private volatile @Nullable SeriesStore server;

  DataDesk(ColumnStore store, Path dataFolder, Clock clock) {
    this.store = store;
    this.dataFolder = dataFolder;
    this.jobs = new DataJobs(clock);
  }

  /** Names the time-series server. */
  void server(SeriesStore value) {
    server = value;
  }

  /** Forgets a server that is gone, unless there is another one by now. */
  void forget(SeriesStore value) {
    if (server == value) {
      server = null;
    }
  }

  /** Adds a binary format of files. */
  void add(TableFiles format) {
    formats.add(format);
  }

  /** Forgets a format; work that uses it goes on or fails with a message. */
  void remove(TableFiles format) {
    formats.remove(format);
  }

  void stop() {
    jobs.cancelAll();
  }

  private static <T> T asked(Supplier<T> work) {
    try {
      return work.get();
    } catch (SeriesException | IllegalArgumentException e) {
      throw invalid("data.invalid", e);
    } catch (PortException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE, "data.damaged", String.valueOf(e.getMessage()), e);
    }
  }

  private static ServiceException invalid(String code, RuntimeException e) {
    return new ServiceException(Kind.INVALID, code, String.valueOf(e.getMessage()), e);
  }

  private Optional<TradingCalendar> calendar(Optional<String> market) {
    return market.map(markets::named).map(MarketProfile::calendar);
  }

  @Override
  public List<SeriesView> list() {
    return asked(() -> store.list().stream().map(this::view).toList());
  }

  private SeriesView view(Extent e) {
    return new SeriesView(
        e.id().toString(), e.rows(), e.firstNanos(), e.lastNanos(), store.bytes(e.id()));
  }

  @Override
  public GapsView gaps(
      String series, Optional<String> market, Optional<String> from, Optional<String> to) {
    SeriesGaps.Report report =
        asked(
            () ->
                SeriesGaps.of(store, SeriesId.parse(series))
                    .calendar(calendar(market))
                    .between(DayOrTime.from(from), DayOrTime.to(to)));
    return new GapsView(
        report.id().toString(),
        report.rows(),
        report.gaps().stream()
            .map(g -> new GapView(g.fromNanos(), g.toNanos(), g.missing()))
            .toList(),
        report.count(),
        report.missing());
  }

  @Override
  public Job importFiles(ImportRequest request) {
    DataSpec data = asked(() -> DataSpec.parse(request.data()));
    if (data.isStored()) {
      throw new ServiceException(
          Kind.INVALID, "data.invalid", "expected a file of the data folder, found store:");
    }
    DataSpec located;
    try {
      located = data.confinedTo(dataFolder);
    } catch (SeriesException e) {
      throw invalid("data.unknown", e);
    }
    SeriesImport prepared =
        asked(
            () -> {
              SeriesImport one =
                  SeriesImport.of(quarantined(located), store).formats(TableFormats.of(formats));
              Optional<TradingCalendar> sessions = calendar(data.option(DataOption.MARKET));
              one = sessions.isPresent() ? one.calendar(sessions.get()) : one;
              return request.replace() ? one.filesWin() : one;
            });
    return jobs.submit(
        "import",
        data.toString(),
        watch -> {
          SeriesImport.Outcome outcome = prepared.run(watch);
          return new DataJobs.Result(outcome.summary(), outcome.remarks());
        });
  }

  /** Refused lines go beside the data, unless the first one ends the import. */
  private DataSpec quarantined(DataSpec data) {
    if (data.option(DataOption.MODE).filter("strict"::equals).isPresent()) {
      return data;
    }
    Path folder = dataFolder.resolve(QUARANTINE);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new PortException(folder + ": cannot be made: " + e.getMessage(), e);
    }
    String name =
        data.instrument().toString().replace('/', '_')
            + "-"
            + what(data)
            + "-"
            + String.valueOf(data.path().getFileName()).replace('*', '_')
            + ".csv";
    Map<DataOption, String> options = new LinkedHashMap<>(data.options());
    options.put(DataOption.QUARANTINE, folder.resolve(name).toString());
    return new DataSpec(data.instrument(), data.kind(), data.spec(), data.path(), options);
  }

  /** Returns what the rows are, as a part of a file's name. */
  private static String what(DataSpec data) {
    return data.kind() == DataKind.BARS ? data.spec().toString() : data.kind().text();
  }

  @Override
  public Job export(ExportRequest request) {
    SeriesId id = asked(() -> SeriesId.parse(request.series()));
    long from = asked(() -> DayOrTime.from(request.from()));
    long to = asked(() -> DayOrTime.to(request.to()));
    Path file = dataFolder.resolve(request.file()).normalize();
    Path parent = file.getParent();
    if (!file.startsWith(dataFolder.normalize()) || parent == null || !Files.isDirectory(parent)) {
      throw new ServiceException(
          Kind.INVALID,
          "data.unknown",
          "expected the name of a new file in the data folder, found '" + request.file() + "'");
    }
    return jobs.submit(
        "export",
        id + " to " + request.file(),
        watch -> {
          long rows =
              new SeriesExport(store, id, TableFormats.of(formats)).write(file, from, to, watch);
          return new DataJobs.Result(rows + " rows in " + request.file(), List.of());
        });
  }

  @Override
  public Job synchronise(SynchroniseRequest request) {
    SeriesId id = asked(() -> SeriesId.parse(request.series()));
    long from = asked(() -> DayOrTime.from(request.from()));
    long to = asked(() -> DayOrTime.to(request.to()));
    SeriesStore source = server;
    if (source == null) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "data.no-server",
          "no time-series server is configured; see io.qbrain.data.influx in etc");
    }
    return jobs.submit(
        "synchronise",
        id.toString(),
        watch -> {
          SeriesSync.Outcome outcome =
              new SeriesSync(source, store, Optional.empty()).fill(id, from, to, watch);
          return new DataJobs.Result(outcome.summary(), List.of());
        });
  }

  /**
   * Fetches what the store lacks of a series before it is read; without a server, or while it is
   * down, what is there is all there is.
   */
  void bringUpToDate(DataSpec data) {
    SeriesStore source = server;
    if (source == null) {
      return;
    }
    try {
      SeriesId id =
          switch (data.kind()) {
            case BARS -> SeriesId.bars(data.instrument(), data.spec());
            case QUOTES -> SeriesId.quotes(data.instrument());
            case TRADES -> SeriesId.trades(data.instrument());
            case DEPTH -> throw new SeriesException("'" + data + "': the store has no depth");
          };
      String state =
          id + " of " + source.find(id) + " in " + store.find(id) + data.option(DataOption.MARKET);
      LOG.debug("{}", cached.synchronise(state, () -> fill(source, id, data)));
    } catch (PortException e) {
      LOG.warn("{} is read as it is in the store: {}", data, e.getMessage());
    }
  }

  private String fill(SeriesStore source, SeriesId id, DataSpec data) {
    SeriesSync.Outcome outcome =
        new SeriesSync(source, store, calendar(data.option(DataOption.MARKET)))
            .fill(id, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);
    LOG.info("{}", outcome.summary());
    return outcome.summary();
  }

  Path root() {
    return store.root();
  }

  /** Returns what is read through the cache. */
  CachedData cached() {
    return cached;
  }

  @Override
  public long removeBefore(String series, String before) {
    SeriesId id = asked(() -> SeriesId.parse(series));
    long end = asked(() -> DayOrTime.from(Optional.of(before)));
    return asked(
        () -> {
          long rows = SeriesGaps.of(store, id).between(Long.MIN_VALUE, end).rows();
          store.removeBefore(id, end);
          return rows;
        });
  }

  @Override
  public List<Job> jobs() {
    return jobs.list();
  }

  @Override
  public Job job(String id) {
    return jobs.get(id);
  }

  @Override
  public Job cancel(String id) {
    return jobs.cancel(id);
  }
}
