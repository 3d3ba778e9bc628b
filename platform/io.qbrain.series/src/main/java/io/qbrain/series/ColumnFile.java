package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A series in a file of columns, {@code .qbs}: 8 bytes a value, loaded as fast as the disk.
 *
 * <p>Little-endian. A header of 256 bytes (of order books 1024): the mark, the number of rows (8
 * bytes), the CRC-32C of each column (4 bytes each, of order books room for 201), instrument and
 * detail (each a length of 2 bytes and that many of UTF-8), zeros, and in the last 4 bytes the
 * CRC-32C of all before. Then the columns, one after the other, in the units of the series.
 *
 * <table>
 * <caption>Marks</caption>
 * <tr><th>Mark</th><th>Columns</th><th>Detail</th></tr>
 * <tr><td>{@code QBARS001}</td><td>close time, open, high, low, close, volume</td><td>spec</td></tr>
 * <tr><td>{@code QBARS002}</td><td>the same, and open time</td><td>spec</td></tr>
 * <tr><td>{@code QQUOTE01}</td><td>time, bid, ask, bid size, ask size</td><td>none</td></tr>
 * <tr><td>{@code QTRADE01}</td><td>time, price, quantity</td><td>none</td></tr>
 * <tr><td>{@code QDEPTH01}</td><td>time, and bid, bid size, ask, ask size of each level</td>
 * <td>number of levels</td></tr>
 * </table>
 */
public final class ColumnFile {
  /** How the names of column files end. */
  public static final String SUFFIX = ".qbs";

  private static final int MAGIC = 8;
  private static final int CHUNK = 8192;

  private ColumnFile() {}

  private record Header(
      ColumnForm form, InstrumentId instrument, String detail, int size, int[] checksums) {}

