package io.qbrain.tasks.shipped;

import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.series.DataKind;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.series.SeriesFolders;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells whether data are as they were: names, sizes and times of files, or the extent of a series.
 */
final class DataPrint {
  private final Path folder;

  /** Data in a folder. */
  DataPrint(Path folder) {
    this.folder = folder;
  }

  String of(List<String> data) {
    StringBuilder print = new StringBuilder();
    for (String text : data) {
      DataSpec spec = DataSpec.parse(text);
      print.append(text).append('\n').append(spec.isStored() ? stored(spec) : files(spec));
    }
    return print.toString();
  }

  private String stored(DataSpec spec) {
    SeriesId id =
        spec.kind() == DataKind.BARS
            ? SeriesId.bars(spec.instrument(), spec.spec())
            : SeriesId.parse(spec.instrument() + ":" + spec.kind().text());
    SeriesStore store = new ColumnStore(SeriesFolders.ofMachine());
    return store.find(id).map(Object::toString).orElse("none") + "\n";
  }

  private String files(DataSpec spec) {
    StringBuilder print = new StringBuilder();
    try {
      for (Path file : spec.confinedTo(folder).files()) {
        print
            .append(folder.relativize(file))
            .append(' ')
            .append(Files.size(file))
            .append(' ')
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + spec, e);
    } catch (SeriesException e) {
      print.append("none\n"); // the backtest says what is wrong with them
    }
    return print.toString();
  }
}
