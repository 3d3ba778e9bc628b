package io.qbrain.data.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rows of a Parquet file as text. DuckDB makes the text, a row at a time, so that numbers stand
 * as they are in the file: decimals in full, doubles by the shortest text that names them.
 */
final class ParquetText extends InputStream {
  private static final Pattern WIDE =
      Pattern.compile("DECIMAL\\((?:19|[23][0-9]),([0-9]|1[0-8])\\)");
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private final Duck duck;
  private final Statement statement;
  private final ResultSet rows;
  private byte[] line;
  private int at;

  private ParquetText(Duck duck, Statement statement, ResultSet rows, String header) {
    this.duck = duck;
    this.statement = statement;
    this.rows = rows;
    this.line = bytes(header);
  }

  /** A column of the file. */
  private record Found(String name, String type) {}

  static ParquetText open(Path file) throws IOException {
    String table = "read_parquet(" + name(file) + ", hive_partitioning = false)";
    List<Found> columns;
    boolean isOurs;
    try (Duck looking = Duck.open(false);
        Statement statement = looking.statement()) {
      requireParquet(file);
      columns = columns(looking, table);
      isOurs = isOurs(statement, file);
    } catch (SQLException e) {
      throw Duck.reason(e);
    }
    String row =
        columns.stream()
            .map(column -> text(column, isOurs))
            .collect(Collectors.joining(" || ',' || "));
    String header =
        columns.stream()
            .map(column -> '"' + plain(column.name()) + '"')
            .collect(Collectors.joining(","));
    Duck duck = Duck.open(true);
    try {
      Statement statement = duck.statement();
      return new ParquetText(
          duck, statement, statement.executeQuery("SELECT " + row + " FROM " + table), header);
    } catch (SQLException e) {
      duck.close();
      throw Duck.reason(e);
    }
  }

  /** Returns the file as a name in which no character stands for others. */
  private static String name(Path file) {
    return Duck.quoted(file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]"));
  }

  private static List<Found> columns(Duck duck, String table) throws SQLException {
    List<Found> columns = new ArrayList<>();
    try (PreparedStatement select = duck.prepare("SELECT * FROM " + table)) {
      ResultSetMetaData found = select.getMetaData();
      for (int i = 1; i <= found.getColumnCount(); i++) {
        columns.add(new Found(found.getColumnName(i), found.getColumnTypeName(i)));
      }
    }
    return columns;
  }

  /** The library's own words do not always reach us. */
  private static void requireParquet(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] first = new byte[MAGIC.length];
      byte[] last = new byte[MAGIC.length];
      if (bytes.length() >= 3L * MAGIC.length) {
        bytes.readFully(first);
        bytes.seek(bytes.length() - MAGIC.length);
        bytes.readFully(last);
      }
      if (!Arrays.equals(first, MAGIC) || !Arrays.equals(last, MAGIC)) {
        throw new IOException("expected Parquet, found something else, or only a part of it");
      }
    }
  }

  /**
   * Returns whether we wrote the file: then its times are UTC, which Parquet cannot say of ours.
   */
  private static boolean isOurs(Statement statement, Path file) throws SQLException {
    String query =
        "SELECT count(*) FROM parquet_kv_metadata("
            + name(file)
            + ") WHERE key = "
            + Duck.quoted(ParquetDraft.KEY)
            + "::BLOB";
    try (ResultSet found = statement.executeQuery(query)) {
      return found.next() && found.getLong(1) > 0;
    }
  }

  /** Returns the expression that makes the text of a column. */
  private static String text(Found column, boolean isUtc) {
    String name = '"' + column.name().replace("\"", "\"\"") + '"';
    String type = column.type();
    String text = name + "::VARCHAR";
    if (type.equals("TIMESTAMP WITH TIME ZONE")) {
      text = "make_timestamp(epoch_us(" + name + "))::VARCHAR || 'Z'";
    } else if (type.startsWith("TIMESTAMP")) {
      text += isUtc ? " || 'Z'" : "";
    } else if (!type.matches("(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DATE|DECIMAL.*)")) {
      text = "'\"' || translate(" + text + ", '\"' || chr(10) || chr(13), '''  ') || '\"'";
    }
    Matcher wide = WIDE.matcher(type);
    if (wide.matches()) {
      // Numbers of more than 18 digits take much longer, and few are so.
      text = "TRY_CAST(" + name + " AS DECIMAL(18," + wide.group(1) + "))::VARCHAR, " + text;
    }
    return "coalesce(" + text + ", '')";
  }

  private static String plain(String name) {
    return name.replace('"', '\'').replace('\n', ' ').replace('\r', ' ');
  }

  private static byte[] bytes(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Goes to the next row when the one before is read; returns whether there is something left. */
  private boolean more() throws IOException {
    try {
      if (at == line.length && rows.next()) {
        line = bytes(rows.getString(1));
        at = 0;
      }
      return at < line.length;
    } catch (SQLException e) {
      throw Duck.reason(e);
    }
  }

  @Override
  public int read() throws IOException {
    return more() ? line[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    int count = 0;
    while (count < length && more()) {
      int part = Math.min(length - count, line.length - at);
      System.arraycopy(line, at, to, offset + count, part);
      at += part;
      count += part;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public void close() throws IOException {
    try (duck) {
      statement.close();
    } catch (SQLException e) {
      throw Duck.reason(e);
    }
  }
}
