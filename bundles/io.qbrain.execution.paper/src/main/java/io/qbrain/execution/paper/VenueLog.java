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
  private final Path path;
  private final FileChannel file;
  private final StringBuilder pending = new StringBuilder();

  private VenueLog(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /** Opens the log, and gives the fields of each line that is there. */
  static VenueLog open(Path path, List<String[]> lines) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long end = read(path, lines);
      file.truncate(end);
      file.position(end);
      return new VenueLog(path, file);
    } catch (IOException e) {
      throw new PortException("the paper venue's log " + path + " cannot be opened: " + e, e);
    }
  }

  private static long read(Path path, List<String[]> lines) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    List<String[]> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        try {
          found.add(VenueLine.fields(line));
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

  void add(String line) {
    pending.append(line).append('\n');
  }

  /** Makes what was added durable. */
  void sync() {
    if (pending.length() == 0) {
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
