package io.qbrain.rest.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private final Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream console = new PrintStream(printed, true, UTF_8);

  TokenFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void makesATokenThatItsOwnerAloneReadsAndSaysItOnce() throws Exception {
    Path file = folder.resolve("state/rest-token");

    String token = new TokenFile(file).readOrMake(console);

    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(file).hasContent(token + "\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(printed.toString(UTF_8))
        .isEqualTo("REST token written to " + file + ": " + token + System.lineSeparator());

    printed.reset();
    assertThat(new TokenFile(file).readOrMake(console)).isEqualTo(token);
    assertThat(printed.toString(UTF_8)).isEmpty();
    assertThat(folder.resolve("state")).isDirectoryContaining(p -> p.equals(file));
  }

  @Test
  void makesAnotherTokenEachTime() {
    assertThat(new TokenFile(folder.resolve("a")).readOrMake(console))
        .isNotEqualTo(new TokenFile(folder.resolve("b")).readOrMake(console));
  }

  @Test
  void goesOnAfterACrashWhileWriting() throws Exception {
    Files.writeString(folder.resolve("rest-token.new"), "half");
    assertThat(new TokenFile(folder.resolve("rest-token")).readOrMake(console)).hasSize(43);
  }

  @Test
  void refusesAFileThatOthersMayRead() throws Exception {
    Path file = folder.resolve("rest-token");
    new TokenFile(file).readOrMake(console);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new TokenFile(file).readOrMake(console))
        .withMessageContaining("0600")
        .withMessageContaining("rw-r--r--");
  }

  @Test
  void refusesAFileWithoutAToken() throws Exception {
    Path file = folder.resolve("rest-token");
    new TokenFile(file).readOrMake(console);
    Files.writeString(file, "short");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new TokenFile(file).readOrMake(console))
        .withMessageContaining("delete the file");
  }

  @Test
  void namesAFileThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new TokenFile(file.resolve("rest-token")).readOrMake(console))
        .withMessageContaining("rest-token");
  }
}
