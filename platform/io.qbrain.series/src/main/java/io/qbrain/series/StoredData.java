package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.series.store.ColumnStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Data that stand in a store of series: {@code store:}, or {@code store:FOLDER}. */
final class StoredData {
  static final String PREFIX = "store:";
  private static final int SHOWN = 20;

  private StoredData() {}

  static boolean isStored(Path path) {
    return path.toString().startsWith(PREFIX);
  }

  private static Path root(Path path) {
    String folder = path.toString().substring(PREFIX.length());
    return folder.isEmpty() ? SeriesFolders.ofMachine() : Path.of(folder);
  }

  static SeriesId id(DataSpec data) {
    return switch (data.kind()) {
      case BARS -> SeriesId.bars(data.instrument(), data.spec());
      case QUOTES -> SeriesId.quotes(data.instrument());
      case TRADES -> SeriesId.trades(data.instrument());
      case DEPTH ->
          throw new SeriesException(
              "'" + data + "': expected bars, quotes or trades in the store, found depth");
    };
  }

  static EventSeries read(DataSpec data) {
    SeriesId id = id(data);
    ColumnStore store = new ColumnStore(root(data.path()));
    try {
      EventSeries series = store.read(id, Long.MIN_VALUE, Long.MAX_VALUE);
      if (series.size() == 0) {
        List<String> there =
            store.list().stream().map(Extent::id).map(SeriesId::toString).limit(SHOWN).toList();
        throw new SeriesException(
            "'"
                + data
                + "': expected "
                + id
                + " in the store "
                + store.root()
                + ", found "
                + Optional.of(there)
                    .filter(names -> !names.isEmpty())
                    .map(List::toString)
                    .orElse("nothing")
                + "; bring it in with: qbrain data import");
      }
      return series;
    } catch (PortException e) {
      throw new SeriesException(String.valueOf(e.getMessage()), e);
    }
  }
}
