package io.qbrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page that lists the reason codes is the list of reason codes. */
class ReasonCodesPageTest {
  @Test
  void listsEveryCodeAsItIsDescribed() throws IOException {
    List<String> rows =
        Files.readAllLines(page()).stream().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ReasonCode.values())
                .map(code -> "| `" + code + "` | " + code.description() + " |")
                .toList());
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("docs/reference"))) {
      folder = folder.getParent();
    }
    return Objects.requireNonNull(folder, "the folder docs/reference above the module")
        .resolve("docs/reference/reason-codes.md");
  }
}
