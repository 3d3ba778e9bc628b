package io.qbrain.tasks.shipped;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Report.Table;
import io.qbrain.model.Times;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.service.BacktestService;
import io.qbrain.service.BacktestService.BacktestReport;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.qbrain.service.ServiceException;
import io.qbrain.strategy.Param;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs many backtests, one after the other, and keeps a report of each and one on all. A report is
 * named by a digest of everything that decides the result (strategy and version, parameters,
 * settings, data as they are), so a batch that was interrupted goes on where it was, and a later
 * one runs only what is new.
 */
@Component(service = TaskKind.class)
public final class BatchBacktestKind implements TaskKind<BatchBacktestKind.Parameters> {
  /** Kind of the report of each backtest. */
  public static final String REPORT = "backtest";

  /** Kind of the report on a batch. */
  public static final String BATCH = "backtest-batch";

  private static final int DIGEST_LETTERS = 32;

  private final BacktestService backtests;
  private final DataPrint print;

  /** Runs the backtests of a service, over the platform's data folder. */
  @Activate
  public BatchBacktestKind(@Reference BacktestService backtests) {
    this(backtests, Path.of(System.getProperty("qbrain.home", ".qbrain"), "data"));
  }

  /** Runs the backtests of a service over a folder. */
  public static BatchBacktestKind over(BacktestService backtests, Path dataFolder) {
    return new BatchBacktestKind(backtests, dataFolder);
  }

  BatchBacktestKind(BacktestService backtests, Path dataFolder) {
    this.backtests = backtests;
    this.print = new DataPrint(dataFolder);
  }

  /**
   * What is run.
   *
   * @param runs strategies with the values of their parameters, see {@link BacktestGrid}
   * @param data one per instrument, as in a backtest
   * @param batch name of the batch
   * @param capital money to start with
   * @param currency its currency
   * @param preset fill convention, fees and account rules
   * @param from first day
   * @param to last day
   * @param helpers more tasks that do parts of it at the same time, on any node
   * @param begin where in the batch to begin, in percent; what a helper is given
   * @param seen digest of the data as the run sees them that is helped
   */
  public record Parameters(
      @Param(help = "sma-cross@1.0.0 fast=5|10 slow=50; bars separate values, ; strategies")
          String runs,
      @Param(help = "SPY.ARCA:1d=spy.csv in the data folder, or store:; commas between")
          List<String> data,
      @Param(value = " ", help = "name of the batch; the task's id if blank") String batch,
      @Param(value = "100000", help = "money to start with") String capital,
      @Param(value = "USD", help = "its currency") String currency,
      @Param(value = " ", help = "preset; the platform's default if blank") String preset,
      @Param(value = " ", help = "first day, 2004-01-01") String from,
      @Param(value = " ", help = "last day") String to,
      @Param(value = "0", min = "0", max = "64", help = "tasks that help, on any node") int helpers,
      @Param(value = "0", min = "0", max = "99", help = "percent to begin at; a helper's")
          int begin,
      @Param(value = " ", help = "digest of the data; a helper's") String seen) {
    /** Checks what can be checked before the strategies are asked. */
    public Parameters {
      BacktestGrid.parse(runs);
      Currency.of(currency);
      Fixed.parse(capital);
      if (data.isEmpty()) {
        throw new IllegalArgumentException("expected data such as SPY.ARCA:1d=spy.csv, found none");
      }
    }

    /** Returns these for a helper that begins somewhere in the batch. */
    Map<String, String> forHelper(String name, int percent, String seen) {
      Map<String, String> all = new TreeMap<>();
      all.put("runs", runs);
      all.put("data", String.join(",", data));
      all.put("batch", name);
      all.put("capital", capital);
      all.put("currency", currency);
      all.put("preset", preset);
      all.put("from", from);
      all.put("to", to);
      all.put("begin", String.valueOf(percent));
      all.put("seen", seen);
      all.values().removeIf(String::isBlank);
      return all;
    }

    Money money() {
      return Money.ofRaw(Fixed.parse(capital), Currency.of(currency));
    }
  }

  @Override
  public String name() {
    return "batch-backtest";
  }

  @Override
  public String description() {
    return "Runs backtests of strategies and parameters; keeps each result, runs none twice";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) {
    String batch =
        parameters.batch().isBlank() ? run.task().toString() : parameters.batch().strip();
    Batch all = new Batch(parameters, batch, print.of(parameters.data()), run);
    return parameters.begin() > 0 ? all.help() : all.runAll();
  }

  /** One run over a batch: from its beginning to the summary, or a helper's. */
  private final class Batch {
    private final Parameters parameters;
    private final List<BacktestGrid.Item> items;
    private final String name;
    private final String data;
    private final TaskRun run;
    private int known;

    Batch(Parameters parameters, String name, String data, TaskRun run) {
      this.parameters = parameters;
      this.items = BacktestGrid.parse(parameters.runs());
      this.name = name;
      this.data = data;
      this.run = run;
    }

    Map<String, String> runAll() {
      List<Map<String, String>> others = new ArrayList<>();
      int helpers = Math.min(parameters.helpers(), items.size() - 1);
      for (int i = 1; i <= helpers; i++) {
        others.add(parameters.forHelper(name, Math.max(1, 100 * i / (helpers + 1)), sha(data)));
      }
      if (!others.isEmpty()) {
        run.spread(others);
      }
      List<List<String>> rows = new ArrayList<>();
      int failed = 0;
      for (int i = 0; i < items.size(); i++) {
        run.progress((double) i / items.size(), i + " of " + items.size() + " done");
        try {
          rows.add(done(items.get(i)));
        } catch (ServiceException e) {
          failed++;
          rows.add(refused(items.get(i), e));
        }
      }
      long number = run.publish(summary(name, parameters, rows, failed));
      if (failed > 0) {
        throw new IllegalStateException(
            failed + " of " + items.size() + " backtests failed; report " + number + " says why");
      }
      return new TreeMap<>(
          Map.of(
              "backtests", String.valueOf(items.size()),
              "known before", String.valueOf(known),
              "report", String.valueOf(number)));
    }

