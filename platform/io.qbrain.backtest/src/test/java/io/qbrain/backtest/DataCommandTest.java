package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path csv;

  DataCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.csv =
        Files.writeString(
            folder.resolve("spy.csv"),
            """
            Date,Open,High,Low,Close,Volume
            2024-01-02,100,101,99,100,5
            2024-01-03,100,101,99,101,5
            2024-01-05,101,102,100,102,5
            2024-01-08,101,100,100,102,5
            """);
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--store=" + folder.resolve("series"));
    return new DataCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(all.toArray(new String[0]));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void importsListsFindsGapsAndExports() throws IOException {
    assertThat(run("import", "SPY.ARCA:1d=" + csv + "?market=us-equities"))
        .isEqualTo(DataCommand.REMARKS);
    assertThat(out())
        .contains(
            "SPY.ARCA:1d: 3 rows added, 0 known, 1 missing in 1 gaps; files: 3 bars of 4 rows")
        .contains("IMPOSSIBLE " + csv + ":5: expected high >= open (101)")
        .contains("MISSING 1 after 2024-01-03T21:00:00Z, before 2024-01-05T21:00:00Z");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("spy.csv?market=us-equities: 100 %");

    assertThat(run("list")).isEqualTo(DataCommand.DONE);
    assertThat(out())
        .containsPattern("SPY.ARCA:1d +3 +2024-01-02T21:00:00Z +2024-01-05T21:00:00Z +[0-9]+");

    assertThat(run("gaps", "SPY.ARCA:1d", "--market", "us-equities"))
        .isEqualTo(DataCommand.REMARKS);
    assertThat(out()).contains("SPY.ARCA:1d: 3 rows, 1 missing in 1 gaps");
    assertThat(run("gaps", "SPY.ARCA:1d", "--market=us-equities", "--to=2024-01-04"))
        .isEqualTo(DataCommand.DONE);
    assertThat(out()).contains("SPY.ARCA:1d: 2 rows, 0 missing in 0 gaps");

    Path file = folder.resolve("out.csv");
    assertThat(run("export", "SPY.ARCA:1d", file.toString(), "--from=2024-01-03"))
        .isEqualTo(DataCommand.DONE);
    assertThat(Files.readAllLines(file))
        .hasSize(4)
        .contains("2024-01-03T21:00:00Z,100,101,99,101,5");
  }

  @Test
  void rowsThatDifferAreKeptUnlessTheyAreToBeReplaced() throws IOException {
    run("import", "SPY.ARCA:1d=" + csv);
    Files.writeString(csv, "2024-01-02,100,101,99,99.5,5\n");

    assertThat(run("import", "SPY.ARCA:1d=" + csv)).isEqualTo(DataCommand.REMARKS);
    assertThat(out())
        .contains("1 differ from the store, which kept its own")
        .contains("CONFLICT at 2024-01-02T21:00:00Z");
    assertThat(run("import", "SPY.ARCA:1d=" + csv, "--conflicts=replace"))
        .isEqualTo(DataCommand.REMARKS);
    assertThat(out()).contains("which took them");
  }

  @Test
  void aBacktestReadsWhatWasImported() throws IOException {
    run("import", "SPY.ARCA:1d=" + csv);
    Path jar = StrategyBundle.trend(folder);
    int code =
        new BacktestCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(
                jar.toString(),
                "--data",
                "SPY.ARCA:1d=store:" + folder.resolve("series"),
                "--param",
                "instrument=SPY.ARCA",
                "--risk",
                "reference");

    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("backtest:");
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    assertThat(out()).contains("store:" + folder.resolve("series"));
  }

  private void refused(String message, String... words) {
    assertThat(run(words)).isEqualTo(DataCommand.WRONG_INPUT);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("data: ").contains(message);
  }

  @Test
  void wrongWordsAreRefusedWithWhatWasExpected() {
    refused("expected import, list, gaps or export, found 'bring'", "bring");
    refused("expected data such as SPY.ARCA:1m=spy.csv", "import");
    refused("expected keep or replace", "import", "A.X:1d=a.csv", "--conflicts=ask");
    refused("expected a market of", "import", "A.X:1d=a.csv", "--market=moon");
    refused("expected a file, found nothing", "import", "A.X:1d=" + folder.resolve("no.csv"));
    refused("expected a series such as", "gaps", "SPY");
    refused("expected a day such as", "gaps", "A.X:1d", "--from=yesterday");
    refused("expected rows in the range, found none at all", "export", "A.X:1d", "x.csv");
    refused("expected a series and a file", "export", "A.X:1d");
    assertThat(run("--help")).isEqualTo(DataCommand.DONE);
    assertThat(out()).contains("Usage: qbrain data", "us-equities");
  }
}
