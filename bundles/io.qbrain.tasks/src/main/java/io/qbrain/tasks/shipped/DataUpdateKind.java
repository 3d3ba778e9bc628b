package io.qbrain.tasks.shipped;

import io.qbrain.markets.Markets;
import io.qbrain.model.Report;
import io.qbrain.model.Report.Fact;
import io.qbrain.model.Report.Table;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.TableFiles;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.Finding;
import io.qbrain.series.SeriesFolders;
import io.qbrain.series.SeriesImport;
import io.qbrain.series.SeriesImport.Outcome;
import io.qbrain.series.TableFormats;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.strategy.Param;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Brings new rows of a source into the machine's store of series, cleaned: rows that cannot be are
 * written to a quarantine file and named, what is known is left out, gaps are found. The source is
 * a file of the data folder, which an address may bring there first. May be run again at any time.
 */
@Component(service = TaskKind.class)
public final class DataUpdateKind implements TaskKind<DataUpdateKind.Parameters> {
  /** Kind of its reports. */
  public static final String REPORT = "data-update";

  private final Path dataFolder;
  private final SeriesStore store;
  private final Markets markets = new Markets();
  private final List<TableFiles> formats = new CopyOnWriteArrayList<>();

  /** Brings data of the platform's data folder into the machine's store. */
  @Activate
  public DataUpdateKind() {
    this(
        Path.of(System.getProperty("qbrain.home", ".qbrain"), "data"),
        new ColumnStore(SeriesFolders.ofMachine()));
  }

  /** Updates a store from a folder. */
  public static DataUpdateKind over(Path dataFolder, SeriesStore store) {
    return new DataUpdateKind(dataFolder, store);
  }

  DataUpdateKind(Path dataFolder, SeriesStore store) {
    this.dataFolder = dataFolder;
    this.store = store;
  }

  /**
   * What is brought.
   *
   * @param data the series and its file in the data folder
   * @param url where the file is fetched first
   * @param market whose sessions tell what a gap is
   * @param filesWin whether rows of the file replace stored ones of the same time
   */
  public record Parameters(
      @Param(help = "the series and its file in the data folder: SPY.ARCA:1d=spy.csv?tz=UTC")
          String data,
      @Param(value = " ", help = "address that the file is fetched from first") String url,
      @Param(value = " ", help = "market whose sessions tell what a gap is") String market,
      @Param(value = "false", help = "rows of the file replace stored ones of the same time")
          boolean filesWin) {
    /** Checks the forms. */
    public Parameters {
      if (DataSpec.parse(data).isStored()) {
        throw new IllegalArgumentException("expected a file of the data folder, found " + data);
      }
      if (!url.isBlank()) {
        Download.address(url.strip());
      }
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFormat(TableFiles format) {
    formats.add(format);
  }

  void removeFormat(TableFiles format) {
    formats.remove(format);
  }

  @Override
  public String name() {
    return "data-update";
  }

  @Override
  public String description() {
    return "Fetches a file, cleans it and brings what is new into the store of series";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run)
      throws IOException, InterruptedException {
    DataSpec named = DataSpec.parse(parameters.data());
    if (!parameters.url().isBlank()) {
      Download.to(destination(named), Download.address(parameters.url().strip()), run);
    }
    DataSpec data = quarantined(named.confinedTo(dataFolder));
    SeriesImport work = SeriesImport.of(data, store).formats(TableFormats.of(formats));
    work = parameters.filesWin() ? work.filesWin() : work;
    if (!parameters.market().isBlank()) {
      TradingCalendar calendar = markets.named(parameters.market().strip()).calendar();
      work = work.calendar(calendar);
    }
    Outcome outcome =
        work.run(
            (done, all) -> {
              run.checkCanceled();
              run.progress(all <= 0 ? 0.5 : 0.5 + Math.min(0.5, 0.5 * done / all), "importing");
            });
    long number = run.publish(report(outcome, parameters, run));
    Map<String, String> result = new TreeMap<>();
    result.put("added", String.valueOf(outcome.added()));
    result.put("known", String.valueOf(outcome.known()));
    result.put("conflicts", String.valueOf(outcome.conflicts()));
    result.put("refused", String.valueOf(outcome.report().refused()));
    result.put("report", String.valueOf(number));
    return result;
  }

  /** Where a fetched file goes: within the data folder, and no pattern. */
  private Path destination(DataSpec data) throws IOException {
    Path file = dataFolder.resolve(data.path()).normalize();
    if (!file.startsWith(dataFolder.normalize()) || file.toString().contains("*")) {
      throw new IllegalArgumentException(
          "expected one file in the data folder to fetch to, found " + data.path());
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    return file;
  }

  private static DataSpec quarantined(DataSpec data) {
    Map<DataOption, String> options = new LinkedHashMap<>(data.options());
    if (options.getOrDefault(DataOption.MODE, "lenient").equals("lenient")) {
      options.put(
          DataOption.QUARANTINE, data.path().toString().replace("*", "all") + ".quarantine");
    }
    return new DataSpec(data.instrument(), data.kind(), data.spec(), data.path(), options);
  }

  private static Report report(Outcome outcome, Parameters parameters, TaskRun run) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("series", outcome.id().toString()));
    facts.add(new Fact("source", parameters.url().isBlank() ? "file" : parameters.url().strip()));
    facts.add(new Fact("files", String.join(", ", outcome.report().files())));
    facts.add(new Fact("read", outcome.report().summary()));
    facts.add(new Fact("added", String.valueOf(outcome.added())));
    facts.add(new Fact("known", String.valueOf(outcome.known())));
    facts.add(new Fact("conflicts", String.valueOf(outcome.conflicts())));
    facts.add(new Fact("refused", String.valueOf(outcome.report().refused())));
    outcome.report().quarantine().ifPresent(q -> facts.add(new Fact("quarantine", q.toString())));
    facts.add(new Fact("gaps", String.valueOf(outcome.gaps().count())));
    facts.add(new Fact("rows missing", String.valueOf(outcome.gaps().missing())));
    return new Report(
        REPORT,
        outcome.id().toString(),
        Times.instant(run.dueNanos()).toString(),
        outcome.id() + ": " + outcome.added() + " rows added",
        facts,
        List.of(
            new Table(
                "Gaps",
                List.of("from", "to", "missing"),
                outcome.gaps().gaps().stream()
                    .map(
                        g ->
                            List.of(
                                Times.instant(g.fromNanos()).toString(),
                                Times.instant(g.toNanos()).toString(),
                                String.valueOf(g.missing())))
                    .toList()),
            new Table(
                "Findings",
                List.of("kind", "finding"),
                outcome.report().findings().stream()
                    .map((Finding f) -> List.of(f.kind().name(), f.toString()))
                    .toList())));
  }
}
