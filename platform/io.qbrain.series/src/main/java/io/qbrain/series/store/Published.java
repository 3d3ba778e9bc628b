package io.qbrain.series.store;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds for its readers: written last, in two places in turn, each with a checksum, so
 * that one of them is whole whenever the writer is stopped.
 *
 * @param sequence counts how often something was published
 * @param rows rows that are there
 * @param firstNanos the time of the first one
 * @param lastNanos the time of the last one
 * @param tailChecksum the checksum of the last block, if it is not full
 */
record Published(long sequence, long rows, long firstNanos, long lastNanos, int tailChecksum) {
  private static final int BYTES = 64;
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;
  private static final int[] PLACES = {1024, 2048};

  /** Returns the number of rows in the last block; a full block counts whole. */
  int tailRows() {
    return rows == 0 ? 0 : (int) ((rows - 1) % BlockLayout.ROWS) + 1;
  }

  private long place() {
    return PLACES[(int) (sequence % PLACES.length)];
  }

  void write(FileChannel file) throws IOException {
    ByteBuffer bytes = BlockLayout.buffer(BYTES);
    bytes.putLong(sequence).putLong(rows).putLong(firstNanos).putLong(lastNanos);
    bytes.putInt(tailChecksum);
    bytes.putInt(CHECKSUM_AT, checksum(bytes));
    BlockLayout.writeFully(file, bytes.clear(), place());
  }

  /**
   * Reads what was published last.
   *
   * @throws PortException if neither place is whole
   */
  static Published read(FileChannel file, Path path) throws IOException {
    Published first = read(file, path, PLACES[0]);
    Published second = read(file, path, PLACES[1]);
    if (first == null && second == null) {
      throw BlockLayout.damaged(path, PLACES[0], "neither record of its length is whole");
    }
    if (first == null || (second != null && second.sequence > first.sequence)) {
      return java.util.Objects.requireNonNull(second);
    }
    return first;
  }

  private static @Nullable Published read(FileChannel file, Path path, long place)
      throws IOException {
    ByteBuffer bytes = BlockLayout.buffer(BYTES);
    BlockLayout.readFully(file, bytes, place, path);
    if (bytes.getInt(CHECKSUM_AT) != checksum(bytes) || bytes.getLong(0) == 0) {
      return null;
    }
    return new Published(
        bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24), bytes.getInt(32));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(0, CHECKSUM_AT));
    return (int) checksum.getValue();
  }
}
