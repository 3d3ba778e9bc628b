package io.qbrain.rest;

import io.qbrain.service.DataService;
import java.util.List;
import java.util.Optional;

/** A store of one series, and one job. */
final class FakeData implements DataService {
  private static final long NOON = 1_767_355_200_000_000_000L;

  /** Remembers a call and answers, or fails. */
  interface Calls {
    <T> T called(String call, T answer);
  }

  private final Calls calls;

  FakeData(Calls calls) {
    this.calls = calls;
  }

  private static Job job(String id, String kind) {
    return new Job(
        id,
        kind,
        "SPY.ARCA:1m=spy.csv",
        JobState.RUNNING,
        50,
        100,
        "",
        List.of("spy.csv:3: expected high >= open"),
        NOON,
        0);
  }

  @Override
  public List<SeriesView> list() {
    return calls.called("series", List.of(new SeriesView("SPY.ARCA:1m", 390, NOON, NOON + 1, 9)));
  }

  @Override
  public GapsView gaps(
      String series, Optional<String> market, Optional<String> from, Optional<String> to) {
    return calls.called(
        "gaps " + series + " " + market + " " + from + " " + to,
        new GapsView(series, 390, List.of(new GapView(NOON, NOON + 1, 7)), 1, 7));
  }

  @Override
  public Job importFiles(ImportRequest request) {
    return calls.called(request.toString(), job("data-1", "import"));
  }

  @Override
  public Job export(ExportRequest request) {
    return calls.called(request.toString(), job("data-2", "export"));
  }

  @Override
  public Job synchronise(SynchroniseRequest request) {
    return calls.called(request.toString(), job("data-3", "synchronise"));
  }

  @Override
  public long removeBefore(String series, String before) {
    return calls.called("remove " + series + " before " + before, 3L);
  }

  @Override
  public List<Job> jobs() {
    return calls.called("jobs", List.of(job("data-1", "import")));
  }

  @Override
  public Job job(String id) {
    return calls.called("job " + id, job(id, "import"));
  }

  @Override
  public Job cancel(String id) {
    return calls.called("cancel " + id, job(id, "import"));
  }
}