    /** Does what is not done, from a place on and around; what fails is left to the other run. */
    Map<String, String> help() {
      if (!parameters.seen().equals(sha(data))) {
        return Map.of("helped", "0", "reason", "this node has other data");
      }
      int first = items.size() * parameters.begin() / 100;
      int failed = 0;
      for (int i = 0; i < items.size(); i++) {
        run.progress((double) i / items.size(), "helps, " + i + " of " + items.size() + " seen");
        try {
          done(items.get((first + i) % items.size()));
        } catch (ServiceException e) {
          failed++;
        }
      }
      return Map.of("helped", String.valueOf(items.size() - known - failed));
    }

    private String key(BacktestRequest request) {
      return digest(request, data);
    }

    private List<String> done(BacktestGrid.Item item) {
      run.checkCanceled();
      BacktestRequest request = request(item, parameters);
      String key = key(request);
      Optional<Report> there = run.report(REPORT, name, key);
      known += there.isPresent() ? 1 : 0;
      return row(item, there.isPresent() ? there.get() : made(request, name, key, run), key);
    }

    private List<String> refused(BacktestGrid.Item item, ServiceException e) {
      return List.of(
          item.strategy().toString(),
          item.parameters().toString(),
          "failed: " + e.getMessage(),
          key(request(item, parameters)));
    }
  }

  private static BacktestRequest request(BacktestGrid.Item item, Parameters p) {
    return new BacktestRequest(
        item.strategy(),
        item.parameters(),
        p.data(),
        p.money(),
        given(p.preset()),
        given(p.from()),
        given(p.to()));
  }

  private static Optional<String> given(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  private Report made(BacktestRequest request, String batch, String key, TaskRun run) {
    BacktestReport result = backtests.run(request);
    Optional<Report> meanwhile = run.report(REPORT, batch, key);
    if (meanwhile.isPresent()) {
      return meanwhile.get(); // a helper was faster; its report keeps its number
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("strategy", request.strategy().toString()));
    new TreeMap<>(request.parameters())
        .forEach((name, value) -> facts.add(new Fact("parameter " + name, value)));
    facts.add(new Fact("final equity", result.finalEquity().toString()));
    facts.add(new Fact("bars", String.valueOf(result.bars())));
    facts.add(new Fact("fills", String.valueOf(result.fills().size())));
    facts.add(new Fact("trades", String.valueOf(result.trades().size())));
    result.statistics().forEach((name, value) -> facts.add(new Fact(name, value)));
    facts.add(new Fact("order hash", result.orderHash()));
    facts.add(new Fact("ledger hash", result.ledgerHash()));
    facts.add(new Fact("result hash", result.resultHash()));
    result.stopped().ifPresent(why -> facts.add(new Fact("stopped", why)));
    result.settings().forEach((name, value) -> facts.add(new Fact("setting " + name, value)));
    Report report =
        new Report(
            REPORT,
            batch,
            key,
            request.strategy() + " " + request.parameters(),
            facts,
            List.of(trades(result), equity(result)));
    run.publish(report);
    return report;
  }

  private static Table trades(BacktestReport result) {
    return new Table(
        "Trades",
        List.of(
            "instrument",
            "side",
            "quantity",
            "entry",
            "entry price",
            "exit",
            "exit price",
            "profit",
            "fees"),
        result.trades().stream()
            .map(
                t ->
                    List.of(
                        t.instrument(),
                        t.side(),
                        t.quantity(),
                        Times.instant(t.entryNanos()).toString(),
                        t.entryPrice(),
                        Times.instant(t.exitNanos()).toString(),
                        t.exitPrice(),
                        t.profit().toString(),
                        t.fees().toString()))
            .toList());
  }

  private static Table equity(BacktestReport result) {
    return new Table(
        "Equity",
        List.of("time", "equity"),
        result.equity().stream()
            .map(p -> List.of(Times.instant(p.timeNanos()).toString(), p.equity().toString()))
            .toList());
  }

  private static List<String> row(BacktestGrid.Item item, Report report, String key) {
    String equity =
        report.facts().stream()
            .filter(f -> f.name().equals("final equity"))
            .map(Fact::value)
            .findFirst()
            .orElse("");
    return List.of(item.strategy().toString(), item.parameters().toString(), equity, key);
  }

  private static Report summary(
      String batch, Parameters parameters, List<List<String>> rows, int failed) {
    return new Report(
        BATCH,
        batch,
        "summary",
        "Batch " + batch + ": " + rows.size() + " backtests, " + failed + " failed",
        List.of(
            new Fact("data", String.join(", ", parameters.data())),
            new Fact("capital", parameters.money().toString()),
            new Fact("backtests", String.valueOf(rows.size())),
            new Fact("failed", String.valueOf(failed))),
        List.of(
            new Table(
                "Backtests", List.of("strategy", "parameters", "final equity", "report"), rows)));
  }

  private static String digest(BacktestRequest request, String data) {
    String all =
        String.join(
            "\n",
            request.strategy().toString(),
            new TreeMap<>(request.parameters()).toString(),
            request.capital().toString(),
            request.preset().toString(),
            request.from().toString(),
            request.to().toString(),
            data);
    return sha(all);
  }

  private static String sha(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
