package io.qbrain.verifier;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar that {@link ArchiveCheck} has found sound, open for reading. */
final class Archive implements Closeable {
  private final ZipFile zip;

  private Archive(ZipFile zip) {
    this.zip = zip;
  }

  static Archive open(Path jar) throws IOException {
    return new Archive(new ZipFile(jar.toFile()));
  }

  /** The names of the files in it, in the order of the archive. */
  List<String> files() {
    return zip.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
  }

  /** A file's content, at most so many bytes of it; empty if it is not there. */
  Optional<byte[]> read(String name, int maxBytes) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return Optional.of(in.readNBytes(maxBytes));
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
