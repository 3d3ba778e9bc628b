package io.qbrain.rest.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** The file that holds the token: made at the first start, readable by its owner alone. */
public final class TokenFile {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32,128}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int TOKEN_BYTES = 32;

  private final Path file;

  /** Names the file. */
  public TokenFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Returns the token; makes and announces one if there is no file.
   *
   * @throws IllegalStateException if others may read the file, or it holds no token
   * @throws UncheckedIOException if it cannot be read or made
   */
  public String readOrMake(PrintStream console) {
    try {
      if (!Files.exists(file)) {
        make(console);
      }
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException("the REST token file " + file + ": " + e, e);
    }
  }

  private void make(PrintStream console) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    // Written beside and moved: a file that is there is whole.
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    FileAttribute<?>[] attributes =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            whole, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap((token + "\n").getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException(whole + " was made by somebody else at the same time", e);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    console.println("REST token written to " + file + ": " + token);
  }

  private String read() throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(found)) {
        throw new IllegalStateException(
            file
                + ": expected a file of mode 0600, found "
                + PosixFilePermissions.toString(found)
                + ": others may have read the token; delete the file and start again");
      }
    }
    String token = Files.readString(file, US_ASCII).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalStateException(
          file
              + ": expected a token of 32 to 128 letters, digits, '-' or '_'; delete the file and"
              + " start again to get a new one");
    }
    return token;
  }

  private boolean isPosix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
