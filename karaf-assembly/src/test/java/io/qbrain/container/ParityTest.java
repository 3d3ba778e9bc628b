package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest has one result: in the platform, on the command line, on this JDK and another one. */
@OnPlatform
class ParityTest {
  private static final String OTHER_JDK = "QBRAIN_OTHER_JDK";
  private static final int DAYS = 1_500;
  private static final long SECONDS = 120;
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private final Path folder;

  ParityTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void removeEverything(Platform platform) {
    platform.shell("strategy:uninstall sma-cross@1.0.0 --reason test");
  }

  @Test
  void platformAndCommandLineDecideTheSame(Platform platform) throws Exception {
    Path data = Files.createDirectories(platform.home().resolve("data"));
    Path bars = writeBars(data.resolve("parity.csv"));
    assertThat(platform.shell("strategy:install file:" + Samples.smaCross()).exitCode()).isZero();
    Answer inside =
        platform.shell(
            "backtest:run sma-cross@1.0.0 --data X.TEST:1d=parity.csv --param instrument=X.TEST"
                + " --param period=5 --param size=10");
    assertThat(inside.exitCode()).as(inside.output()).isZero();

    List<String> hashes = hashes(inside.output());
    assertThat(hashes).hasSize(2).doesNotHaveDuplicates();
    assertThat(hashes(onCommandLine(System.getProperty("java.home"), bars))).isEqualTo(hashes);
  }

  @Test
  void anotherJdkDecidesTheSame() throws Exception {
    String other = System.getenv(OTHER_JDK);
    Assumptions.assumeTrue(
        other != null, OTHER_JDK + " names no JDK to compare with, e.g. a newer one");
    Path bars = writeBars(folder.resolve("parity.csv"));

    List<String> hashes = hashes(onCommandLine(System.getProperty("java.home"), bars));
    assertThat(hashes).hasSize(2);
    assertThat(hashes(onCommandLine(other, bars))).isEqualTo(hashes);
  }

  /** The order hash and the ledger hash of a report. */
  private static List<String> hashes(String report) {
    List<String> found = new ArrayList<>();
    for (String line : report.lines().toList()) {
      Matcher m = HASH.matcher(line);
      if (m.find() && line.toLowerCase(java.util.Locale.ROOT).matches(".*(order|ledger).*")) {
        found.add(m.group());
      }
    }
    return found;
  }

  private String onCommandLine(String javaHome, Path bars) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(javaHome, "bin/java").toString(),
                "-cp",
                classPath(),
                "io.qbrain.backtest.BacktestCommand",
                Samples.smaCross().toString(),
                "--data",
                "X.TEST:1d=" + bars,
                "--param",
                "instrument=X.TEST",
                "--param",
                "period=5",
                "--param",
                "size=10",
                "-o",
                "json")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.walk(Platform.DISTRIBUTION.resolve("system/io/qbrain"))) {
      return String.join(
          java.io.File.pathSeparator,
          jars.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList());
    }
  }

  private static Path writeBars(Path file) throws IOException {
    StringBuilder text = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int day = 0; day < DAYS; day++) {
      String price = "%d.%02d".formatted(100 + day % 13 - day % 5, day * 7 % 100);
      text.append(LocalDate.of(2001, 1, 1).plusDays(day));
      text.append((',' + price).repeat(4)).append(",1000\n");
    }
    return Files.writeString(file, text);
  }
}
