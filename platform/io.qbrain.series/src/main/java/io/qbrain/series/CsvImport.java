package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads bars from text files into columns.
 *
 * <p>Several files, and the entries of a zip, make one series: they are read in the order given, an
 * archive's entries in order of names. Each file has its own header, all share one layout.
 *
 * <p>A strict import refuses the first row that is no bar, with its file and line. A lenient one
 * leaves such rows out, counts them and writes them to the quarantine file, if one is given. Gaps
 * are reported by both, and never refused.
 *
 * @param instrument the instrument that the bars belong to
 * @param spec their length
 * @param layout how they are written
 * @param strict whether the first bad row ends the import
 * @param quarantine where a lenient import writes the lines that it leaves out
 * @param checks what is asked of a row besides
 */
public record CsvImport(
    InstrumentId instrument,
    BarSpec spec,
    CsvLayout layout,
    boolean strict,
    Optional<Path> quarantine,
    RowChecks checks) {

  /** The greatest number of bars of one import; more do not fit the memory of a laptop. */
  public static final int MAX_BARS = 50_000_000;

  /** An import without further checks. */
  public CsvImport(
      InstrumentId instrument,
      BarSpec spec,
      CsvLayout layout,
      boolean strict,
      Optional<Path> quarantine) {
    this(instrument, spec, layout, strict, quarantine, RowChecks.NONE);
  }

  /** Starts a strict import of the layout that finds out for itself. */
  public static CsvImport of(InstrumentId instrument, BarSpec spec) {
    return new CsvImport(instrument, spec, CsvLayout.of(spec), true, Optional.empty());
  }

  /** Returns this with another layout. */
  public CsvImport withLayout(CsvLayout value) {
    return new CsvImport(instrument, spec, value, strict, quarantine, checks);
  }

  /** Returns a lenient import. */
  public CsvImport lenient() {
    return new CsvImport(instrument, spec, layout, false, quarantine, checks);
  }

  /** Returns a lenient import that writes the lines it leaves out to a file. */
  public CsvImport quarantine(Path file) {
    return new CsvImport(instrument, spec, layout, false, Optional.of(file), checks);
  }

  /** Returns an import that asks more of a row. */
  public CsvImport withChecks(RowChecks value) {
    return new CsvImport(instrument, spec, layout, strict, quarantine, value);
  }

  /**
   * Reads a file: text, .gz or .zip; its name may hold {@code *} for several.
   *
   * @throws SeriesException if a file cannot be read, or holds no bars, or (strict) a row is no bar
   */
  public Imported read(Path path) {
    return read(BarFiles.expand(path));
  }

  /** Reads files into one series; throws as {@link #read(Path)} does. */
  public Imported read(List<Path> files) {
    return read(files, ImportWatch.NONE);
  }

  /** Reads files into one series before the eyes of a watch, which may end it. */
  public Imported read(List<Path> files, ImportWatch watch) {
    return read(files, watch, TableFormats.NONE);
  }

  /** Reads files, also of some binary formats, into one series before the eyes of a watch. */
  public Imported read(List<Path> files, ImportWatch watch, TableFormats formats) {
    try (Quarantine refused = new Quarantine(quarantine)) {
      RowCollector rows = new RowCollector(this, refused);
      BarFiles.read(
          files, watch, formats, (name, text) -> readText(name, new LineReader(text, name), rows));
      BarSeries series = rows.series(files);
      return new Imported(series, rows.report(refused.publish()));
    } catch (IOException e) {
      throw new SeriesException(
          "cannot write the refused rows to "
              + quarantine.map(Path::toString).orElse("nowhere")
              + ": "
              + BarFiles.reason(e),
          e);
    }
  }

  private void readText(String name, LineReader lines, RowCollector rows) throws IOException {
    rows.begin(name);
    Fields fields = new Fields();
    if (!nextData(lines)) {
      return;
    }
    char separator = layout.separator() == 0 ? separator(lines.text()) : layout.separator();
    fields.split(lines, separator);
    Columns columns = Columns.find(layout, fields.texts(), name + ":" + lines.line());
    if (columns.hasHeader() && !nextData(lines)) {
      return;
    }
    fields.split(lines, separator);
    StampReader stamps = stamps(columns, fields, name);
    RowReader reader = new RowReader(columns, stamps, layout.priceDivisor(), checks);
    do {
      fields.split(lines, separator);
      rows.take(lines, reader.read(fields), reader, stamps);
    } while (nextData(lines));
    rows.rounded(reader.rounded());
  }

  private StampReader stamps(Columns columns, Fields firstRow, String name) {
    CsvLayout.TimeFormat format = layout.timeFormat();
    int time = columns.index(CsvLayout.Column.TIME);
    if (format == CsvLayout.TimeFormat.DETECT) {
      format =
          columns.index(CsvLayout.Column.DATE) != Columns.ABSENT || time >= firstRow.count()
              ? CsvLayout.TimeFormat.TEXT
              : StampReader.detect(firstRow.text(time));
    }
    return new StampReader(layout, spec, format, name);
  }

  static boolean nextData(LineReader lines) throws IOException {
    while (lines.next()) {
      if (!lines.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  static char separator(String line) {
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t', '|'}) {
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
