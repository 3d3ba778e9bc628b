package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody trades on bars of the past: the simulator is off, two files are fed at a pace, one in
 * each layout, and a strategy trades on either.
 */
class FileFeedTest {
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final int DAYS = 4_000;

  /** Feeds of one pace keep one clock, so neither is behind, however fast they are. */
  private static final String PACE = "100/s";

  private final Path folder;
  private Platform platform;

  FileFeedTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path home = folder.resolve("home");
    Path etc = Files.createDirectories(home.resolve("etc"));
    Files.writeString(etc.resolve("io.qbrain.demo.cfg"), "# Nothing.\n");
    feed(etc, "table", "CSVX.TEST", writeCsv(folder.resolve("bars.csv")), "tz=UTC");
    feed(etc, "archive", "LEANX.TEST", writeZip(folder.resolve("leanx.zip")), "layout=lean");
    platform = Platform.start(home, Map.of("QBRAIN_SIMULATOR", "false"));
  }

  @AfterEach
  void end() throws Exception {
    platform.close();
  }

  @Test
  void strategiesTradeOnFilesOfEitherLayout() throws Exception {
    assertThat(run("feed:list")).containsPattern("sim +\\|.*OFF");
    assertThat(run("platform:status")).contains("OFF");
    run("strategy:install file:" + Samples.smaCross());
    trade("csv", "CSVX.TEST");
    trade("lean", "LEANX.TEST");
    platform.await(
        "both instances have fills of the files' days",
        WITHIN,
        () -> ofThePast(fills("csv")) && ofThePast(fills("lean")));
    run("strategy:stop csv");
    run("strategy:stop lean");
    assertThat(run("order:list -o csv")).doesNotContain("DENIED");
    assertThat(run("ledger:verify")).contains("everything agrees");
    assertThat(platform.log()).noneMatch(line -> line.contains("\"ERROR\""));
  }

  private void trade(String id, String instrument) {
    run(
        "strategy:create %s sma-cross@1.0.0 --param instrument=%s --param bars=1d --param size=10 --param period=2"
            .formatted(id, instrument));
    run("strategy:start " + id);
  }

  private String fills(String id) {
    return run("order:fills --instance " + id + " -o csv --no-format");
  }

  private static boolean ofThePast(String fills) {
    return fills.lines().filter(line -> line.matches("20(0\\d|1[01])-.*")).count() > 2;
  }

  private String run(String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private static void feed(Path etc, String name, String instrument, Path file, String options)
      throws IOException {
    Files.writeString(
        etc.resolve("io.qbrain.feed.file-" + name + ".cfg"),
        String.join(
            "\n",
            "name = " + name,
            "instrument = " + instrument,
            "bars = 1d",
            "path = " + file,
            "options = " + options,
            "pace = " + PACE,
            "maxOrderQuantity = 1000",
            ""));
  }

  /** A price that crosses its own average all the time. */
  private static long cents(int day) {
    return 10_000L + 100 * (day % 7) - 50 * (day % 3);
  }

  private static Path writeCsv(Path file) throws IOException {
    StringBuilder text = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int day = 0; day < DAYS; day++) {
      String price = "%d.%02d".formatted(cents(day) / 100, cents(day) % 100);
      text.append(java.time.LocalDate.of(2001, 1, 1).plusDays(day));
      text.append((',' + price).repeat(4)).append(",1000\n");
    }
    return Files.writeString(file, text);
  }

  private static Path writeZip(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int day = 0; day < DAYS; day++) {
      text.append(java.time.LocalDate.of(2001, 1, 1).plusDays(day).toString().replace("-", ""));
      text.append(" 00:00").append(("," + cents(day) * 100).repeat(4)).append(",1000\n");
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("leanx.csv"));
      zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }
}
