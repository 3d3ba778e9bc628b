package io.qbrain.series.store;

import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of blocks, mapped for reading: the rows that were published when it was opened. A block is
 * checked before anything of it is served. Not thread-safe.
 */
final class BlockReader implements AutoCloseable {
  private static final long WINDOW_BYTES = 1 << 29;

  private final Path path;
  private final FileChannel file;
  private final BlockLayout layout;
  private final Published published;
  private final int blocksOfWindow;
  private final @Nullable ByteBuffer[] windows;
  private final boolean[] checked;

  private BlockReader(Path path, FileChannel file, SeriesId id) throws IOException {
    this.path = path;
    this.file = file;
    this.layout = BlockLayout.read(file, path, id);
    this.published = Published.read(file, path);
    int blocks = Math.toIntExact(BlockLayout.blocks(published.rows()));
    if (file.size() < layout.blockAt(blocks)) {
      throw BlockLayout.damaged(
          path, file.size(), "it ends there, and " + published.rows() + " rows need more");
    }
    this.blocksOfWindow = (int) (WINDOW_BYTES / layout.blockBytes());
    this.windows = new ByteBuffer[(blocks + blocksOfWindow - 1) / blocksOfWindow];
    this.checked = new boolean[blocks];
  }

  /**
   * Opens a file.
   *
   * @throws PortException if it is damaged or no file of this series
   */
  static BlockReader open(Path path, SeriesId id) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new BlockReader(path, file, id);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  BlockLayout layout() {
    return layout;
  }

  Published published() {
    return published;
  }

  int rows() {
    return Math.toIntExact(published.rows());
  }

  private ByteBuffer block(int block) throws IOException {
    int number = block / blocksOfWindow;
    ByteBuffer window = windows[number];
    if (window == null) {
      int first = number * blocksOfWindow;
      int last = Math.min(first + blocksOfWindow, checked.length);
      window =
          file.map(
              FileChannel.MapMode.READ_ONLY,
              layout.blockAt(first),
              (long) (last - first) * layout.blockBytes());
      windows[number] = window;
    }
    return window
        .slice(block % blocksOfWindow * layout.blockBytes(), layout.blockBytes())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private int rowsOf(int block) {
    return block == checked.length - 1 ? published.tailRows() : BlockLayout.ROWS;
  }

  private void check(int block) throws IOException {
    if (checked[block]) {
      return;
    }
    ByteBuffer bytes = block(block);
    int rows = rowsOf(block);
    int expected =
        rows < BlockLayout.ROWS ? published.tailChecksum() : bytes.getInt(layout.checksumAt());
    if (layout.checksum(bytes, rows) != expected) {
      throw BlockLayout.damaged(
          path,
          layout.blockAt(block),
          "the checksum of block " + block + " (" + rows + " rows) differs");
    }
    checked[block] = true;
  }

  private long time(int row) throws IOException {
    return block(row / BlockLayout.ROWS).getLong(row % BlockLayout.ROWS * Long.BYTES);
  }

  /** Returns the first row at or after a time, the number of rows if there is none. */
  int rowAtOrAfter(long nanos) throws IOException {
    int low = 0;
    int high = rows();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    requireBoundary(low, nanos);
    return low;
  }

  /** The search went over blocks that nobody checked: what it found is checked instead. */
  private void requireBoundary(int row, long nanos) throws IOException {
    if (row > 0) {
      check((row - 1) / BlockLayout.ROWS);
    }
    if (row < rows()) {
      check(row / BlockLayout.ROWS);
    }
    if ((row > 0 && time(row - 1) >= nanos) || (row < rows() && time(row) < nanos)) {
      for (int block = 0; block < checked.length; block++) {
        check(block);
      }
      throw BlockLayout.damaged(path, BlockLayout.HEADER, "its times are not in order");
    }
  }

  /** Gives the rows of a range to a visitor, block by block. */
  void visit(int fromRow, int toRow, ColumnStore.Visitor visitor) throws IOException {
    for (int row = fromRow; row < toRow; ) {
      int block = row / BlockLayout.ROWS;
      int first = row % BlockLayout.ROWS;
      int count = Math.min(BlockLayout.ROWS - first, toRow - row);
      check(block);
      ByteBuffer bytes = block(block);
      LongBuffer[] columns = new LongBuffer[layout.columns()];
      for (int column = 0; column < columns.length; column++) {
        columns[column] =
            bytes
                .slice(layout.columnAt(column) + first * Long.BYTES, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
      }
      visitor.visit(columns);
      row += count;
    }
  }

  /** Copies the rows of the last block, if it is not full, to the beginning of a block. */
  void copyTail(ByteBuffer to) throws IOException {
    int rows = published.tailRows();
    if (rows == 0 || rows == BlockLayout.ROWS) {
      return;
    }
    int block = checked.length - 1;
    check(block);
    ByteBuffer bytes = block(block);
    for (int column = 0; column < layout.columns(); column++) {
      to.put(layout.columnAt(column), bytes, layout.columnAt(column), rows * Long.BYTES);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
