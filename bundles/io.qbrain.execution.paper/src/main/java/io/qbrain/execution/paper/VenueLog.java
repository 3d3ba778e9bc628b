package io.qbrain.execution.paper;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The venue's log: lines in one file, synced to disk in groups. A torn last line is cut off. */
final class VenueLog implements AutoCloseable {
  /**
   * A line that is there.
   *
   * @param end where it ends in the file, in bytes
   * @param fields its fields
   */
  record Line(long end, String[] fields) {}

  private final Path path;
  private final FileChannel file;
  private final StringBuilder pending = new StringBuilder();
  private long length;

  private VenueLog(Path path, FileChannel file, long length) {
    this.path = path;
    this.file = file;
    this.length = length;
  }

  /** Opens the log, and gives each line that is there. */
  static VenueLog open(Path path, List<Line> lines) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long end = read(path, lines);
      file.truncate(end);
      file.position(end);
      return new VenueLog(path, file, end);
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be opened: " + e, e);
    }
  }

  static long read(Path path, List<Line> lines) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    List<Line> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        try {
          found.add(new Line(i + 1, VenueLine.fields(line)));
        } catch (IllegalArgumentException e) {
          throw new PortException(
              "the paper venue's log "
                  + path
                  + " is damaged in line "
                  + (found.size() + 1)
                  + ": "
                  + e.getMessage(),
              e);
        }
        start = i + 1;
      }
    }
    lines.addAll(found);
    return start;
  }

  /** Cuts off what is behind a length: the beginning of a change that was never completed. */
  void cut(long to, List<Line> lines) {
    try {
      file.truncate(to);
      file.position(to);
      file.force(false);
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be cut: " + e, e);
    }
    length = to;
    lines.removeIf(l -> l.end() > to);
  }

  void add(String line) {
    pending.append(line).append('\n');
    length += line.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  /** Returns its length in bytes with what was added. */
  long length() {
    return length;
  }

  /** Returns the lines that were written. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    try {
      read(path, lines);
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be read: " + e, e);
    }
    return lines;
  }

  boolean isWritten() {
    return pending.length() == 0;
  }

  /** Makes what was added durable. */
  void sync() {
    if (isWritten()) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
    pending.setLength(0);
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be closed: " + e, e);
    }
  }
}
