package io.qbrain.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of a binary format that hold one table, such as Parquet, as text: what a bundle adds to the
 * import and the export of history. So rows of such files meet the same checks as those of text.
 *
 * <p>The text is UTF-8, a row a line, the first one the names of the columns; a comma separates
 * them. Numbers are decimal and exact, times are {@code 2024-01-02T14:31:00.123456789Z}, without
 * the Z where the file does not say that they are UTC, days are {@code 2024-01-02}; what is absent
 * is empty.
 *
 * <p>May be used from any thread. Every method throws {@link PortException} if the format's library
 * is not there, and {@link IOException} naming the reason if a file is damaged or cannot be read or
 * written; so do the streams that they return.
 *
 * @since 1.1
 */
public interface TableFiles {

  /** What stands in a column that is written. */
  enum Type {
    /** A time in nanoseconds, UTC. */
    TIME,
    /** A day. */
    DAY,
    /** A number of up to 11 digits before the point and 8 after it, kept exactly. */
    DECIMAL
  }

  /**
   * A column that is written.
   *
   * @param name its name: letters, digits and underscores
   * @param type what stands in it
   */
  record Column(String name, Type type) {}

  /** Returns how names of such files end, e.g. {@code .parquet}. */
  String suffix();

  /** Opens a file; what is read from the stream is its rows, in their order, as text. */
  InputStream read(Path file) throws IOException;

  /**
   * Begins a file. What is written to the stream is its text, the names of the columns first; the
   * file is there when the stream has been closed without an exception.
   *
   * @param columns the columns, in the order of the text
   * @param about a line that the file keeps about itself
   */
  OutputStream write(Path file, List<Column> columns, String about) throws IOException;
}
