package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The data of one instrument as a user names them: bars {@code SPY.ARCA:1d=path.csv} of any {@link
 * BarSpec}, {@code SPY.ARCA:quotes=path.csv}, {@code :trades=} or {@code :depth=}, with options
 * after a question mark, {@code ?adjust=total&factors=spy_factors.csv}.
 *
 * <p>The path is a text file, .gz, .zip or column file ({@link ColumnFile}); its last part may hold
 * {@code *} for several files. {@code store:} is the machine's store of series ({@link
 * io.qbrain.series.store.ColumnStore}), {@code store:FOLDER} another one. The options are those of
 * {@link DataOption}. {@link #parse} and {@link #toString} are inverse.
 *
 * @param instrument the instrument
 * @param kind what is in the file
 * @param spec how its bars are made; of others {@code 1tick}, which has no length
 * @param path where they are
 * @param options what was said besides, by name, in the order given
 */
public record DataSpec(
    InstrumentId instrument,
    DataKind kind,
    BarSpec spec,
    Path path,
    Map<DataOption, String> options) {

  private static final String SYNTAX =
      "expected data such as SPY.ARCA:1d=spy.csv or SPY.ARCA:1d=spy.csv?adjust=total&factors=f.csv";

  /** Checks the options. */
  public DataSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (kind != DataKind.BARS && !spec.equals(TickImport.NO_LENGTH)) {
      throw new IllegalArgumentException(
          "expected the spec " + TickImport.NO_LENGTH + " with " + kind.text() + ", found " + spec);
    }
    DataOption.check(options, kind, spec);
  }

  /** The bars of an instrument. */
  public DataSpec(
      InstrumentId instrument, BarSpec spec, Path path, Map<DataOption, String> options) {
    this(instrument, DataKind.BARS, spec, path, options);
  }

  /**
   * Parses the text form.
   *
   * @throws SeriesException if it is of another form, or an option is unknown or has a wrong value
   */
  public static DataSpec parse(String text) {
    int equals = text.indexOf('=');
    int colon = equals < 0 ? -1 : text.lastIndexOf(':', equals);
    if (colon < 1) {
      throw new SeriesException(SYNTAX + ", found '" + text + "'");
    }
    int question = text.indexOf('?', equals);
    String path = text.substring(equals + 1, question < 0 ? text.length() : question);
    try {
      if (path.isBlank()) {
        throw new IllegalArgumentException("expected a path after =, found none");
      }
      String what = text.substring(colon + 1, equals);
      DataKind kind = DataKind.named(what);
      return new DataSpec(
          InstrumentId.of(text.substring(0, colon)),
          kind,
          kind == DataKind.BARS ? BarSpec.parse(what) : TickImport.NO_LENGTH,
          Path.of(path),
          question < 0 ? Map.of() : DataOption.parse(text.substring(question + 1)));
    } catch (InvalidPathException e) {
      throw new SeriesException("'" + text + "': expected a path, found '" + path + "'", e);
    } catch (IllegalArgumentException e) {
      throw new SeriesException("'" + text + "': " + e.getMessage(), e);
    }
  }

  /** Returns whether the data are in a store of series. */
  public boolean isStored() {
    return StoredData.isStored(path);
  }

  /** Returns this with the store in a folder, if it reads the machine's store. */
  public DataSpec inStore(Path folder) {
    return path.toString().equals(StoredData.PREFIX)
        ? new DataSpec(instrument, kind, spec, Path.of(StoredData.PREFIX + folder), options)
        : this;
  }

  /** Returns the value of an option, if it was given. */
  public Optional<String> option(DataOption option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Returns what prices are adjusted for. */
  public Adjustment adjustment() {
    return option(DataOption.ADJUST).map(Adjustment::parse).orElse(Adjustment.NONE);
  }

  /** Returns the layout that the options make. */
  public CsvLayout layout() {
    return DataOption.layout(options, kind, spec);
  }

  /** Returns what the options ask of a row besides being readable. */
  public RowChecks checks() {
    return DataOption.checks(options);
  }

  /** Returns this with relative paths resolved against a folder. */
  public DataSpec in(Path folder) {
    if (isStored()) {
      return this;
    }
    return new DataSpec(instrument, kind, spec, folder.resolve(path), resolved(folder));
  }

  private Map<DataOption, String> resolved(Path folder) {
    Map<DataOption, String> resolved = new LinkedHashMap<>(options);
    resolved.computeIfPresent(
        DataOption.FACTORS, (option, value) -> folder.resolve(value).toString());
    resolved.computeIfPresent(
        DataOption.ACTIONS,
        (option, value) ->
            DataOption.isFromFactors(value) ? value : folder.resolve(value).toString());
    resolved.computeIfPresent(
        DataOption.QUARANTINE, (option, value) -> folder.resolve(value).toString());
    return resolved;
  }

  /**
   * Returns this with paths resolved against a folder, for callers that may read nothing else.
   *
   * @throws SeriesException if a path leaves the folder, or asks to write a file
   */
  public DataSpec confinedTo(Path folder) {
    if (options.containsKey(DataOption.QUARANTINE)) {
      throw new SeriesException("'" + this + "': expected no quarantine here, found one");
    }
    if (isStored()) {
      if (!path.toString().equals(StoredData.PREFIX)) {
        throw new SeriesException("'" + this + "': expected store: without a folder, found one");
      }
      option(DataOption.FACTORS).ifPresent(file -> requireInside(folder, folder.resolve(file)));
      return new DataSpec(instrument, kind, spec, path, resolved(folder));
    }
    DataSpec resolved = in(folder);
    requireInside(folder, folder.resolve(resolved.path).resolveSibling(""));
    for (Path file : BarFiles.expand(resolved.path)) {
      requireInside(folder, file);
    }
    resolved.option(DataOption.FACTORS).ifPresent(file -> requireInside(folder, Path.of(file)));
    resolved
        .option(DataOption.ACTIONS)
        .filter(file -> !DataOption.isFromFactors(file))
        .ifPresent(file -> requireInside(folder, Path.of(file)));
    return resolved;
  }

  private void requireInside(Path folder, Path file) {
    Path plain = file.toAbsolutePath().normalize();
    boolean inside = plain.startsWith(folder.toAbsolutePath().normalize());
    try {
      if (inside && plain.toRealPath().startsWith(folder.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      throw new SeriesException(
          "'" + this + "': expected a file in the data folder, found none of that name", e);
    }
    throw new SeriesException(
        "'" + this + "': expected a file in the data folder, found a path that leaves it");
  }

  /**
   * Returns the files of the path, in order of names.
   *
   * @throws SeriesException if there are none
   */
  public List<Path> files() {
    if (isStored()) {
      return List.of();
    }
    List<Path> files = BarFiles.expand(path);
    files.forEach(BarFiles::requireFile);
    return files;
  }

  /**
   * Loads the bars, adjusted as asked.
   *
   * @throws SeriesException if a file is not there or not as the options say
   */
  public BarSeries load() {
    return read().series();
  }

  /** Loads the bars as {@link #load} does, and tells what was seen on the way. */
  public Imported read() {
    return read(ImportWatch.NONE, checks(), TableFormats.NONE);
  }

  private Imported read(ImportWatch watch, RowChecks asked, TableFormats formats) {
    if (kind != DataKind.BARS) {
      throw new SeriesException("'" + this + "': expected bars here, found " + kind.text());
    }
    Imported imported =
        isStored()
            ? stored()
            : path.toString().endsWith(ColumnFile.SUFFIX) ? columns() : text(watch, asked, formats);
    if (adjustment() == Adjustment.NONE) {
      return imported;
    }
    FactorFile factors = factors();
    return new Imported(
        factors.adjust(imported.series(), adjustment(), layout().zone()), imported.report());
  }

  /**
   * Loads the events, whatever kind they are, and tells what was seen on the way.
   *
   * @throws SeriesException if a file is not there or not as the options say
   */
  public ImportedEvents readEvents() {
    return readEvents(ImportWatch.NONE, checks(), TableFormats.NONE);
  }

  /** Loads the events as {@link #readEvents()} does, also from some binary formats. */
  public ImportedEvents readEvents(TableFormats formats) {
    return readEvents(ImportWatch.NONE, checks(), formats);
  }

  /** Loads the events as {@link #readEvents()} does, before the eyes of a watch. */
  ImportedEvents readEvents(ImportWatch watch, RowChecks asked, TableFormats formats) {
    if (kind == DataKind.BARS) {
      Imported bars = read(watch, asked, formats);
      return new ImportedEvents(bars.series(), bars.report());
    }
    if (isStored()) {
      EventSeries series = StoredData.read(this);
      return new ImportedEvents(series, whole(series));
    }
    if (path.toString().endsWith(ColumnFile.SUFFIX)) {
      EventSeries series = ColumnFile.readEvents(path);
      boolean fits =
          switch (kind) {
            case QUOTES -> series instanceof QuoteSeries;
            case TRADES -> series instanceof TradeSeries;
            case BARS, DEPTH -> series instanceof DepthSeries;
          };
      if (!fits || !series.instrument().equals(instrument)) {
        throw new SeriesException(
            path + ": expected " + kind.text() + " of " + instrument + ", found " + series);
      }
      return new ImportedEvents(series, whole(series));
    }
    return TickImport.read(
        this,
        DataOption.tickColumns(options),
        !DataOption.isLenient(options),
        option(DataOption.QUARANTINE).map(Path::of),
        watch,
        formats);
  }

  /**
   * Reads the splits and dividends that an account books which trades these bars; none unless the
   * option asks for them.
   *
   * @throws SeriesException if a file is not there or not as expected
   */
  public List<CorporateAction> actions(Currency currency) {
    String from = option(DataOption.ACTIONS).orElse(null);
    if (from == null) {
      return List.of();
    }
    if (from.equals(DataOption.AS_WRITTEN)) {
      return factors().actionsAsWritten(instrument, currency, adjustment(), layout().zone());
    }
    return from.equals(DataOption.FROM_FACTORS)
        ? factors().actions(instrument, currency, adjustment(), layout().zone())
        : ActionFile.read(Path.of(from), instrument, currency, layout().zone());
  }

  /**
   * Returns in words what prices are adjusted for, as of which day, and what the account books, for
   * the settings of a run.
   */
  public String adjustmentText() {
    String adjusted =
        adjustment() == Adjustment.NONE ? "none" : adjustment() + " as of " + factors().asOf();
    return adjusted
        + option(DataOption.ACTIONS)
            .map(
                from ->
                    ", booked from "
                        + (DataOption.isFromFactors(from)
                            ? "the factor file as of "
                                + factors().asOf()
                                + (from.equals(DataOption.AS_WRITTEN) ? ", as written" : "")
                            : from))
            .orElse("");
  }

  private FactorFile factors() {
    return FactorFile.read(Path.of(option(DataOption.FACTORS).orElseThrow()));
  }

  private Imported stored() {
    BarSeries series = (BarSeries) StoredData.read(this);
    return new Imported(series, whole(series));
  }

  private Imported columns() {
    BarSeries series = ColumnFile.read(path);
    if (!series.instrument().equals(instrument) || !series.spec().equals(spec)) {
      throw new SeriesException(
          path
              + ": expected bars of "
              + instrument
              + " "
              + spec
              + ", found "
              + series.instrument()
              + " "
              + series.spec());
    }
    return new Imported(series, whole(series));
  }

  private ImportReport whole(EventSeries series) {
    return new ImportReport(
        List.of(path.toString()),
        series.size(),
        series.size(),
        0,
        0,
        Map.of(),
        List.of(),
        Optional.empty());
  }

  private Imported text(ImportWatch watch, RowChecks asked, TableFormats formats) {
    Optional<Path> quarantine = option(DataOption.QUARANTINE).map(Path::of);
    boolean strict = !DataOption.isLenient(options);
    return new CsvImport(instrument, spec, layout(), strict, quarantine, asked)
        .read(BarFiles.expand(path), watch, formats);
  }

  @Override
  public String toString() {
    return instrument
        + ":"
        + (kind == DataKind.BARS ? spec : kind.text())
        + "="
        + path
        + (options.isEmpty() ? "" : "?")
        + options.entrySet().stream()
            .map(entry -> entry.getKey().text() + "=" + entry.getValue())
            .collect(Collectors.joining("&"))
            .toString();
  }
}
