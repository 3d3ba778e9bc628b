package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
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
 * A series in a file of columns, {@code .qbs}: 48 bytes a bar, loaded as fast as the disk.
 *
 * <p>Little-endian. A header of 256 bytes: {@code QBARS001}, the number of bars (8 bytes), the
 * CRC-32C of each column (6 x 4 bytes), instrument and spec (each a length of 2 bytes and that many
 * of UTF-8), zeros, and in the last 4 bytes the CRC-32C of all before. Then the columns, 8 bytes a
 * value: close time, open, high, low, close, volume, in the units of {@link BarSeries}.
 */
public final class ColumnFile {
  /** How the names of column files end. */
  public static final String SUFFIX = ".qbs";

  private static final byte[] MAGIC = "QBARS001".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 256;
  private static final int COLUMNS = 6;
  private static final int CHUNK = 8192;

  private ColumnFile() {}

  /** Gives one value of a series. */
  private interface Column {
    long value(BarSeries series, int row);
  }

  private static final Column[] VALUES = {
    BarSeries::closeTimeNanos,
    BarSeries::openRaw,
    BarSeries::highRaw,
    BarSeries::lowRaw,
    BarSeries::closeRaw,
    BarSeries::volumeRaw
  };

  private record Header(InstrumentId instrument, BarSpec spec, int size, int[] checksums) {}

  /**
   * Writes a series; the file is there complete and on the disk, or as it was before.
   *
   * @throws SeriesException if it cannot be written
   */
  public static void write(BarSeries series, Path file) {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        int[] checksums = new int[COLUMNS];
        out.position(HEADER);
        for (int column = 0; column < COLUMNS; column++) {
          checksums[column] = writeColumn(series, VALUES[column], out);
        }
        out.position(0);
        writeFully(out, header(series, checksums));
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

  private static int writeColumn(BarSeries series, Column column, FileChannel out)
      throws IOException {
    ByteBuffer chunk = buffer(CHUNK * Long.BYTES);
    CRC32C checksum = new CRC32C();
    for (int row = 0; row < series.size(); ) {
      chunk.clear();
      int end = Math.min(series.size(), row + CHUNK);
      for (; row < end; row++) {
        chunk.putLong(column.value(series, row));
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

  private static ByteBuffer header(BarSeries series, int[] checksums) {
    ByteBuffer header = buffer(HEADER);
    header.put(MAGIC).putLong(series.size());
    for (int checksum : checksums) {
      header.putInt(checksum);
    }
    putText(header, series.instrument().toString());
    putText(header, series.spec().toString());
    header.putInt(HEADER - Integer.BYTES, checksum(header));
    return header.clear();
  }

  private static void putText(ByteBuffer header, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header.putShort((short) bytes.length).put(bytes);
  }

  private static int checksum(ByteBuffer header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().position(0).limit(HEADER - Integer.BYTES));
    return (int) checksum.getValue();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a series.
   *
   * @throws SeriesException if it cannot be read, is no column file, cut off or damaged
   */
  public static BarSeries read(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = readHeader(in, file);
      BarSeries.Builder bars = BarSeries.builder(header.instrument, header.spec);
      CRC32C[] checksums = new CRC32C[COLUMNS];
      Arrays.setAll(checksums, column -> new CRC32C());
      long[][] values = new long[COLUMNS][CHUNK];
      ByteBuffer chunk = buffer(CHUNK * Long.BYTES);
      for (int row = 0; row < header.size; row += CHUNK) {
        int length = Math.min(CHUNK, header.size - row);
        for (int column = 0; column < COLUMNS; column++) {
          chunk.clear().limit(length * Long.BYTES);
          readFully(in, chunk, HEADER + ((long) column * header.size + row) * Long.BYTES, file);
          checksums[column].update(chunk.duplicate());
          chunk.asLongBuffer().get(values[column], 0, length);
        }
        for (int i = 0; i < length; i++) {
          bars.add(
              values[0][i], values[1][i], values[2][i], values[3][i], values[4][i], values[5][i]);
        }
      }
      for (int column = 0; column < COLUMNS; column++) {
        if ((int) checksums[column].getValue() != header.checksums[column]) {
          throw damaged(file, "the checksum of column " + column + " differs");
        }
      }
      return bars.build();
    } catch (IllegalArgumentException e) {
      throw damaged(file, BarFiles.reason(e));
    } catch (IOException e) {
      throw new SeriesException(file + ": cannot be read: " + BarFiles.reason(e), e);
    }
  }

  private static Header readHeader(FileChannel in, Path file) throws IOException {
    ByteBuffer header = buffer(HEADER);
    byte[] magic = new byte[MAGIC.length];
    if (in.size() >= HEADER) {
      readFully(in, header, 0, file);
      header.get(magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new SeriesException(
          file + ": expected a column file that starts with QBARS001, found something else");
    }
    if (header.getInt(HEADER - Integer.BYTES) != checksum(header)) {
      throw damaged(file, "the checksum of the header differs");
    }
    long size = header.getLong();
    int[] checksums = new int[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      checksums[column] = header.getInt();
    }
    InstrumentId instrument = InstrumentId.of(text(header));
    BarSpec spec = BarSpec.parse(text(header));
    long expected = HEADER + size * COLUMNS * Long.BYTES;
    if (size < 0 || size > Integer.MAX_VALUE || in.size() != expected) {
      throw damaged(
          file, "expected " + expected + " bytes for " + size + " bars, found " + in.size());
    }
    return new Header(instrument, spec, (int) size, checksums);
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
