package io.qbrain.testkit;

import io.qbrain.port.SeriesStore;
import io.qbrain.series.store.ColumnStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The column files keep what every series store promises. */
class ColumnStoreTest extends SeriesStoreContract {
  private final Path folder;

  ColumnStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  protected SeriesStore open() {
    return new ColumnStore(folder);
  }
}
