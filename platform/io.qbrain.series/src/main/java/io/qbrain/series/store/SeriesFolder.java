package io.qbrain.series.store;

import io.qbrain.model.EventSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore.Extent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The folder of a series: a file for each period that has rows. */
final class SeriesFolder {
  static final String SUFFIX = ".qbc";
  private static final String DRAFT = ".tmp";

  private final SeriesId id;
  private final Path folder;
  private final Period period;

  SeriesFolder(SeriesId id, Path folder) {
    this.id = id;
    this.folder = folder;
    this.period = Period.of(id);
  }

  Path path() {
    return folder;
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  /** Returns the names of the periods that have a file, in order of time. */
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  private long begin(String name) {
    try {
      return period.begin(name);
    } catch (DateTimeException e) {
      throw new PortException(
          file(name) + ": expected files named by time, found another one; move it away", e);
    }
  }

  /** Returns what is there; empty if there are no rows. */
  Optional<Extent> extent() throws IOException {
    long rows = 0;
    long first = 0;
    long last = 0;
    for (String name : names()) {
      try (BlockReader reader = BlockReader.open(file(name), id)) {
        Published published = reader.published();
        if (published.rows() > 0) {
          first = rows == 0 ? published.firstNanos() : first;
          last = published.lastNanos();
          rows += published.rows();
        }
      } catch (NoSuchFileException e) {
        // It was removed since it was listed.
        continue;
      }
    }
    return rows == 0 ? Optional.empty() : Optional.of(new Extent(id, rows, first, last));
  }

  /** Returns the time of the last row; empty if there are no rows. */
  OptionalLong lastNanos() throws IOException {
    List<String> names = names();
    for (int i = names.size() - 1; i >= 0; i--) {
      try (BlockReader reader = BlockReader.open(file(names.get(i)), id)) {
        if (reader.rows() > 0) {
          return OptionalLong.of(reader.published().lastNanos());
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Returns the bytes of the files. */
  long bytes() throws IOException {
    long bytes = 0;
    for (String name : names()) {
      bytes += Files.size(file(name));
    }
    return bytes;
  }

  EventSeries read(long fromNanos, long toNanos) throws IOException {
    StoredColumns.Rows rows = StoredColumns.rows(id);
    List<Part> parts = new ArrayList<>();
    try {
      long count = 0;
      for (Part part : open(fromNanos, toNanos)) {
        parts.add(part);
        count += part.rows();
      }
      if (count > Integer.MAX_VALUE - 8) {
        throw new PortException(
            id + ": expected at most two thousand million rows at once, found " + count);
      }
      rows.reserve((int) count);
      for (Part part : parts) {
        part.visit(rows::add);
      }
      return rows.build();
    } catch (IllegalArgumentException e) {
      throw new PortException(folder + ": expected rows in order, found damage: " + e, e);
    } finally {
      for (Part part : parts) {
        part.close();
      }
    }
  }

  void visit(long fromNanos, long toNanos, ColumnStore.Visitor visitor) throws IOException {
    for (Part part : open(fromNanos, toNanos)) {
      try (part) {
        part.visit(visitor);
      }
    }
  }

  /** Rows of one file that lie within a range. */
  private record Part(BlockReader reader, int from, int to) implements AutoCloseable {
    int rows() {
      return to - from;
    }

    void visit(ColumnStore.Visitor visitor) throws IOException {
      reader.visit(from, to, visitor);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private List<Part> open(long fromNanos, long toNanos) throws IOException {
    List<Part> parts = new ArrayList<>();
    try {
      for (String name : names()) {
        long begin = begin(name);
        if (begin >= toNanos || (begin < fromNanos && period.end(begin) <= fromNanos)) {
          continue;
        }
        try {
          BlockReader reader = BlockReader.open(file(name), id);
          parts.add(new Part(reader, 0, 0));
          int from = reader.rowAtOrAfter(fromNanos);
          int to = toNanos == Long.MAX_VALUE ? reader.rows() : reader.rowAtOrAfter(toNanos);
          parts.set(parts.size() - 1, new Part(reader, from, Math.max(from, to)));
        } catch (NoSuchFileException e) {
          // It was removed since it was listed.
          continue;
        }
      }
      return parts;
    } catch (IOException | RuntimeException e) {
      for (Part part : parts) {
        part.close();
      }
      throw e;
    }
  }

  /** Adds rows at the end; the caller holds the lock and has seen that they fit. */
  void append(EventSeries rows) throws IOException {
    for (int row = 0; row < rows.size(); ) {
      long time = rows.timeNanos(row);
      long end = period.end(time);
      int next = end == Long.MAX_VALUE ? rows.size() : rows.firstRowAtOrAfter(end);
      appendTo(period.name(time), rows, row, next);
      row = next;
    }
  }

  private void appendTo(String name, EventSeries rows, int from, int to) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      write(name, List.of(new Slice(rows, from, to)));
      return;
    }
    BlockWriter writer = BlockWriter.open(file, id);
    boolean narrow = writer.layout().columns() < StoredColumns.count(rows);
    try (writer) {
      if (!narrow) {
        writer.add(rows, from, to);
        writer.publish();
      }
    }
    if (narrow) {
      EventSeries before = read(begin(name), period.end(begin(name)));
      write(name, List.of(new Slice(before, 0, before.size()), new Slice(rows, from, to)));
    }
  }

  private record Slice(EventSeries rows, int from, int to) {}

  /** Writes the file of a period anew: readers find the old one or the new one, whole. */
  private void write(String name, List<Slice> slices) throws IOException {
    int columns = slices.stream().mapToInt(s -> StoredColumns.count(s.rows)).max().orElseThrow();
    Path draft = folder.resolve(name + DRAFT);
    try {
      try (BlockWriter writer = BlockWriter.create(draft, new BlockLayout(id, columns))) {
        for (Slice slice : slices) {
          writer.add(slice.rows, slice.from, slice.to);
        }
        writer.publish();
      }
      Files.move(
          draft, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft); // On a full disk a draft would take the room that it lacked.
    }
    syncFolder();
  }

  private void syncFolder() throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Puts rows in the place of all rows of a range; the caller holds the lock. */
  void replace(long fromNanos, long toNanos, EventSeries rows) throws IOException {
    TreeSet<String> touched = new TreeSet<>();
    for (String name : names()) {
      long begin = begin(name);
      if (begin < toNanos && (begin >= fromNanos || period.end(begin) > fromNanos)) {
        touched.add(name);
      }
    }
    for (int row = 0; row < rows.size(); ) {
      touched.add(period.name(rows.timeNanos(row)));
      long end = period.end(rows.timeNanos(row));
      row = end == Long.MAX_VALUE ? rows.size() : rows.firstRowAtOrAfter(end);
    }
    for (String name : touched) {
      replace(name, fromNanos, toNanos, rows);
    }
  }

  private void replace(String name, long fromNanos, long toNanos, EventSeries rows)
      throws IOException {
    long begin = begin(name);
    long end = period.end(begin);
    List<Slice> slices = new ArrayList<>();
    if (begin < fromNanos) {
      add(slices, read(begin, fromNanos));
    }
    int from = rows.firstRowAtOrAfter(begin);
    int to = end == Long.MAX_VALUE ? rows.size() : rows.firstRowAtOrAfter(end);
    if (from < to) {
      slices.add(new Slice(rows, from, to));
    }
    if (toNanos < end) {
      add(slices, read(toNanos, end));
    }
    if (slices.isEmpty()) {
      Files.deleteIfExists(file(name));
      syncFolder();
    } else {
      write(name, slices);
    }
  }

  private static void add(List<Slice> slices, EventSeries rows) {
    if (rows.size() > 0) {
      slices.add(new Slice(rows, 0, rows.size()));
    }
  }
}
