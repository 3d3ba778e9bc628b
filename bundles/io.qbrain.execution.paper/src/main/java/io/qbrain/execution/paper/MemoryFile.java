package io.qbrain.execution.paper;

import io.qbrain.port.PortException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What the venue remembers besides its log, in a file beside it: groups of changes, each with the
 * length that the log has once the change is complete. A group is given to the operating system
 * before its lines of the log are, so a crash leaves either both or a group that is ahead of the
 * log, which is then as if it had never been. The file is written anew when it has grown.
 *
 * <p>A group is its length, the CRC-32 of its body, and the body.
 */
final class MemoryFile implements AutoCloseable {
  private static final long REWRITE_BYTES = 4L << 20;
  private static final int HEAD_BYTES = 8;
  private static final byte[] GONE = {};

  /** The kind of a thing that is remembered. */
  enum Kind {
    ORDER,
    MARKET,
    /** When the last bar of an instrument and length came. */
    BAR_TIME
  }

  private record Key(Kind kind, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }

  private final Path path;
  private final Map<Key, byte[]> known = new TreeMap<>();
  private final Map<Key, byte[]> changed = new TreeMap<>();
  private FileChannel file;
  private long logLength;
  private long eventNanos;
  private long writtenBytes;
  private boolean ahead;

  private MemoryFile(Path path) throws IOException {
    this.path = path;
    Files.createDirectories(path.toAbsolutePath().getParent());
    this.file = open(path);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Opens the file and takes what belongs to a log that is so long. */
  static MemoryFile open(Path path, long logLength) {
    try {
      MemoryFile opened = new MemoryFile(path);
      opened.read(logLength);
      return opened;
    } catch (IOException e) {
      throw new PortException("the paper venue's memory " + path + " cannot be opened: " + e, e);
    }
  }

  private void read(long limit) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
    CRC32 crc = new CRC32();
    while (all.remaining() > HEAD_BYTES) {
      int length = all.getInt();
      int checksum = all.getInt();
      if (length <= 0 || length > all.remaining()) {
        return;
      }
      crc.reset();
      crc.update(all.array(), all.position(), length);
      if ((int) crc.getValue() != checksum) {
        return;
      }
      DataInputStream body =
          new DataInputStream(new ByteArrayInputStream(all.array(), all.position(), length));
      long complete = body.readLong();
      if (complete > limit) {
        ahead = true;
        return;
      }
      logLength = complete;
      take(body);
      all.position(all.position() + length);
    }
  }

  private void take(DataInputStream body) throws IOException {
    eventNanos = body.readLong();
    int count = body.readInt();
    for (int i = 0; i < count; i++) {
      Key key = new Key(Kind.values()[body.readByte()], body.readUTF());
      byte[] bytes = body.readNBytes(body.readInt());
      if (bytes.length == 0) {
        known.remove(key);
      } else {
        known.put(key, bytes);
      }
    }
  }

  /** Returns whether the log holds the beginning of a change that was never completed. */
  boolean isAhead() {
    return ahead && !known.isEmpty();
  }

  /** Returns the length of the log that this belongs to. */
  long logLength() {
    return logLength;
  }

  /** Returns the time of the last event, in nanoseconds since 1970. */
  long eventNanos() {
    return eventNanos;
  }

  byte @Nullable [] find(Kind kind, String name) {
    return known.get(new Key(kind, name));
  }

  /** Returns everything of a kind by its name. */
  Map<String, byte[]> all(Kind kind) {
    Map<String, byte[]> found = new TreeMap<>();
    known.forEach(
        (k, v) -> {
          if (k.kind() == kind) {
            found.put(k.name(), v);
          }
        });
    return found;
  }

  /** Notes how a thing is now; null if it is no more. What did not change is not written. */
  void put(Kind kind, String name, byte @Nullable [] bytes) {
    Key key = new Key(kind, name);
    byte[] before = known.get(key);
    if (bytes == null ? before != null : !Arrays.equals(bytes, before)) {
      byte[] now = bytes == null ? GONE : bytes;
      changed.put(key, now);
      if (bytes == null) {
        known.remove(key);
      } else {
        known.put(key, now);
      }
    }
  }

  /** Gives what was noted to the operating system, as complete with a length of the log. */
  void write(long completeWith, long lastEventNanos) {
    if (changed.isEmpty() && completeWith == logLength && lastEventNanos == eventNanos) {
      return;
    }
    logLength = completeWith;
    eventNanos = lastEventNanos;
    try {
      append(changed);
      changed.clear();
    } catch (IOException e) {
      throw new PortException("the paper venue's memory " + path + " cannot be written: " + e, e);
    }
  }

  private void append(Map<Key, byte[]> entries) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    DataOutputStream out = new DataOutputStream(body);
    try {
      out.writeLong(logLength);
      out.writeLong(eventNanos);
      out.writeInt(entries.size());
      for (Map.Entry<Key, byte[]> e : entries.entrySet()) {
        out.writeByte(e.getKey().kind().ordinal());
        out.writeUTF(e.getKey().name());
        out.writeInt(e.getValue().length);
        out.write(e.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = body.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ByteBuffer group = ByteBuffer.allocate(HEAD_BYTES + bytes.length);
    group.putInt(bytes.length).putInt((int) crc.getValue()).put(bytes).flip();
    while (group.hasRemaining()) {
      file.write(group);
    }
    writtenBytes += group.limit();
  }

  /** Makes what was written durable. */
  void sync() {
    try {
      file.force(false);
    } catch (IOException e) {
      throw new PortException("the paper venue's memory " + path + " cannot be synced: " + e, e);
    }
  }

  boolean isLong() {
    return writtenBytes > REWRITE_BYTES;
  }

  /** Writes everything into a new file that takes the place of the old one. */
  void rewrite(long completeWith) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      file.close();
      file = open(fresh);
      logLength = completeWith;
      writtenBytes = 0;
      append(known);
      file.force(true);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      writtenBytes = 0;
      changed.clear();
    } catch (IOException e) {
      throw new PortException("the paper venue's memory " + path + " cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new PortException("the paper venue's memory " + path + " cannot be closed: " + e, e);
    }
  }
}
