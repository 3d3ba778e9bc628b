package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Backtests of the sample {@code sma-cross} by command line, and what they print. */
final class CommandLine {
  private static final int DAYS = 1_500;
  private static final long SECONDS = 120;
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private CommandLine() {}

  /** Runs a backtest of the sample on a JDK; returns what it printed. */
  static String backtest(String javaHome, Path bars, Path output, String... parameters)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(javaHome, "bin/java").toString(),
                "-cp",
                classPath(),
                "io.qbrain.backtest.BacktestCommand",
                Samples.smaCross().toString(),
                "--data",
                "X.TEST:1d=" + bars,
                "-o",
                "json"));
    Arrays.stream(parameters).forEach(parameter -> words.addAll(List.of("--param", parameter)));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
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

  /** The hashes of the orders, of the ledger and of the whole result in a report. */
  static List<String> hashes(String report) {
    List<String> found = new ArrayList<>();
    for (String line : report.lines().toList()) {
      Matcher m = HASH.matcher(line);
      if (m.find() && line.toLowerCase(Locale.ROOT).matches(".*(order|ledger|result).*")) {
        found.add(m.group());
      }
    }
    return found;
  }

  /** Writes daily bars of X.TEST. */
  static Path writeBars(Path file) throws IOException {
    StringBuilder text = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int day = 0; day < DAYS; day++) {
      String price = "%d.%02d".formatted(100 + day % 13 - day % 5, day * 7 % 100);
      text.append(LocalDate.of(2001, 1, 1).plusDays(day));
      text.append((',' + price).repeat(4)).append(",1000\n");
    }
    return Files.writeString(file, text);
  }
}
