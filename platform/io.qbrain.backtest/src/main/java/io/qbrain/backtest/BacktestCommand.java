package io.qbrain.backtest;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.markets.Markets;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.ParameterSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

  private static final String USAGE =
      """
      Usage: qbrain backtest JAR --data INSTRUMENT:LENGTH=FILE[?OPTIONS] [OPTIONS]

      Runs the strategy of a jar over data and prints statistics, trades, equity and settings.

        --data SPY.ARCA:1d=spy.csv   bars: CSV, .gz, .zip or column file; may be given several times;
                                     also 5m, 1m-bid, 1m-ask, 1000vol, ..., and quotes, trades, depth;
                                     with ?adjust=total&factors=F, ?actions=F, ?layout=lean, ?tz=..., ...
        --param NAME=VALUE           a parameter of the strategy; may be given several times
        --capital 100000             money at the start
        --currency USD               its currency
        --preset default             fills, fees and account: %s
        --fees percentage:0.001      other fees: none, flat:1, per-contract:2, per-share:0.005,1.00,0.005
                                     or market: the fees of the market that all instruments name
        --market us-equities         hours and rules of the instruments' market: %s;
                                     SPY.ARCA=us-equities for one of them; may be given several times
        --account margin             cash, margin or futures
        --terms positions=hedging    terms of the account besides: positions, profit, conversion,
                                     settlement, rollover, maintenance, borrow-days
        --leverage 1                 positions may reach equity times this
        --risk reference             limits of the risk rules: retail or reference
        --from 2004-01-01            first day; bars before it warm the strategy up
        --to 2013-12-31              last day
        --lot 1                      smallest difference of quantities
        --tick 0.01                  smallest difference of order prices
        --max-order 1000             greatest quantity of an order; --risk retail needs it
        --future MULTIPLIER,MARGIN   the instruments are futures, e.g. 10,1000
        --out FOLDER                 writes trades.csv, fills.csv, equity.csv and report.json there
        --trades 10                  trades to print, the last ones
        -o table                     table or json
        --help                       this, and the parameters of the jar if one is given
      """;

  private static final Set<String> REPEATABLE = ordered("--data", "--param", "--market");
  private static final Set<String> OPTIONS =
      ordered(
          "--data",
          "--param",
          "--capital",
          "--currency",
          "--preset",
          "--terms",
          "--fees",
          "--market",
          "--account",
          "--leverage",
          "--risk",
          "--from",
          "--to",
          "--lot",
          "--tick",
          "--max-order",
          "--future",
          "--out",
          "--trades",
          "-o");

  private final PrintStream out;
  private final PrintStream err;

  BacktestCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  private static Set<String> ordered(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
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
    } catch (BacktestException | SeriesException | IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
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
    out.print(
        USAGE.formatted(
            String.join(", ", Preset.ALL.stream().map(Preset::name).toList()),
            String.join(", ", new Markets().names())));
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
    BacktestResult result = describe(jar, line).run();
    Report report = Report.of(result);
    out.print(format.equals("json") ? report.json() : report.text(trades));
    if (folder.isPresent()) {
      report.write(folder.get());
    }
    return faulted(result) ? FAULTED : DONE;
  }

  private boolean faulted(BacktestResult result) {
    boolean faulted = false;
    for (var book : result.account().books()) {
      Instance i = book.instance();
      if (i.state() == Instance.State.FAULTED) {
        err.println("backtest: " + i.strategy() + " was stopped: " + i.reason());
        faulted = true;
      }
    }
    return faulted;
  }

  private static Backtest describe(StrategyJar jar, CommandLine line) {
    Currency currency = Currency.of(line.one("--currency", "USD"));
    Backtest backtest = Backtest.under(preset(line));
    Map<String, String> parameters = parameters(line);
    try {
      ParameterSchema.of(jar.factory().configType()).bind(parameters);
    } catch (IllegalArgumentException e) {
      throw new BacktestException("instance.parameters", jar.ref() + ": " + e.getMessage());
    }
    Money capital = Money.ofRaw(number("--capital", line.one("--capital", "100000")), currency);
    if (line.all("--data").isEmpty()) {
      throw new IllegalArgumentException("expected --data such as SPY.ARCA:1d=spy.csv, found none");
    }
    List<DataSpec> specs = line.all("--data").stream().map(DataSpec::parse).toList();
    for (DataSpec spec : specs) {
      backtest.data(instrument(spec, currency, line), spec);
    }
    return backtest
        .days(line.one("--from"), line.one("--to"), specs.get(0).layout().zone())
        .strategy("backtest", jar.ref(), jar.factory(), parameters, capital);
  }

  private static Preset preset(CommandLine line) {
    Preset preset = Preset.named(line.one("--preset", Preset.DEFAULT.name()));
    if (line.one("--fees").isPresent()) {
      preset = preset.withFees(fees(line));
    }
    if (line.one("--risk").isPresent()) {
      preset = preset.withProfile(RiskProfile.named(line.one("--risk", "")));
    }
    boolean futures = line.one("--future").isPresent();
    preset = preset.withTerms(preset.terms().and(line.one("--terms", "")));
    return preset.withAccount(
        kind(line.one("--account", futures ? "futures" : preset.kind().name())),
        whole("--leverage", line.one("--leverage", String.valueOf(preset.leverage()))));
  }

  private static FeeModel fees(CommandLine line) {
    String text = line.one("--fees", "");
    if (!text.equals("market")) {
      return FeeModel.parse(text);
    }
    List<String> named =
        line.all("--market").stream()
            .map(given -> given.substring(given.indexOf('=') + 1))
            .distinct()
            .toList();
    if (named.size() != 1) {
      throw new IllegalArgumentException(
          "--fees: expected one --market for all instruments, found " + named);
    }
    return FeeModel.parse(new Markets().named(named.get(0)).fees());
  }

  /** Returns the market of an instrument: its own, or the one of all. */
  private static Optional<String> market(String instrument, CommandLine line) {
    Optional<String> found = Optional.empty();
    for (String text : line.all("--market")) {
      int equals = text.indexOf('=');
      boolean its = equals > 0 && text.substring(0, equals).equals(instrument);
      if (its || (equals < 0 && found.isEmpty())) {
        found = Optional.of(new Markets().named(text.substring(equals + 1)).id());
      }
    }
    return found;
  }

  private static AccountKind kind(String text) {
    for (AccountKind kind : AccountKind.values()) {
      if (kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "--account: expected cash, margin or futures, found '"
            + text.toLowerCase(Locale.ROOT)
            + "'");
  }

  private static Instrument instrument(DataSpec spec, Currency currency, CommandLine line) {
    Instrument.Builder builder =
        Instrument.builder(spec.instrument(), currency)
            .lotSize(Quantity.ofRaw(number("--lot", line.one("--lot", "1"))))
            .tickSize(Price.ofRaw(number("--tick", line.one("--tick", "0.01"))));
    spec.option(DataOption.MARKET)
        .or(() -> market(spec.instrument().toString(), line))
        .ifPresent(builder::market);
    line.one("--max-order")
        .ifPresent(text -> builder.maxOrderQuantity(Quantity.ofRaw(number("--max-order", text))));
    line.one("--future")
        .ifPresent(
            text -> {
              String[] parts = text.split(",", -1);
              if (parts.length != 2) {
                throw new IllegalArgumentException(
                    "--future: expected a multiplier and a margin such as 10,1000, found '"
                        + text
                        + "'");
              }
              builder.future(
                  Quantity.ofRaw(number("--future", parts[0])),
                  Money.ofRaw(number("--future", parts[1]), currency));
            });
    return builder.build();
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

  private static long number(String option, String text) {
    try {
      return Fixed.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static int whole(String option, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          option + ": expected a whole number, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
