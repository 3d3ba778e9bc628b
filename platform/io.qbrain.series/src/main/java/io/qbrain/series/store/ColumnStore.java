package io.qbrain.series.store;

import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The series store of a machine: files of columns in a folder, {@code
 * VENUE/SYMBOL/SPEC/PERIOD.qbc}. Several processes may use one folder; nothing is kept open between
 * calls.
 *
 * <p>A file is mapped into memory and read as fast as that; each block is checked before anything
 * of it is served, and a damaged one is named by file and byte. Rows that were appended are there
 * after the process or the machine is stopped at any point; an append that was under way is there
 * up to the end of a period, or not at all. A writer has the lock of its series while it writes.
 */
public final class ColumnStore implements SeriesStore {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int DEPTH = 3;

  private final Path root;
  private final Duration patience;

  /** Takes rows as columns: a buffer of each, of one length, in the order of the builders. */
  public interface Visitor {
    /** Takes the next rows; the buffers are not valid after the visit. */
    void visit(LongBuffer... columns);
  }

  /** Uses a folder, which appears with the first rows. */
  public ColumnStore(Path root) {
    this(root, PATIENCE);
  }

  ColumnStore(Path root, Duration patience) {
    this.root = root;
    this.patience = patience;
  }

  /** Returns the folder. */
  public Path root() {
    return root;
  }

  private SeriesFolder folder(SeriesId id) {
    InstrumentId instrument = id.instrument();
    String what = id.toString().substring(instrument.toString().length() + 1);
    return new SeriesFolder(
        id,
        root.resolve(instrument.venue())
            .resolve(instrument.symbol().replace("/", "%2F"))
            .resolve(what));
  }

  private Optional<SeriesId> named(Path folder) {
    Path path = root.relativize(folder);
    try {
      String symbol = path.getName(1).toString().replace("%2F", "/");
      return Optional.of(SeriesId.parse(symbol + "." + path.getName(0) + ":" + path.getName(2)));
    } catch (IllegalArgumentException e) {
      // Not a folder of ours.
      return Optional.empty();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T io(Path where, Work<T> work) {
    try {
      return work.run();
    } catch (IOException | UncheckedIOException e) {
      throw new PortException(
          where + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    } catch (InternalError e) {
      // The system cannot give a mapped page: the file became shorter, or the disk failed.
      throw new PortException(where + ": the data cannot be read from the disk: " + e, e);
    }
  }

  @Override
  public List<Extent> list() {
    return io(
        root,
        () -> {
          TreeMap<SeriesId, Extent> extents = new TreeMap<>();
          for (Path path : folders()) {
            SeriesId id = named(path).orElse(null);
            if (id != null) {
              new SeriesFolder(id, path).extent().ifPresent(e -> extents.put(id, e));
            }
          }
          return List.copyOf(extents.values());
        });
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root, DEPTH)) {
      List<Path> found = new ArrayList<>();
      paths
          .filter(p -> root.relativize(p).getNameCount() == DEPTH && Files.isDirectory(p))
          .forEach(found::add);
      return found;
    }
  }

  @Override
  public Optional<Extent> find(SeriesId id) {
    SeriesFolder folder = folder(id);
    return io(folder.path(), folder::extent);
  }

  /** Returns the bytes that a series takes on the disk. */
  public long bytes(SeriesId id) {
    SeriesFolder folder = folder(id);
    return io(folder.path(), folder::bytes);
  }

  @Override
  public EventSeries read(SeriesId id, long fromNanos, long toNanos) {
    SeriesFolder folder = folder(id);
    return io(folder.path(), () -> folder.read(fromNanos, toNanos));
  }

  /**
   * Gives the rows of a range to a visitor, in order, without holding more than a block of them.
   */
  public void visit(SeriesId id, long fromNanos, long toNanos, Visitor visitor) {
    SeriesFolder folder = folder(id);
    io(
        folder.path(),
        () -> {
          folder.visit(fromNanos, toNanos, visitor);
          return id;
        });
  }

  @Override
  public void append(EventSeries rows) {
    if (rows.size() == 0) {
      return;
    }
    SeriesId id = SeriesId.of(rows);
    SeriesFolder folder = folder(id);
    locked(
        folder,
        () -> {
          requireFit(id, folder.lastNanos(), rows);
          folder.append(rows);
          return id;
        });
  }

  private static void requireFit(SeriesId id, OptionalLong there, EventSeries rows) {
    long first = rows.timeNanos(0);
    boolean once = id.spec().filter(spec -> spec.hasLength()).isPresent();
    if (there.isEmpty()) {
      return;
    }
    long last = there.getAsLong();
    if (first < last || (once && first == last)) {
      throw new PortException(
          id
              + ": expected rows "
              + (once ? "after " : "at or after ")
              + Times.instant(last)
              + ", found one of "
              + Times.instant(first)
              + "; nothing was added");
    }
  }

  @Override
  public void replace(SeriesId id, long fromNanos, long toNanos, EventSeries rows) {
    if (rows.size() > 0) {
      long first = rows.timeNanos(0);
      long last = rows.timeNanos(rows.size() - 1);
      if (!SeriesId.of(rows).equals(id) || first < fromNanos || last >= toNanos) {
        throw new PortException(
            id
                + ": expected rows of it from "
                + Times.instant(fromNanos)
                + " on and before "
                + Times.instant(toNanos)
                + ", found "
                + rows
                + " from "
                + Times.instant(first)
                + " to "
                + Times.instant(last));
      }
    }
    SeriesFolder folder = folder(id);
    locked(
        folder,
        () -> {
          folder.replace(fromNanos, toNanos, rows);
          return id;
        });
  }

  private void locked(SeriesFolder folder, Work<SeriesId> work) {
    try {
      io(
          folder.path(),
          () -> {
            Files.createDirectories(folder.path());
            try (WriterLock lock = WriterLock.of(folder.path(), patience)) {
              return work.run();
            }
          });
    } catch (PortException e) {
      throw e.getCause() instanceof IOException
          ? new PortException(e.getMessage() + room(folder.path()), e.getCause())
          : e;
    }
  }

  /** Says how much room there is, which is what a writer lacks most often. */
  private static String room(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return "; the rows are not stored, what was there before is whole; its disk has "
          + Files.getFileStore(there).getUsableSpace() / 1024
          + " KiB left";
    } catch (IOException e) {
      return ""; // The first failure is what counts.
    }
  }
}
