package io.qbrain.app;

import io.qbrain.model.MarketEvent;
import io.qbrain.port.PortException;
import java.io.BufferedInputStream;
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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The market events that an account saw, in files named by the sequence of their first input: what
 * warms up strategies after a restart. Append only; a record that was cut off by a crash ends a
 * file.
 *
 * <p>A record is its length, the CRC-32 of its body, and the body: sequence and event, as {@link
 * EventRecord} writes them. Written by the trading thread alone.
 */
final class InputLog implements AutoCloseable {
  private static final int MAX_RECORD_BYTES = 4_096;
  private static final long ROTATE_BYTES = 64L << 20;
  private static final int KEPT_FILES = 8;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final String SUFFIX = ".bars";

  private final Path folder;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
  private final CRC32 crc = new CRC32();
  private @Nullable FileChannel file;

  InputLog(Path folder) {
    this.folder = folder;
  }

  /** Gives every event that is kept, in order. */
  void replay(Consumer<MarketEvent> to) {
    for (Path path : files()) {
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES))) {
        MarketEvent event = read(in);
        while (event != null) {
          to.accept(event);
          event = read(in);
        }
      } catch (IOException e) {
        throw new PortException("the input log " + path + " cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private @Nullable MarketEvent read(DataInputStream in) throws IOException {
    byte[] head = in.readNBytes(12);
    if (head.length < 12) {
      return null;
    }
    ByteBuffer h = ByteBuffer.wrap(head);
    int length = h.getInt();
    long expected = h.getLong();
    if (length <= 0 || length > MAX_RECORD_BYTES) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    crc.reset();
    crc.update(bytes);
    if (bytes.length < length || crc.getValue() != expected) {
      return null;
    }
    return EventRecord.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(p -> p.getFileName().toString().endsWith(SUFFIX)).sorted().toList());
    } catch (IOException e) {
      throw new PortException("the input log " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Adds an event; it reaches the file with the next flush. */
  void append(long sequence, MarketEvent event) {
    body.reset();
    try {
      EventRecord.write(sequence, event, new DataOutputStream(body));
      byte[] bytes = body.toByteArray();
      crc.reset();
      crc.update(bytes);
      DataOutputStream out = new DataOutputStream(buffer);
      out.writeInt(bytes.length);
      out.writeLong(crc.getValue());
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (buffer.size() >= BUFFER_BYTES) {
      flush(sequence);
    }
  }

  /** Writes what was added to the file. */
  void flush(long sequence) {
    if (buffer.size() == 0) {
      return;
    }
    try {
      FileChannel channel = current(sequence);
      ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      buffer.reset();
    } catch (IOException e) {
      throw new PortException("the input log in " + folder + " cannot be written: " + e, e);
    }
  }

  private FileChannel current(long sequence) throws IOException {
    FileChannel channel = file;
    if (channel != null && channel.size() >= ROTATE_BYTES) {
      channel.close();
      channel = null;
    }
    if (channel == null) {
      Files.createDirectories(folder);
      String name = String.format(Locale.ROOT, "%019d%s", sequence, SUFFIX);
      channel =
          FileChannel.open(
              folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      List<Path> files = files();
      for (int i = 0; i < files.size() - KEPT_FILES; i++) {
        Files.delete(files.get(i));
      }
    }
    file = channel;
    return channel;
  }

  @Override
  public void close() {
    FileChannel channel = file;
    file = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new PortException("the input log in " + folder + " cannot be closed: " + e, e);
      }
    }
  }
}
