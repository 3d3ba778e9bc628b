package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.simulation.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("presets")
  void saysWhatAPresetChooses(Preset wanted) throws IOException {
    String row = "| " + wanted.name() + " | ";
    List<String> rows =
        Files.readAllLines(page()).stream().filter(line -> line.startsWith(row)).toList();
    assertThat(rows).hasSize(1);
    List<String> words = new ArrayList<>();
    words.add(
        "preset=" + (wanted.equals(Preset.DEFAULT) ? Preset.CANONICAL : Preset.DEFAULT).name());
    words.add("data=SPY.ARCA:1m-bid=spy.csv");
    words.add("market=us-equities");
    Matcher option = Pattern.compile("`([^`]+)`").matcher(rows.get(0));
    while (option.find()) {
      words.add(option.group(1));
    }
    Preset said = BacktestOptions.of(OptionsRun.options(words.toArray(new String[0]))).preset();
    assertThat(said).usingRecursiveComparison().ignoringFields("name").isEqualTo(wanted);
  }

  static List<Preset> presets() {
    return Preset.ALL;
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
