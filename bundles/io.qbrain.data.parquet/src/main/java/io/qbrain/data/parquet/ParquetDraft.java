package io.qbrain.data.parquet;

import io.qbrain.port.TableFiles.Column;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Parquet file in the making: the text goes into a file beside it, which becomes columns when the
 * stream is closed, and is removed then. Decimals are {@code DECIMAL(19,8)}, times {@code
 * TIMESTAMP_NS} in UTC.
 */
final class ParquetDraft extends FilterOutputStream {
  /** The key under which the file says what it is. */
  static final String KEY = "qbrain";

  private final Duck duck;
  private final Path text;
  private final Path file;
  private final List<Column> columns;
  private final String about;
  private boolean closed;

  private ParquetDraft(Duck duck, Path text, Path file, List<Column> columns, String about)
      throws IOException {
    super(new BufferedOutputStream(Files.newOutputStream(text)));
    this.duck = duck;
    this.text = text;
    this.file = file;
    this.columns = List.copyOf(columns);
    this.about = about;
  }

  static ParquetDraft open(Path file, List<Column> columns, String about) throws IOException {
    Duck duck = Duck.open(false);
    Path folder = file.toAbsolutePath().getParent();
    Path text = Files.createTempFile(folder, file.getFileName() + ".", ".csv");
    return new ParquetDraft(duck, text, file, columns, about);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (duck) {
      out.close();
      try (Statement statement = duck.statement()) {
        statement.execute(command());
      } catch (SQLException e) {
        throw Duck.reason(e);
      }
    } finally {
      Files.deleteIfExists(text);
    }
  }

  private String command() {
    String values = columns.stream().map(ParquetDraft::value).collect(Collectors.joining(", "));
    String types =
        columns.stream()
            .map(column -> "'" + column.name() + "': 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return "COPY (SELECT "
        + values
        + " FROM read_csv("
        + Duck.quoted(text.toString())
        + ", auto_detect = false, header = true, delim = ',', columns = {"
        + types
        + "})) TO "
        + Duck.quoted(file.toAbsolutePath().toString())
        + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA {"
        + KEY
        + ": "
        + Duck.quoted(about + "; times are UTC")
        + "})";
  }

  /** 19 digits take the library forty times as long as 18, so these are tried first. */
  private static String decimal(String name) {
    return "coalesce(CAST(TRY_CAST("
        + name
        + " AS DECIMAL(18,8)) AS DECIMAL(19,8)), CAST("
        + name
        + " AS DECIMAL(19,8)))";
  }

  private static String value(Column column) {
    String name = '"' + column.name() + '"';
    return switch (column.type()) {
          case TIME -> "CAST(replace(" + name + ", 'Z', '') AS TIMESTAMP_NS)";
          case DAY -> "CAST(" + name + " AS DATE)";
          case DECIMAL -> decimal(name);
        }
        + " AS "
        + name;
  }
}
