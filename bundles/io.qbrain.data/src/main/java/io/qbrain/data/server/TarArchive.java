package io.qbrain.data.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar stream (ustar with the GNU extension for long names) into a directory. Directories,
 * files and symbolic links; anything else, and any name that leaves the directory, is refused.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 4_096;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private @Nullable String longName;
  private @Nullable String longLink;

  TarArchive(InputStream in) {
    this.in = in;
  }

  void unpackTo(Path directory) throws IOException {
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      unpackEntry(directory);
    }
  }

  private void unpackEntry(Path directory) throws IOException {
    long size = octal(124, 12);
    char type = (char) header[156];
    if (type == 'L' || type == 'K') {
      readLongName(type, size);
      return;
    }
    String name = longName != null ? longName : text(0, 100);
    String link = longLink != null ? longLink : text(157, 100);
    longName = null;
    longLink = null;
    Path target = inside(directory, directory.resolve(name), name);
    switch (type) {
      case '5' -> folder(target);
      case '2' -> {
        Path parent = parentOf(target);
        inside(directory, parent.resolve(link), link);
        folder(parent);
        Files.createSymbolicLink(target, Path.of(link));
      }
      case '0', '\0' -> writeFile(target, size, (octal(100, 8) & 0100) != 0);
      default ->
          throw new IOException(
              "expected a file, folder or link, found type " + type + ": " + name);
    }
  }

  private void readLongName(char type, long size) throws IOException {
    if (size > MAX_NAME) {
      throw new IOException("expected a name of at most " + MAX_NAME + " bytes, found " + size);
    }
    byte[] bytes = in.readNBytes((int) size);
    in.skipNBytes(padding(size));
    String name = new String(bytes, 0, Math.max(0, bytes.length - 1), StandardCharsets.UTF_8);
    if (type == 'L') {
      longName = name;
    } else {
      longLink = name;
    }
  }

  private void writeFile(Path target, long size, boolean executable) throws IOException {
    folder(parentOf(target));
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[64 * 1_024];
      long left = size;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new EOFException("the archive ends within " + target.getFileName());
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
    in.skipNBytes(padding(size));
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** Makes a folder that every user may read, whatever the umask is. */
  private static void folder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      folder(parentOf(path));
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path inside(Path directory, Path path, String name) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(directory)) {
      throw new IOException("expected a path inside the archive, found " + name);
    }
    return normal;
  }

  private static Path parentOf(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("expected a path with a parent, found " + path);
    }
    return parent;
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private String text(int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8);
  }

  private long octal(int offset, int length) throws IOException {
    String digits = text(offset, length).trim();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("expected an octal number in a tar header, found " + digits, e);
    }
  }
}