  /**
   * Writes a series; the file is there complete and on the disk, or as it was before.
   *
   * @throws SeriesException if it cannot be written
   */
  public static void write(EventSeries series, Path file) {
    ColumnForm form = ColumnForm.of(series);
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        int[] checksums = new int[form.columns(ColumnForm.detail(series))];
        out.position(form.header);
        for (int column = 0; column < checksums.length; column++) {
          ColumnForm.Values values = ColumnForm.values(series, column);
          checksums[column] = writeColumn(series.size(), values, out);
        }
        out.position(0);
        writeFully(out, header(form, series, checksums));
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(file);
    } catch (IOException e) {
      discard(draft, e);
      throw new SeriesException(file + ": cannot be written: " + BarFiles.reason(e), e);
    }
  }

  private static void discard(Path draft, IOException cause) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static int writeColumn(int size, ColumnForm.Values values, FileChannel out)
      throws IOException {
    ByteBuffer chunk = buffer(CHUNK * Long.BYTES);
    CRC32C checksum = new CRC32C();
    for (int row = 0; row < size; ) {
      chunk.clear();
      int end = Math.min(size, row + CHUNK);
      for (; row < end; row++) {
        chunk.putLong(values.at(row));
      }
      chunk.flip();
      checksum.update(chunk.duplicate());
      writeFully(out, chunk);
    }
    return (int) checksum.getValue();
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static ByteBuffer header(ColumnForm form, EventSeries series, int[] checksums) {
    ByteBuffer header = buffer(form.header);
    header.put(form.magic.getBytes(StandardCharsets.US_ASCII)).putLong(series.size());
    for (int checksum : Arrays.copyOf(checksums, form.slots())) {
      header.putInt(checksum);
    }
    putText(header, series.instrument().toString());
    putText(header, ColumnForm.detail(series));
    header.putInt(form.header - Integer.BYTES, checksum(header));
    return header.clear();
  }

  private static void putText(ByteBuffer header, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header.putShort((short) bytes.length).put(bytes);
  }

  private static int checksum(ByteBuffer header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().clear().limit(header.capacity() - Integer.BYTES));
    return (int) checksum.getValue();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads bars.
   *
   * @throws SeriesException if it cannot be read, is no column file of bars, cut off or damaged
   */
  public static BarSeries read(Path file) {
    EventSeries series = readEvents(file);
    if (series instanceof BarSeries bars) {
      return bars;
    }
    throw new SeriesException(file + ": expected a column file of bars, found one of " + series);
  }

  /**
   * Reads a series of any kind.
   *
   * @throws SeriesException if it cannot be read, is no column file, cut off or damaged
   */
  public static EventSeries readEvents(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = readHeader(in, file);
      int columns = header.checksums.length;
      ColumnForm.Rows rows = header.form.rows(header.instrument, header.detail);
      CRC32C[] checksums = new CRC32C[columns];
      Arrays.setAll(checksums, column -> new CRC32C());
      long[][] values = new long[columns][CHUNK];
      long[] rowValues = new long[columns];
      ByteBuffer chunk = buffer(CHUNK * Long.BYTES);
      for (int row = 0; row < header.size; row += CHUNK) {
        int length = Math.min(CHUNK, header.size - row);
        for (int column = 0; column < columns; column++) {
          chunk.clear().limit(length * Long.BYTES);
          long from = header.form.header + ((long) column * header.size + row) * Long.BYTES;
          readFully(in, chunk, from, file);
          checksums[column].update(chunk.duplicate());
          chunk.asLongBuffer().get(values[column], 0, length);
        }
        for (int i = 0; i < length; i++) {
          for (int column = 0; column < columns; column++) {
            rowValues[column] = values[column][i];
          }
          rows.add(rowValues);
        }
      }
      for (int column = 0; column < columns; column++) {
        if ((int) checksums[column].getValue() != header.checksums[column]) {
          throw damaged(file, "the checksum of column " + column + " differs");
        }
      }
      return rows.build();
    } catch (IllegalArgumentException e) {
      throw damaged(file, BarFiles.reason(e));
    } catch (IOException e) {
      throw new SeriesException(file + ": cannot be read: " + BarFiles.reason(e), e);
    }
  }

  private static Header readHeader(FileChannel in, Path file) throws IOException {
    ColumnForm form = readForm(in, file);
    ByteBuffer header = buffer(form.header);
    if (in.size() < form.header) {
      throw damaged(file, "it ends within its header");
    }
    readFully(in, header, 0, file);
    if (header.getInt(form.header - Integer.BYTES) != checksum(header)) {
      throw damaged(file, "the checksum of the header differs");
    }
    long size = header.position(MAGIC).getLong();
    int[] slots = new int[form.slots()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = header.getInt();
    }
    InstrumentId instrument = InstrumentId.of(text(header));
    String detail = text(header);
    int columns = form.columns(detail);
    int[] checksums = Arrays.copyOf(slots, columns);
    long expected = form.header + size * columns * Long.BYTES;
    if (size < 0 || size > Integer.MAX_VALUE || in.size() != expected) {
      throw damaged(
          file, "expected " + expected + " bytes for " + size + " rows, found " + in.size());
    }
    return new Header(form, instrument, detail, (int) size, checksums);
  }

  private static ColumnForm readForm(FileChannel in, Path file) throws IOException {
    ByteBuffer mark = buffer(MAGIC);
    byte[] magic = new byte[MAGIC];
    if (in.size() >= MAGIC) {
      readFully(in, mark, 0, file);
      mark.get(magic);
    }
    return ColumnForm.marked(new String(magic, StandardCharsets.US_ASCII))
        .orElseThrow(
            () ->
                new SeriesException(
                    file
                        + ": expected a column file that starts with QBARS001 or another mark,"
                        + " found something else"));
  }

  private static String text(ByteBuffer header) {
    byte[] bytes = new byte[Math.min(header.getShort(), header.remaining())];
    header.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Fills the buffer from a place in the file, and makes it ready to be read. */
  private static void readFully(FileChannel in, ByteBuffer to, long from, Path file)
      throws IOException {
    long at = from;
    while (to.hasRemaining()) {
      int read = in.read(to, at);
      if (read < 0) {
        throw damaged(file, "it ends at byte " + at);
      }
      at += read;
    }
    to.flip();
  }

  private static SeriesException damaged(Path file, String why) {
    return new SeriesException(
        file + ": expected an intact column file, found a damaged one: " + why);
  }
}
