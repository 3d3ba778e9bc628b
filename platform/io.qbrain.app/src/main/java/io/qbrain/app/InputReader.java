package io.qbrain.app;

import io.qbrain.port.PortException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads files of the input log, one record after the other. */
final class InputReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int HEAD_BYTES = 12;

  private final InputCodec codec = new InputCodec();
  private final CRC32 crc = new CRC32();
  private final Iterator<Path> files;
  private @Nullable Path path;
  private @Nullable DataInputStream in;

  InputReader(List<Path> files) {
    this.files = files.iterator();
  }

  /** Returns the sequence that a session went on from if a file begins with one, else -1. */
  static long sessionStart(Path file) {
    try (InputReader reader = new InputReader(List.of(file))) {
      InputCodec.Logged first = reader.next();
      return first != null && first.isSession() ? first.sequence() : -1;
    }
  }

  /**
   * Returns the next record, or null after the last one.
   *
   * @throws PortException if a file cannot be read, or was written by another version
   */
  InputCodec.@Nullable Logged next() {
    while (true) {
      DataInputStream open = in;
      if (open == null) {
        if (!files.hasNext()) {
          return null;
        }
        open = open(files.next());
      }
      try {
        byte[] body = body(open);
        if (body != null) {
          return codec.read(body);
        }
        open.close();
        in = null;
      } catch (IOException e) {
        throw new PortException("the input log " + path + " cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private DataInputStream open(Path file) {
    path = file;
    try {
      DataInputStream opened =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
      in = opened;
      return opened;
    } catch (IOException e) {
      throw new PortException("the input log " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private byte @Nullable [] body(DataInputStream from) throws IOException {
    byte[] head = from.readNBytes(HEAD_BYTES);
    if (head.length < HEAD_BYTES) {
      return null;
    }
    ByteBuffer h = ByteBuffer.wrap(head);
    int length = h.getInt();
    long expected = h.getLong();
    if (length <= 0 || length > InputLog.MAX_RECORD_BYTES) {
      return null;
    }
    byte[] bytes = from.readNBytes(length);
    crc.reset();
    crc.update(bytes);
    return bytes.length < length || crc.getValue() != expected ? null : bytes;
  }

  @Override
  public void close() {
    DataInputStream open = in;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new PortException("the input log " + path + " cannot be closed: " + e, e);
      }
    }
  }
}
