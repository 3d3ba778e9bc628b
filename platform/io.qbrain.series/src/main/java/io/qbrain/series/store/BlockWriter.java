package io.qbrain.series.store;

import io.qbrain.model.EventSeries;
import io.qbrain.port.SeriesId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Adds rows to a file of blocks. Rows come first, beyond what is published, then the disk is told
 * to keep them, then the new length is published, and kept. A writer that is stopped at any point
 * leaves the old length or the new one; what it wrote beyond is overwritten by the next.
 */
final class BlockWriter implements AutoCloseable {
  private final FileChannel file;
  private final BlockLayout layout;
  private final ByteBuffer block;
  private final long sizeAtFirst;
  private Published published;
  private long rows;
  private long firstNanos;
  private long lastNanos;

  private BlockWriter(FileChannel file, BlockLayout layout, Published published)
      throws IOException {
    this.file = file;
    this.sizeAtFirst = file.size();
    this.layout = layout;
    this.block = BlockLayout.buffer(layout.blockBytes());
    this.published = published;
    this.rows = published.rows();
    this.firstNanos = published.firstNanos();
    this.lastNanos = published.lastNanos();
  }

  /** Starts a new file; what was there of that name is lost. */
  static BlockWriter create(Path path, BlockLayout layout) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      BlockLayout.writeFully(file, BlockLayout.buffer(BlockLayout.HEADER), 0);
      BlockLayout.writeFully(file, layout.label(), 0);
      return new BlockWriter(file, layout, new Published(0, 0, 0, 0, 0));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a file to go on at its end, which must be intact. */
  static BlockWriter open(Path path, SeriesId id) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (BlockReader reader = BlockReader.open(path, id)) {
      BlockWriter writer = new BlockWriter(file, reader.layout(), reader.published());
      reader.copyTail(writer.block);
      return writer;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  BlockLayout layout() {
    return layout;
  }

  /** Writes rows of a series; nobody sees them before {@link #publish}. */
  void add(EventSeries series, int fromRow, int toRow) throws IOException {
    if (fromRow >= toRow) {
      return;
    }
    StoredColumns.Values[] values = new StoredColumns.Values[layout.columns()];
    for (int column = 0; column < values.length; column++) {
      values[column] = StoredColumns.values(series, column);
    }
    if (rows == 0) {
      firstNanos = series.timeNanos(fromRow);
    }
    try {
      for (int row = fromRow; row < toRow; ) {
        int first = (int) (rows % BlockLayout.ROWS);
        int count = Math.min(BlockLayout.ROWS - first, toRow - row);
        fill(values, row, first, count);
        write(rows / BlockLayout.ROWS, first, count);
        rows += count;
        row += count;
      }
    } catch (IOException e) {
      giveBack(e);
      throw e;
    }
    lastNanos = series.timeNanos(toRow - 1);
  }

  /** Rows that nobody sees would keep the room that others lack when the disk is full. */
  private void giveBack(IOException why) {
    try {
      file.truncate(sizeAtFirst);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void fill(StoredColumns.Values[] values, int row, int first, int count) {
    for (int column = 0; column < values.length; column++) {
      StoredColumns.Values from = values[column];
      int at = layout.columnAt(column) + first * Long.BYTES;
      for (int i = 0; i < count; i++) {
        block.putLong(at + i * Long.BYTES, from.at(row + i));
      }
    }
  }

  private void write(long number, int first, int count) throws IOException {
    long at = layout.blockAt(number);
    boolean full = first + count == BlockLayout.ROWS;
    block.putInt(layout.checksumAt(), full ? layout.checksum(block, BlockLayout.ROWS) : 0);
    if (full && first == 0) {
      BlockLayout.writeFully(file, block.slice(), at);
      return;
    }
    // The end of the block comes first: a file is as long as its blocks whoever maps it.
    BlockLayout.writeFully(
        file,
        block.slice(layout.checksumAt(), layout.blockBytes() - layout.checksumAt()),
        at + layout.checksumAt());
    for (int column = 0; column < layout.columns(); column++) {
      int from = layout.columnAt(column) + first * Long.BYTES;
      BlockLayout.writeFully(file, block.slice(from, count * Long.BYTES), at + from);
    }
  }

  /** Makes what was added durable, then visible. */
  void publish() throws IOException {
    int tail = (int) (rows % BlockLayout.ROWS);
    int checksum = tail == 0 ? 0 : layout.checksum(block, tail);
    file.force(false);
    published = new Published(published.sequence() + 1, rows, firstNanos, lastNanos, checksum);
    published.write(file);
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
