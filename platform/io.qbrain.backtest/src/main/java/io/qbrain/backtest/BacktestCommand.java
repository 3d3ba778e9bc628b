package io.qbrain.backtest;

import io.qbrain.model.BarSeries;
import io.qbrain.model.Times;
import io.qbrain.port.PortException;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.series.TableFormats;
import io.qbrain.strategy.ParameterSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the strategy of a jar over data from the command line. Exit codes: 0 done, 1 the strategy
 * was stopped because it failed, 2 an argument or a file is not as expected.
 */
public final class BacktestCommand {
  /** The run is done. */
  public static final int DONE = 0;

  /** The strategy failed on the way. */
  public static final int FAULTED = 1;

  /** An argument or a file is not as expected. */
  public static final int WRONG_INPUT = 2;

  private static final Set<String> REPEATABLE = options(true);
  private static final Set<String> OPTIONS = options(false);

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  BacktestCommand(PrintStream out, PrintStream err) {
    this(out, err, InstantSource.system());
  }

  /** Makes a command that tells what is ahead of a clock; no result depends on it. */
  BacktestCommand(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Returns the options with their dashes, or only those that may come several times. */
  private static Set<String> options(boolean onlyRepeatable) {
    Set<String> names = new LinkedHashSet<>();
    for (BacktestOption option : BacktestOption.values()) {
      if (!onlyRepeatable || option.isRepeatable()) {
        names.add("--" + option);
      }
    }
    names.add("--param");
    if (!onlyRepeatable) {
      names.addAll(List.of("--out", "--trades", "-o"));
    }
    return Collections.unmodifiableSet(names);
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] words) {
    System.exit(new BacktestCommand(System.out, System.err).run(words));
  }

  int run(String... words) {
    try {
      List<String> plain = new ArrayList<>(List.of(words));
      if (plain.remove("--help") || plain.remove("-h") || plain.isEmpty()) {
        return help(plain);
      }
      CommandLine line = CommandLine.parse(words, OPTIONS, REPEATABLE);
      if (line.others().size() != 1) {
        throw new IllegalArgumentException(
            "expected one jar, found " + line.others() + "; see qbrain backtest --help");
      }
      try (StrategyJar jar = StrategyJar.load(Path.of(line.others().get(0)))) {
        return run(jar, line);
      }
    } catch (BacktestException e) {
      return refuse((e.option().isPresent() ? "--" : "") + e.getMessage());
    } catch (SeriesException | PortException | IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return refuse("there is no file or folder " + e.getFile());
    } catch (AccessDeniedException e) {
      return refuse("no permission to use " + e.getFile());
    } catch (IOException e) {
      return refuse(e.getClass().getSimpleName() + " " + e.getMessage());
    } catch (ArithmeticException e) {
      return refuse("a number of the run is too large: " + e.getMessage());
    }
  }

  private int refuse(String message) {
    err.println("backtest: " + message);
    return WRONG_INPUT;
  }

  private int help(List<String> words) throws IOException {
    out.print(BacktestUsage.text());
    if (words.size() == 1) {
      try (StrategyJar jar = StrategyJar.load(Path.of(words.get(0)))) {
        out.println("\nParameters of " + jar.ref() + ": " + jar.factory().description());
        TextTable table = new TextTable("name.", "type.", "default.", "range.", "meaning.");
        for (var p : ParameterSchema.of(jar.factory().configType()).parameters()) {
          table.add(
              p.name(),
              p.choices().isEmpty() ? p.type() : String.join("|", p.choices()),
              Optional.ofNullable(p.defaultValue()).orElse("(must be given)"),
              range(p),
              p.help());
        }
        StringBuilder rows = new StringBuilder();
        table.print(rows);
        out.print(rows);
      }
    }
    return DONE;
  }

  private static String range(ParameterSchema.Parameter p) {
    String min = p.min();
    String max = p.max();
    return min == null && max == null
        ? ""
        : (min == null ? "" : min) + " .. " + (max == null ? "" : max);
  }

  private int run(StrategyJar jar, CommandLine line) throws IOException {
    String format = line.one("-o", "table");
    if (!format.equals("table") && !format.equals("json")) {
      throw new IllegalArgumentException("expected -o table or json, found '" + format + "'");
    }
    int trades = whole("--trades", line.one("--trades", String.valueOf(Report.DEFAULT_TRADES)));
    Optional<Path> folder = line.one("--out").map(Path::of);
    if (folder.isPresent() && Files.exists(folder.get()) && !Files.isDirectory(folder.get())) {
      throw new IllegalArgumentException(
          "--out: expected a folder, found the file " + folder.get());
    }
    Backtest backtest = describe(jar, line);
    if (folder.isPresent()) {
      makeFolder(folder.get());
    }
    BacktestResult result = backtest.run();
    Report report = Report.of(result);
    out.print(format.equals("json") ? report.json() : report.text(trades));
    if (folder.isPresent()) {
      report.write(folder.get());
    }
    warnOfTheFuture(result);
    return faulted(result) ? FAULTED : DONE;
  }

  /** A folder that cannot be made is refused before anything runs. */
  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException("--out: cannot make the folder " + folder, e);
    }
  }

  /** Data that begin after now are mostly of another unit or time zone than was said. */
  private void warnOfTheFuture(BacktestResult result) {
    EquityCurve equity = result.equity();
    long longest = 0;
    for (BarSeries bars : result.series()) {
      longest = bars.spec().hasLength() ? Math.max(longest, bars.spec().stepNanos()) : longest;
    }
    Instant last = Times.instant(equity.timeNanos(equity.size() - 1));
    Instant now = clock.instant();
    if (last.minusNanos(longest).isAfter(now)) {
      err.println(
          "backtest: warning: the data go on to "
              + last
              + ", but it is "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + ": are the unit and the time zone of their times as the options say?");
    }
  }

  private boolean faulted(BacktestResult result) {
    result.stopped().ifPresent(why -> err.println("backtest: " + why));
    return result.stopped().isPresent();
  }

  private static Backtest describe(StrategyJar jar, CommandLine line) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (BacktestOption option : BacktestOption.values()) {
      given.put(option.text(), line.all("--" + option));
    }
    BacktestOptions options = BacktestOptions.of(given);
    Map<String, String> parameters = parameters(line);
    try {
      ParameterSchema.of(jar.factory().configType()).bind(parameters);
    } catch (IllegalArgumentException e) {
      throw new BacktestException("instance.parameters", jar.ref() + ": " + e.getMessage());
    }
    return options.backtest(new AnyFiles(), jar.ref(), jar.factory(), parameters);
  }

  /** Every file that can be read here, those of optional formats among them. */
  private static final class AnyFiles implements BacktestOptions.Files {
    private final TableFormats formats = TableFormats.onClassPath();

    @Override
    public DataSpec locate(DataSpec spec) {
      return spec;
    }

    @Override
    public BacktestOptions.Loaded load(DataSpec located) {
      return BacktestOptions.Loaded.of(located.readEvents(formats));
    }
  }

  private static Map<String, String> parameters(CommandLine line) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : line.all("--param")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--param: expected name=value, found '" + text + "'");
      }
      if (parameters.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "--param: expected " + text.substring(0, equals) + " once, found it twice");
      }
    }
    return parameters;
  }

  private static int whole(String option, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          option + ": expected a whole number, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
