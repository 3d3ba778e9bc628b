package io.qbrain.series;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects refused lines in a file, each after a comment that says why, so that it can be corrected
 * and imported. The file appears when the import is through, and only if there is a line.
 */
final class Quarantine implements AutoCloseable {
  private final Optional<Path> file;
  private @Nullable Path draft;
  private @Nullable Writer out;

  Quarantine(Optional<Path> file) {
    this.file = file;
  }

  void add(Finding finding, String line) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    if (out == null) {
      Path folder = file.get().toAbsolutePath().getParent();
      draft = Files.createTempFile(folder, file.get().getFileName() + ".", ".tmp");
      out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8);
    }
    out.write("# " + finding + "\n" + line + "\n");
  }

  /** Puts the file where it was asked for; returns it if there was a line. */
  Optional<Path> publish() throws IOException {
    if (out == null || draft == null) {
      return Optional.empty();
    }
    out.close();
    Files.move(draft, file.orElseThrow(), StandardCopyOption.REPLACE_EXISTING);
    out = null;
    draft = null;
    return file;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (draft != null) {
      Files.deleteIfExists(draft);
    }
  }
}
