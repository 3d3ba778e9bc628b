package io.qbrain.series.store;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a series: a lock on the file {@code writer.lock} in its folder, which the
 * system takes back when the process ends, however it ends. The file names the process.
 */
final class WriterLock implements AutoCloseable {
  static final String NAME = "writer.lock";

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MAX_NAME = 64;

  private final FileChannel file;

  private WriterLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Waits for the lock of a folder, at most so long.
   *
   * @throws PortException if another writer has it still
   */
  static WriterLock of(Path folder, Duration patience) throws IOException {
    Path path = folder.resolve(NAME);
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (tryLock(file) == null) {
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
          throw new PortException(
              folder
                  + ": expected to be the only writer, found "
                  + holder(file)
                  + " writing it; try again when it is through");
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
      ByteBuffer name = name(ProcessHandle.current().pid());
      BlockLayout.writeFully(file, name, 0);
      return new WriterLock(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static ByteBuffer name(long pid) {
    byte[] text = ("process " + pid + "\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(java.util.Arrays.copyOf(text, MAX_NAME));
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NAME);
    int length = file.read(bytes, 0);
    String text = new String(bytes.array(), 0, Math.max(0, length), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return end < 0 ? "another one" : text.substring(0, end);
  }

  /** Gives the lock back; the file stays, so that all lock the same one. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
