package io.qbrain.series.store;

import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where things stand in a file of blocks. Little-endian; all values are of 8 bytes.
 *
 * <table>
 * <caption>The file</caption>
 * <tr><th>Bytes</th><th>What</th></tr>
 * <tr><td>0 to 511</td><td>mark {@code QBSERIES}, version of the format (4 bytes), number of columns
 * (4), rows of a block (4), name of the series (length of 2 bytes, UTF-8), zeros, and in the last 4
 * bytes the CRC-32C of all before</td></tr>
 * <tr><td>1024, 2048</td><td>the two places in which {@link Published} is written in turn</td></tr>
 * <tr><td>from 4096</td><td>blocks: column after column of {@value #ROWS} values, then 64 bytes of
 * which the first 4 are the CRC-32C of the block once it is full</td></tr>
 * </table>
 *
 * @param id the series
 * @param columns how many columns a block has
 */
record BlockLayout(SeriesId id, int columns) {
  /** Rows of a block. */
  static final int ROWS = 4096;

  /** Version of the format that is written; later ones are refused. */
  static final int VERSION = 1;

  /** Where the first block begins. */
  static final int HEADER = 4096;

  private static final int COLUMN = ROWS * Long.BYTES;
  private static final int TRAILER = 64;
  private static final int LABEL = 512;
  private static final byte[] MARK = "QBSERIES".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION_AT = 8;

  /** Returns the bytes of a block. */
  int blockBytes() {
    return columns * COLUMN + TRAILER;
  }

  /** Returns where a block begins. */
  long blockAt(long block) {
    return HEADER + block * blockBytes();
  }

  /** Returns where a column begins within a block. */
  int columnAt(int column) {
    return column * COLUMN;
  }

  /** Returns where the checksum of a full block stands within it. */
  int checksumAt() {
    return columns * COLUMN;
  }

  /** Returns how many blocks hold so many rows. */
  static long blocks(long rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /** Returns the checksum of the first rows of a block that begins at the buffer's index 0. */
  int checksum(ByteBuffer block, int rows) {
    CRC32C checksum = new CRC32C();
    for (int column = 0; column < columns; column++) {
      checksum.update(block.slice(columnAt(column), rows * Long.BYTES));
    }
    return (int) checksum.getValue();
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(0, bytes.capacity() - Integer.BYTES));
    return (int) checksum.getValue();
  }

  /** Returns what stands at the beginning of the file. */
  ByteBuffer label() {
    ByteBuffer label = buffer(LABEL);
    byte[] name = id.toString().getBytes(StandardCharsets.UTF_8);
    label.put(MARK).putInt(VERSION).putInt(columns).putInt(ROWS);
    label.putShort((short) name.length).put(name);
    label.putInt(LABEL - Integer.BYTES, checksum(label));
    return label.clear();
  }

  /**
   * Reads what stands at the beginning of a file.
   *
   * @throws PortException if it is no file of this series, or one that this program cannot read
   */
  static BlockLayout read(FileChannel file, Path path, SeriesId expected) throws IOException {
    ByteBuffer label = buffer(LABEL);
    readFully(file, label, 0, path);
    byte[] mark = new byte[MARK.length];
    label.get(mark);
    if (!java.util.Arrays.equals(mark, MARK)) {
      throw new PortException(
          path + ": expected a file of the series store, found another one; move it away");
    }
    int version = label.getInt(VERSION_AT);
    if (version > VERSION) {
      throw new PortException(
          path
              + ": expected a file of format "
              + VERSION
              + " or older, found one of format "
              + version
              + " that a newer version of Q-Brain wrote; use that version or export the data");
    }
    if (label.getInt(LABEL - Integer.BYTES) != checksum(label)) {
      throw damaged(path, 0, "the checksum of the header differs");
    }
    label.position(VERSION_AT + Integer.BYTES);
    int columns = label.getInt();
    int rows = label.getInt();
    byte[] name = new byte[label.getShort()];
    label.get(name);
    String id = new String(name, StandardCharsets.UTF_8);
    if (!id.equals(expected.toString()) || !StoredColumns.fits(expected, columns) || rows != ROWS) {
      throw new PortException(
          path
              + ": expected "
              + expected
              + " in blocks of "
              + ROWS
              + " rows, found "
              + id
              + " with "
              + columns
              + " columns in blocks of "
              + rows);
    }
    return new BlockLayout(expected, columns);
  }

  /** Fills a buffer from a place in a file, and makes it ready to be read. */
  static void readFully(FileChannel file, ByteBuffer to, long from, Path path) throws IOException {
    long at = from;
    while (to.hasRemaining()) {
      int read = file.read(to, at);
      if (read < 0) {
        throw damaged(path, at, "it ends there");
      }
      at += read;
    }
    to.flip();
  }

  static void writeFully(FileChannel file, ByteBuffer from, long at) throws IOException {
    long place = at;
    while (from.hasRemaining()) {
      place += file.write(from, place);
    }
  }

  static PortException damaged(Path path, long offset, String why) {
    return new PortException(
        path
            + ": expected intact data, found damage at byte "
            + offset
            + ": "
            + why
            + "; nothing of it is served. Remove the file and import or synchronise its range again");
  }
}
