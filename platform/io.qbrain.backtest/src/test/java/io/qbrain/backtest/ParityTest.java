package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.trend.TrendFactory;
import io.qbrain.model.StrategyRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same run gives the same bits, as a library and by the command, on this Java and on others
 * that are installed beside it: one hash of settings, orders and ledger says so.
 */
class ParityTest {
  private static final Pattern HASH = Pattern.compile("\"resultHash\": \"([0-9a-f]{64})\"");
  private static final Pattern MAJOR = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final int BARS = 600;

  private final Path folder;
  private Path csv = Path.of("");
  private Path jar = Path.of("");

  ParityTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void wandering() throws IOException {
    StringBuilder bars = new StringBuilder("time,open,high,low,close,volume\n");
    long seed = 7;
    long cents = 10_000;
    for (int i = 0; i < BARS; i++) {
      long open = cents;
      seed = (seed * 1_103_515_245L + 12_345L) & 0x7fff_ffffL;
      cents += seed % 301 - 150;
      bars.append(java.time.LocalDate.of(2020, 1, 1).plusDays(i));
      for (long price :
          new long[] {open, Math.max(open, cents) + 50, Math.min(open, cents) - 50, cents}) {
        bars.append(',').append(java.math.BigDecimal.valueOf(price, 2));
      }
      bars.append(',').append(1_000 + seed % 997).append('\n');
    }
    csv = Files.writeString(folder.resolve("walk.csv"), bars);
    jar = StrategyBundle.trend(folder);
  }

  /** Options under which all arithmetic has a part: shares of volume, slippage, rates, interest. */
  private List<String> options() {
    return List.of(
        "data=SPY.ARCA:1d=" + csv,
        "preset=lean",
        "slippage=volume-share:0.1",
        "volume-share=0.025",
        "fees=per-order:0.35,1,percentage:0.00017",
        "quoted-in=EUR",
        "rate=EUR/USD=1.08123",
        "credit=USD=0.0371",
        "debit=USD=0.0592",
        "borrow=SPY.ARCA=0.0123");
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of(jar.toString(), "-o", "json"));
    words.addAll(List.of("--param", "instrument=SPY.ARCA"));
    for (String option : options()) {
      words.addAll(List.of("--" + option.substring(0, option.indexOf('=')), valueOf(option)));
    }
    return words;
  }

  private static String valueOf(String option) {
    return option.substring(option.indexOf('=') + 1);
  }

  private static String hashIn(String json) {
    Matcher m = HASH.matcher(json);
    assertThat(m.find()).as(json).isTrue();
    return m.group(1);
  }

  private String byCommand() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new BacktestCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(words().toArray(new String[0]));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isEqualTo(BacktestCommand.DONE);
    return hashIn(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theLibraryAndTheCommandGiveTheSameBits() {
    BacktestResult result =
        BacktestOptions.of(OptionsRun.options(options().toArray(new String[0])))
            .backtest(
                BacktestOptions.Files.ANYWHERE,
                StrategyRef.parse("trend@1.4.2"),
                new TrendFactory(),
                Map.of("instrument", "SPY.ARCA"))
            .run();
    assertThat(result.fills()).hasSizeGreaterThan(20);
    assertThat(result.resultHash()).isEqualTo(byCommand());
  }

  @Test
  void everyJavaThatIsInstalledHereGivesTheSameBits() throws Exception {
    Map<Integer, Path> others = others();
    assumeThat(others).as("another Java beside %s", System.getProperty("java.home")).isNotEmpty();
    String here = byCommand();
    for (Map.Entry<Integer, Path> other : others.entrySet()) {
      assertThat(on(other.getValue())).as("Java %d", other.getKey()).isEqualTo(here);
    }
  }

  /** Returns the home of one Java of each newer version, beside the one that runs this. */
  private static Map<Integer, Path> others() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    Map<Integer, Path> found = new TreeMap<>();
    try (Stream<Path> beside = Files.list(home.resolveSibling("."))) {
      for (Path one : beside.sorted().toList()) {
        Path release = one.resolve("release");
        if (Files.isExecutable(one.resolve("bin/java")) && Files.isRegularFile(release)) {
          Matcher m = MAJOR.matcher(Files.readString(release));
          int major = m.find() ? Integer.parseInt(m.group(1)) : 0;
          if (major > Runtime.version().feature()) {
            found.put(major, one);
          }
        }
      }
    }
    return found;
  }

  private String on(Path home) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(List.of("-cp", classPath, BacktestCommand.class.getName()));
    command.addAll(words());
    Path out = folder.resolve("out.json");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("err.txt")))
        .isEqualTo(BacktestCommand.DONE);
    return hashIn(Files.readString(out));
  }
}
