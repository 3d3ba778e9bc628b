package io.qbrain.data.parquet;

import io.qbrain.port.TableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Parquet files, read and written by DuckDB. */
@Component(service = TableFiles.class)
public final class ParquetFiles implements TableFiles {

  @Override
  public String suffix() {
    return ".parquet";
  }

  @Override
  public InputStream read(Path file) throws IOException {
    return ParquetText.open(file);
  }

  @Override
  public OutputStream write(Path file, List<Column> columns, String about) throws IOException {
    return ParquetDraft.open(file, columns, about);
  }
}
