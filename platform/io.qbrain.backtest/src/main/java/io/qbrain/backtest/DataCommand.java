package io.qbrain.backtest;

import io.qbrain.markets.Markets;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore.Extent;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.DayOrTime;
import io.qbrain.series.ImportWatch;
import io.qbrain.series.SeriesException;
import io.qbrain.series.SeriesExport;
import io.qbrain.series.SeriesFolders;
import io.qbrain.series.SeriesGaps;
import io.qbrain.series.SeriesImport;
import io.qbrain.series.TableFormats;
import io.qbrain.series.store.ColumnStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings history into the machine's store from the command line, looks at it and takes it out. Exit
 * codes: 0 done, 1 done but rows were refused, differ or are missing, 2 an argument or a file is
 * not as expected.
 */
public final class DataCommand {
  static final int DONE = 0;
  static final int REMARKS = 1;
  static final int WRONG_INPUT = 2;

  private static final String USAGE =
      """
      Usage: qbrain data COMMAND

        import INSTRUMENT:LENGTH=FILES[?OPTIONS] ...
                              bring CSV, .gz, .zip, Parquet or column files into the store: bars
                              (1m, 1d, ...), quotes or trades; options such as ?layout=lean&hours=09:30-16:00,
                              ?tz=..., ?columns=time:Date,open:First, ?market=us-equities,
                              ?quarantine=refused.csv, ?mode=strict; begun again, it goes on
        list                  what is in the store
        gaps SERIES           where rows are missing, e.g. of SPY.ARCA:1m
        export SERIES FILE    write rows as CSV, packed if FILE ends in .gz, or as Parquet if it
                              ends in .parquet (once it has been added: qbrain add parquet)

        --store FOLDER        the store; else series in QBRAIN_HOME or ~/.qbrain
        --market us-equities  the market whose sessions say where rows are missing: %s
        --from 2024-01-02     first day or time (UTC) of gaps and export
        --to 2024-06-30       last day, or the time before which they end
        --conflicts keep      rows that differ from the store: keep what is stored, or replace it
        --help                this

      A backtest reads the store by --data SPY.ARCA:1m=store:
      """;

  private static final Set<String> OPTIONS =
      Set.of("--store", "--market", "--from", "--to", "--conflicts");

  private final PrintStream out;
  private final PrintStream err;
  private final Markets markets = new Markets();

  DataCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] words) {
    System.exit(new DataCommand(System.out, System.err).run(words));
  }

  int run(String... words) {
    if (words.length == 0 || List.of(words).contains("--help") || List.of(words).contains("-h")) {
      out.printf(USAGE, String.join(", ", markets.names()));
      return DONE;
    }
    try {
      CommandLine line = CommandLine.parse(words, OPTIONS, Set.of());
      List<String> names = line.others();
      String command = names.isEmpty() ? "" : names.get(0);
      List<String> rest = names.isEmpty() ? names : names.subList(1, names.size());
      return switch (command) {
        case "import" -> bring(rest, line);
        case "list" -> list(rest, line);
        case "gaps" -> gaps(rest, line);
        case "export" -> export(rest, line);
        default ->
            throw new IllegalArgumentException(
                "expected import, list, gaps or export, found '" + command + "'; see --help");
      };
    } catch (SeriesException | PortException | IllegalArgumentException e) {
      err.println("data: " + e.getMessage());
      return WRONG_INPUT;
    }
  }

  private static ColumnStore store(CommandLine line) {
    return new ColumnStore(line.one("--store").map(Path::of).orElseGet(SeriesFolders::ofMachine));
  }

  private Optional<TradingCalendar> calendar(Optional<String> market) {
    return market.map(markets::named).map(MarketProfile::calendar);
  }

  private static void expect(List<String> names, int count, String what) {
    if (names.size() != count) {
      throw new IllegalArgumentException("expected " + what + ", found " + names);
    }
  }

  private int bring(List<String> names, CommandLine line) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("expected data such as SPY.ARCA:1m=spy.csv, found none");
    }
    boolean replace =
        switch (line.one("--conflicts", "keep")) {
          case "keep" -> false;
          case "replace" -> true;
          default ->
              throw new IllegalArgumentException(
                  "--conflicts: expected keep or replace, found '"
                      + line.one("--conflicts", "")
                      + "'");
        };
    ColumnStore store = store(line);
    Map<DataSpec, SeriesImport> imports = new LinkedHashMap<>();
    for (String name : names) {
      DataSpec data = DataSpec.parse(name);
      SeriesImport one = SeriesImport.of(data, store).formats(TableFormats.onClassPath());
      Optional<TradingCalendar> sessions =
          calendar(data.option(DataOption.MARKET).or(() -> line.one("--market")));
      one = sessions.isPresent() ? one.calendar(sessions.get()) : one;
      imports.put(data, replace ? one.filesWin() : one);
    }
    int code = DONE;
    for (Map.Entry<DataSpec, SeriesImport> one : imports.entrySet()) {
      SeriesImport.Outcome outcome = one.getValue().run(new Progress(one.getKey().toString()));
      out.println(outcome.summary());
      outcome.remarks().forEach(remark -> out.println("  " + remark));
      code = outcome.remarks().isEmpty() ? code : REMARKS;
    }
    return code;
  }

  /** Says every tenth of the way, on the error stream. */
  private final class Progress implements ImportWatch {
    private final String what;
    private long lastTenth = -1;

    Progress(String what) {
      this.what = what;
    }

    @Override
    public void at(long done, long all) {
      long tenth = all == 0 ? 10 : done * 10 / all;
      if (tenth != lastTenth) {
        lastTenth = tenth;
        err.println(what + ": " + tenth * 10 + " %");
      }
    }
  }

  private int list(List<String> names, CommandLine line) {
    expect(names, 0, "nothing after list");
    ColumnStore store = store(line);
    TextTable table = new TextTable("series.", "rows", "first.", "last.", "bytes");
    for (Extent e : store.list()) {
      table.add(
          e.id().toString(),
          String.valueOf(e.rows()),
          Times.instant(e.firstNanos()).toString(),
          Times.instant(e.lastNanos()).toString(),
          String.valueOf(store.bytes(e.id())));
    }
    print(table);
    return DONE;
  }

  private int gaps(List<String> names, CommandLine line) {
    expect(names, 1, "one series such as SPY.ARCA:1m");
    SeriesGaps.Report report =
        SeriesGaps.of(store(line), SeriesId.parse(names.get(0)))
            .calendar(calendar(line.one("--market")))
            .between(DayOrTime.from(line.one("--from")), DayOrTime.to(line.one("--to")));
    TextTable table = new TextTable("after.", "before.", "missing");
    for (SeriesGaps.Gap gap : report.gaps()) {
      table.add(
          Times.instant(gap.fromNanos()).toString(),
          Times.instant(gap.toNanos()).toString(),
          String.valueOf(gap.missing()));
    }
    print(table);
    out.println(
        report.id()
            + ": "
            + report.rows()
            + " rows, "
            + report.missing()
            + " missing in "
            + report.count()
            + " gaps");
    return report.count() == 0 ? DONE : REMARKS;
  }

  private int export(List<String> names, CommandLine line) {
    expect(names, 2, "a series and a file");
    Path file = Path.of(names.get(1));
    long rows =
        new SeriesExport(store(line), SeriesId.parse(names.get(0)), TableFormats.onClassPath())
            .write(
                file,
                DayOrTime.from(line.one("--from")),
                DayOrTime.to(line.one("--to")),
                new Progress(names.get(0)));
    out.println(rows + " rows in " + file);
    return DONE;
  }

  private void print(TextTable table) {
    StringBuilder rows = new StringBuilder();
    table.print(rows);
    out.print(rows);
  }
}
