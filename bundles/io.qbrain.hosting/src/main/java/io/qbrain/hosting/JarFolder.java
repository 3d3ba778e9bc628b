package io.qbrain.hosting;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.verifier.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of this bundle in which jars lie while they are checked, installed or sent. */
final class JarFolder {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final long maxBytes;

  JarFolder(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** Deletes what a platform that was killed has left. */
  void clear() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> left = files.toList();
        left.forEach(JarFolder::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** Makes an empty file that only this user can read. */
  Path newFile() {
    try {
      Files.createDirectories(folder);
      return Files.createTempFile(folder, "strategy-", ".jar");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /** Copies a jar, so that what is checked is what is installed. */
  ReceivedJar receive(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw notAJar(jar + " is no file: expected the jar of a strategy bundle", null);
    }
    try (InputStream in = Files.newInputStream(jar)) {
      return receive(in);
    } catch (IOException e) {
      throw notAJar("cannot read " + jar + ": " + e, e);
    }
  }

  private static ServiceException notAJar(String message, @Nullable Throwable cause) {
    return new ServiceException(Kind.INVALID, FindingCode.NOT_A_JAR.text(), message, cause);
  }

  /** Reads a jar once, to its end or until it is too large, which is refused. */
  ReceivedJar receive(InputStream in) {
    Path file = newFile();
    try {
      return copy(in, file);
    } catch (IOException e) {
      delete(file);
      throw notAJar("the jar could not be read to its end (" + e + "): send it again", e);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private ReceivedJar copy(InputStream in, Path file) throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw new ServiceException(
              Kind.TOO_LARGE,
              FindingCode.TOO_LARGE.text(),
              "the jar has more than the %d bytes that are allowed".formatted(maxBytes));
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return new ReceivedJar(file, HexFormat.of().formatHex(digest.digest()), size);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
