package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.PortException;
import java.io.ByteArrayOutputStream;
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
 * Every input that an account took, in files named by their number and the sequence of their first
 * input: what warms up strategies after a restart, and what the replay proof runs again. Append
 * only; a record that was cut off by a crash ends a file.
 *
 * <p>Each start of the account is a session with a file of its own, whose first record says from
 * which sequence it went on. A record is its length, the CRC-32 of its body, and the body: the
 * sequence and the {@link InputCodec form} of the input. Written by the trading thread alone, to
 * the operating system before the journal gets what the inputs did; so what the journal has
 * survived a crash of the process is here, too.
 */
final class InputLog implements AutoCloseable {
  /** No record is longer. */
  static final int MAX_RECORD_BYTES = 1 << 20;

  private static final long ROTATE_BYTES = 64L << 20;
  private static final int KEPT_FILES = 64;

  /** How many files before a session hold the events that it begins with. */
  private static final int WARM_UP_FILES = 4;

  private static final int BUFFER_BYTES = 64 << 10;
  private static final String SUFFIX = ".inputs";

  private final Path folder;
  private final InputCodec codec = new InputCodec();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
  private final CRC32 crc = new CRC32();
  private @Nullable FileChannel file;

  InputLog(Path folder) {
    this.folder = folder;
  }

  /**
   * A session: from a start of the account to the next one.
   *
   * @param files its files, in order
   * @param before files of earlier sessions that hold its first events, in order
   * @param afterSequence the sequence that it went on from
   */
  record Session(List<Path> files, List<Path> before, long afterSequence) {}

  /** Gives the market events that a session beginning now warms up with, in order. */
  void history(Consumer<MarketEvent> to) {
    List<Path> all = files();
    events(all.subList(Math.max(0, all.size() - WARM_UP_FILES), all.size()), to);
  }

  /** Gives the market events of some files, in order. */
  static void events(List<Path> files, Consumer<MarketEvent> to) {
    try (InputReader reader = new InputReader(files)) {
      for (InputCodec.Logged l = reader.next(); l != null; l = reader.next()) {
        if (l.input() instanceof Input.Market m) {
          to.accept(m.event());
        }
      }
    }
  }

  /** Returns the sessions that are kept whole, the oldest first. */
  List<Session> sessions() {
    List<Session> sessions = new ArrayList<>();
    List<Path> all = files();
    List<Path> current = new ArrayList<>();
    int first = -1;
    long after = 0;
    for (int i = 0; i < all.size(); i++) {
      long begins = InputReader.sessionStart(all.get(i));
      if (begins >= 0) {
        add(sessions, all, current, first, after);
        current = new ArrayList<>();
        first = i;
        after = begins;
      }
      current.add(all.get(i));
    }
    add(sessions, all, current, first, after);
    return sessions;
  }

  private static void add(
      List<Session> sessions, List<Path> all, List<Path> files, int first, long after) {
    if (first >= 0) {
      List<Path> before = List.copyOf(all.subList(Math.max(0, first - WARM_UP_FILES), first));
      sessions.add(new Session(List.copyOf(files), before, after));
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new PortException("the input log " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Begins a session that goes on from a sequence. */
  void begin(long afterSequence) {
    close();
    buffer.reset(); // what could not be written belongs to no session
    write(afterSequence, codec::writeSession);
  }

  /** Adds an input; it reaches the file with the next flush. */
  void append(long sequence, Input input) {
    write(sequence, to -> codec.write(input, to));
  }

  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }

  private void write(long sequence, Content content) {
    body.reset();
    try {
      DataOutputStream d = new DataOutputStream(body);
      d.writeLong(sequence);
      content.to(d);
      byte[] bytes = body.toByteArray();
      if (bytes.length > MAX_RECORD_BYTES) {
        throw new PortException(
            "input " + sequence + " has " + bytes.length + " bytes; at most " + MAX_RECORD_BYTES);
      }
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

  /** Gives what was added to the operating system. */
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
      List<Path> files = files();
      String name = String.format(Locale.ROOT, "%09d-%019d%s", next(files), sequence, SUFFIX);
      channel =
          FileChannel.open(
              folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
      for (int i = 0; i <= files.size() - KEPT_FILES; i++) {
        Files.delete(files.get(i));
      }
    }
    file = channel;
    return channel;
  }

  private static long next(List<Path> files) {
    if (files.isEmpty()) {
      return 1;
    }
    String last = files.get(files.size() - 1).getFileName().toString();
    return Long.parseLong(last.substring(0, last.indexOf('-'))) + 1;
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
