package io.qbrain.series;

import io.qbrain.port.TableFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** The binary formats besides our own that are there, by the ending of a file's name. */
public final class TableFormats {
  /** No format but our own. */
  public static final TableFormats NONE = new TableFormats(List.of());

  private static final String PARQUET = ".parquet";

  private final List<TableFiles> formats;

  private TableFormats(List<TableFiles> formats) {
    this.formats = List.copyOf(formats);
  }

  /** Returns the formats of the class path, as on the command line. */
  public static TableFormats onClassPath() {
    return of(ServiceLoader.load(TableFiles.class).stream().map(Provider::get).toList());
  }

  /** Returns formats; of two with one ending the first counts. */
  public static TableFormats of(List<TableFiles> formats) {
    return new TableFormats(formats);
  }

  /**
   * Returns the format of a file; empty if it is text.
   *
   * @throws SeriesException if it is of a format that is known and not there
   */
  Optional<TableFiles> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    Optional<TableFiles> found =
        formats.stream().filter(format -> name.endsWith(format.suffix())).findFirst();
    if (found.isEmpty() && name.endsWith(PARQUET)) {
      throw new SeriesException(
          file
              + ": Parquet is an optional part that is not installed here; on the command line it"
              + " comes by: qbrain add parquet, in the platform by: feature:install -r qbrain-parquet");
    }
    return found;
  }
}
