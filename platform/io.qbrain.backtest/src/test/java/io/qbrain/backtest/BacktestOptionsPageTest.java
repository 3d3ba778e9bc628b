package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page that lists the options is the list of options. */
class BacktestOptionsPageTest {
  @Test
  void listsEveryOptionAsItIsDescribed() throws IOException {
    List<String> expected = new ArrayList<>();
    for (BacktestOption.Group group : BacktestOption.Group.values()) {
      expected.add("## " + group.title());
      for (BacktestOption option : BacktestOption.values()) {
        if (option.group() == group) {
          expected.add("| `" + option + "` | " + option.form() + " | " + option.help() + " |");
        }
      }
    }
    List<String> found =
        Files.readAllLines(page()).stream()
            .filter(line -> line.startsWith("| `") || line.startsWith("## "))
            .toList();
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("docs/reference"))) {
      folder = folder.getParent();
    }
    return Objects.requireNonNull(folder, "the folder docs/reference above the module")
        .resolve("docs/reference/backtest-options.md");
  }
}
