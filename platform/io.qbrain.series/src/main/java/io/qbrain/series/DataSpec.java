package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
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
 * The bars of one instrument as a user names them: {@code SPY.ARCA:1d=path.csv}, with options after
 * a question mark, {@code ?adjust=total&factors=spy_factors.csv}.
 *
 * <p>The path is a text file, .gz, .zip or column file ({@link ColumnFile}); its last part may hold
 * {@code *} for several files. The options are those of {@link DataOption}. {@link #parse} and
 * {@link #toString} are inverse.
 *
 * @param instrument the instrument
 * @param spec the length of its bars
 * @param path where they are
 * @param options what was said besides, by name, in the order given
 */
public record DataSpec(
    InstrumentId instrument, BarSpec spec, Path path, Map<DataOption, String> options) {

  private static final String SYNTAX =
      "expected data such as SPY.ARCA:1d=spy.csv or SPY.ARCA:1d=spy.csv?adjust=total&factors=f.csv";

  /** Checks the options. */
  public DataSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    DataOption.check(options, spec);
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
      return new DataSpec(
          InstrumentId.of(text.substring(0, colon)),
          BarSpec.parse(text.substring(colon + 1, equals)),
          Path.of(path),
          question < 0 ? Map.of() : DataOption.parse(text.substring(question + 1)));
    } catch (InvalidPathException e) {
      throw new SeriesException("'" + text + "': expected a path, found '" + path + "'", e);
    } catch (IllegalArgumentException e) {
      throw new SeriesException("'" + text + "': " + e.getMessage(), e);
    }
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
    return DataOption.layout(options, spec);
  }

  /** Returns this with relative paths resolved against a folder. */
  public DataSpec in(Path folder) {
    Map<DataOption, String> resolved = new LinkedHashMap<>(options);
    resolved.computeIfPresent(
        DataOption.FACTORS, (option, value) -> folder.resolve(value).toString());
    resolved.computeIfPresent(
        DataOption.QUARANTINE, (option, value) -> folder.resolve(value).toString());
    return new DataSpec(instrument, spec, folder.resolve(path), resolved);
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
    DataSpec resolved = in(folder);
    requireInside(folder, folder.resolve(resolved.path).resolveSibling(""));
    for (Path file : BarFiles.expand(resolved.path)) {
      requireInside(folder, file);
    }
    resolved.option(DataOption.FACTORS).ifPresent(file -> requireInside(folder, Path.of(file)));
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
    Imported imported = path.toString().endsWith(ColumnFile.SUFFIX) ? columns() : text();
    if (adjustment() == Adjustment.NONE) {
      return imported;
    }
    FactorFile factors = FactorFile.read(Path.of(option(DataOption.FACTORS).orElseThrow()));
    return new Imported(
        factors.adjust(imported.series(), adjustment(), layout().zone()), imported.report());
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
    return new Imported(
        series,
        new ImportReport(
            List.of(path.toString()),
            series.size(),
            series.size(),
            0,
            0,
            Map.of(),
            List.of(),
            Optional.empty()));
  }

  private Imported text() {
    Optional<Path> quarantine = option(DataOption.QUARANTINE).map(Path::of);
    boolean strict = !DataOption.isLenient(options);
    return new CsvImport(instrument, spec, layout(), strict, quarantine).read(path);
  }

  @Override
  public String toString() {
    return instrument
        + ":"
        + spec
        + "="
        + path
        + (options.isEmpty() ? "" : "?")
        + options.entrySet().stream()
            .map(entry -> entry.getKey().text() + "=" + entry.getValue())
            .collect(Collectors.joining("&"))
            .toString();
  }
}
