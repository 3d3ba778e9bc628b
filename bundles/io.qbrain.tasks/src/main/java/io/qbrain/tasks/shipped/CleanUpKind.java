package io.qbrain.tasks.shipped;

import io.qbrain.model.Times;
import io.qbrain.port.TaskKind;
import io.qbrain.port.TaskRun;
import io.qbrain.strategy.Param;
import io.qbrain.tasks.store.ReportCache;
import io.qbrain.tasks.store.Retention;
import io.qbrain.tasks.store.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what nobody needs any more: the history of tasks, old reports, and in the data folder
 * unfinished downloads and quarantined rows. Never touched: the journal, the ledger, the jars of
 * strategies (the database refuses it), the input logs, the series and the data themselves, and
 * dead runs that nobody has looked at.
 */
@Component(service = TaskKind.class)
public final class CleanUpKind implements TaskKind<CleanUpKind.Parameters> {
  /** How files end that may be removed. */
  static final List<String> REMOVABLE = List.of(".part", ".quarantine");

  private final Retention retention;
  private final Path dataFolder;

  /** Cleans a database and the platform's data folder. */
  @Activate
  public CleanUpKind(
      @Reference(target = "(qbrain.database=shared)") DataSource database,
      @Reference ReportCache reports) {
    this(database, reports, Path.of(System.getProperty("qbrain.home", ".qbrain"), "data"));
  }

  /** Cleans a database and a folder. */
  public static CleanUpKind over(DataSource database, ReportCache reports, Path dataFolder) {
    return new CleanUpKind(database, reports, dataFolder);
  }

  private CleanUpKind(DataSource database, ReportCache reports, Path dataFolder) {
    this.retention = new Retention(new Sql(database), reports);
    this.dataFolder = dataFolder;
  }

  /**
   * How long things are kept.
   *
   * @param historyDays runs and finished tasks of one time
   * @param reportDays reports
   * @param fileDays unfinished downloads and quarantined rows
   */
  public record Parameters(
      @Param(value = "90", min = "1", max = "36500", help = "days that runs are kept")
          int historyDays,
      @Param(value = "1100", min = "1", max = "36500", help = "days that reports are kept")
          int reportDays,
      @Param(value = "30", min = "1", max = "36500", help = "days that leftover files are kept")
          int fileDays) {}

  @Override
  public String name() {
    return "clean-up";
  }

  @Override
  public String description() {
    return "Removes old history, old reports and leftover files; nothing that recovery needs";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Map<String, String> run(Parameters parameters, TaskRun run) throws IOException {
    Instant now = Times.instant(run.dueNanos());
    long history = Times.nanos(now.minus(Duration.ofDays(parameters.historyDays())));
    long reports = Times.nanos(now.minus(Duration.ofDays(parameters.reportDays())));
    Map<String, String> removed = new TreeMap<>();
    run.progress(0, "runs");
    removed.put("runs", String.valueOf(all(history, retention::runsBefore, run)));
    run.progress(0.3, "tasks");
    removed.put("tasks", String.valueOf(all(history, retention::tasksBefore, run)));
    run.progress(0.5, "reports");
    removed.put("reports", String.valueOf(all(reports, retention::reportsBefore, run)));
    run.progress(0.8, "files");
    removed.put(
        "files", String.valueOf(files(now.minus(Duration.ofDays(parameters.fileDays())), run)));
    return removed;
  }

  private static long all(long before, LongToIntFunction remove, TaskRun run) {
    long sum = 0;
    int removed;
    do {
      run.checkCanceled();
      removed = remove.applyAsInt(before);
      sum += removed;
    } while (removed > 0);
    return sum;
  }

  private long files(Instant before, TaskRun run) throws IOException {
    if (!Files.isDirectory(dataFolder)) {
      return 0;
    }
    List<Path> old = new ArrayList<>();
    try (Stream<Path> all = Files.walk(dataFolder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        run.checkCanceled();
        if (REMOVABLE.stream().anyMatch(file.toString()::endsWith)
            && Files.isRegularFile(file)
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          old.add(file);
        }
      }
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
    return old.size();
  }
}
