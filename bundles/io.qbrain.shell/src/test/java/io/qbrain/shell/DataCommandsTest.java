package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.service.DataService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.RealShell.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataCommandsTest {
  private final Desk desk = new Desk();
  private final RealShell shell = new RealShell(desk);

  @AfterEach
  void stop() {
    shell.close();
  }

  /** A store with one series, whose jobs end when they are looked at a second time. */
  private static final class Desk implements DataService {
    final List<String> calls = new ArrayList<>();
    private boolean ended;
    private JobState end = JobState.DONE;

    @Override
    public List<SeriesView> list() {
      return List.of(new SeriesView("SPY.ARCA:1m", 390, Doubles.NOON, Doubles.NOON + 1, 4096));
    }

    @Override
    public GapsView gaps(
        String series, Optional<String> market, Optional<String> from, Optional<String> to) {
      calls.add("gaps " + series + " " + market + " " + from + " " + to);
      return market.isEmpty()
          ? new GapsView(series, 390, List.of(), 0, 0)
          : new GapsView(
              series, 390, List.of(new GapView(Doubles.NOON, Doubles.NOON + 1, 7)), 1, 7);
    }

    private Job begin(String kind, Object request) {
      calls.add(request.toString());
      ended = false;
      return job("data-1", kind);
    }

    private Job job(String id, String kind) {
      return new Job(
          id,
          kind,
          "SPY.ARCA:1m=spy.csv",
          ended ? end : JobState.RUNNING,
          50,
          100,
          ended ? "390 rows added" : "",
          ended ? List.of("spy.csv:3: expected high >= open") : List.of(),
          Doubles.NOON,
          ended ? Doubles.NOON + 1 : 0);
    }

    @Override
    public Job importFiles(ImportRequest request) {
      return begin("import", request);
    }

    @Override
    public Job export(ExportRequest request) {
      return begin("export", request);
    }

    @Override
    public Job synchronise(SynchroniseRequest request) {
      throw new ServiceException(Kind.UNAVAILABLE, "data.no-server", "no server is configured");
    }

    @Override
    public long removeBefore(String series, String before) {
      return 0;
    }

    @Override
    public List<Job> jobs() {
      return List.of(job("data-1", "import"));
    }

    @Override
    public Job job(String id) {
      ended = true;
      return job(id, "import");
    }

    @Override
    public Job cancel(String id) {
      calls.add("cancel " + id);
      return job(id, "import");
    }
  }

  private String ok(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  @Test
  void listsSeries() {
    assertThat(ok("data:list")).contains("SPY.ARCA:1m", "390", "4096");
    assertThat(ok("data:list -o json")).contains("\"series\" : \"SPY.ARCA:1m\"");
  }

  @Test
  void showsGapsAndSaysSoByTheStatus() {
    assertThat(ok("data:gaps SPY.ARCA:1m")).contains("No gaps.");
    Answer gaps = shell.execute("data:gaps SPY.ARCA:1m --market us-equities --from 2024-01-02");
    assertThat(gaps.status()).isEqualTo(1);
    assertThat(gaps.text()).contains("SPY.ARCA:1m: 390 rows, 7 missing in 1 gaps");
    assertThat(desk.calls)
        .contains("gaps SPY.ARCA:1m Optional[us-equities] Optional[2024-01-02] Optional.empty");
  }

  @Test
  void anImportWaitsForItsEndAndShowsItsRemarks() {
    assertThat(ok("data:import 'SPY.ARCA:1m=spy.csv?market=us-equities' --replace"))
        .contains("DONE", "390 rows added", "spy.csv:3: expected high >= open");
    assertThat(desk.calls)
        .containsExactly(
            "ImportRequest[data=SPY.ARCA:1m=spy.csv?market=us-equities, replace=true]");
    assertThat(ok("data:import SPY.ARCA:1m=spy.csv --background")).contains("RUNNING", "data-1");
  }

  @Test
  void aJobThatFailsIsAFailedCommand() {
    desk.end = DataService.JobState.FAILED;
    Answer answer = shell.execute("data:export SPY.ARCA:1m out.csv --to 2024-06-30");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("FAILED");
    assertThat(desk.calls)
        .containsExactly(
            "ExportRequest[series=SPY.ARCA:1m, file=out.csv, from=Optional.empty,"
                + " to=Optional[2024-06-30]]");
  }

  @Test
  void jobsAreListedAndCancelled() {
    assertThat(ok("data:jobs")).contains("data-1", "RUNNING", "50");
    assertThat(ok("data:cancel data-1")).contains("Asked data-1 to end.");
    assertThat(desk.calls).contains("cancel data-1");
  }

  @Test
  void withoutAServerNothingIsFetched() {
    Answer answer = shell.execute("data:sync SPY.ARCA:1m");
    assertThat(answer.status()).isNotZero();
    assertThat(answer.text()).contains("[data.no-server]");
  }
}
