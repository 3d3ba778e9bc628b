package io.qbrain.series;

import io.qbrain.port.TableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The text files behind a path: the file itself, what it holds packed, or all that a glob finds.
 */
final class BarFiles {
  private static final int BUFFER = 1 << 16;

  /** What is done with the text of a file. */
  interface Visitor {
    void visit(String name, InputStream text) throws IOException;
  }

  private BarFiles() {}

  /** Returns the files of a path whose last part may hold {@code *}, in order of names. */
  static List<Path> expand(Path path) {
    Path name = path.getFileName();
    if (name == null || name.toString().indexOf('*') < 0) {
      return List.of(path);
    }
    Path parent = path.getParent() == null ? Path.of("") : path.getParent();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, name.toString())) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new SeriesException(path + ": cannot list the files: " + reason(e), e);
    }
    if (found.isEmpty()) {
      throw new SeriesException(path + ": expected files, found none of that name");
    }
    Collections.sort(found);
    return found;
  }

  /** Gives the text of a file, unpacked, to a visitor; a zip gives each of its files. */
  static void read(Path file, Visitor visitor) {
    read(file, bytes -> {}, TableFormats.NONE, visitor);
  }

  /** Gives the text of files, unpacked, to a visitor; a zip gives each of its files. */
  static void read(List<Path> files, ImportWatch watch, TableFormats formats, Visitor visitor) {
    long all = 0;
    for (Path file : files) {
      all += size(file);
    }
    long[] done = new long[1];
    long total = all;
    for (Path file : files) {
      read(
          file,
          bytes -> {
            done[0] += bytes;
            watch.at(done[0], total);
          },
          formats,
          visitor);
    }
  }

  private static long size(Path file) {
    requireFile(file);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new SeriesException(file + ": cannot be read: " + reason(e), e);
    }
  }

  private static void read(
      Path file, WatchedStream.Count count, TableFormats formats, Visitor visitor) {
    try {
      String name = file.toString().toLowerCase(Locale.ROOT);
      Optional<TableFiles> table = formats.of(file);
      if (table.isPresent()) {
        readTable(table.get(), file, count, visitor);
      } else if (name.endsWith(".zip")) {
        readZip(file, count, visitor);
      } else if (name.endsWith(".gz")) {
        try (InputStream raw = new WatchedStream(Files.newInputStream(file), count);
            InputStream text = new GZIPInputStream(raw, BUFFER)) {
          visitor.visit(file.toString(), text);
        }
      } else {
        try (InputStream text = new WatchedStream(Files.newInputStream(file), count)) {
          visitor.visit(file.toString(), text);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new SeriesException(file + ": cannot be read: " + reason(e), e);
    }
  }

  private static void readTable(
      TableFiles format, Path file, WatchedStream.Count count, Visitor visitor) throws IOException {
    try (InputStream text = new WatchedStream(format.read(file), bytes -> count.add(0))) {
      visitor.visit(file.toString(), text);
    }
    count.add((int) Math.min(Integer.MAX_VALUE, size(file)));
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SeriesException(
          file + ": expected a file, found " + (Files.exists(file) ? "a folder" : "nothing"));
    }
  }

  private static void readZip(Path file, WatchedStream.Count count, Visitor visitor)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      if (entries.isEmpty()) {
        throw new SeriesException(file + ": expected files in the archive, found none");
      }
      for (ZipEntry entry : entries) {
        try (InputStream text =
            new WatchedStream(zip.getInputStream(entry), bytes -> count.add(0))) {
          visitor.visit(file + "!" + entry.getName(), text);
        }
        count.add((int) Math.max(0, Math.min(Integer.MAX_VALUE, entry.getCompressedSize())));
      }
    } catch (ZipException e) {
      throw new SeriesException(file + ": expected a zip archive, found a damaged one", e);
    }
  }

  static String reason(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }
}
