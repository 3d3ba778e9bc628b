package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Currency;
import io.qbrain.model.Money;
import io.qbrain.service.BacktestService.BacktestReport;
import io.qbrain.service.BacktestService.BacktestRequest;
import io.qbrain.service.DataService.SeriesView;
import io.qbrain.service.PlatformService.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSessionTest {

  @Test
  void aSessionOnPaperIsTestedOnAfterwards(@TempDir Path folder) {
    Bench bench = new Bench(folder);
    bench.feed.recorded = true;
    assertThat(bench.start()).isTrue();
    for (String price : List.of("101", "102", "99", "99", "103")) {
      bench.bar(price);
    }
    assertThat(bench.platform.status().parts())
        .filteredOn(part -> part.name().equals("recorder"))
        .extracting(Part::state)
        .containsExactly("UP");
    bench.platform.stop();

    assertThat(bench.platform.data().list())
        .extracting(SeriesView::series, SeriesView::rows)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("ALPHA.SIM:1m", 5L));
    BacktestReport report =
        bench
            .platform
            .backtests(folder.resolve("data"))
            .run(
                new BacktestRequest(
                    Bench.SWITCH,
                    Map.of("instrument", "ALPHA.SIM"),
                    List.of("ALPHA.SIM:1m=store:"),
                    Money.of(100_000, Currency.USD),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    assertThat(report.bars()).isEqualTo(5);
    assertThat(report.settings().toString()).contains("store:").doesNotContain(folder.toString());
  }

  @Test
  void aFeedThatDoesNotAskForItIsNotRecorded(@TempDir Path folder) {
    Bench bench = new Bench(folder);
    assertThat(bench.start()).isTrue();
    bench.bar("101");
    assertThat(bench.platform.status().parts()).noneMatch(part -> part.name().equals("recorder"));
    bench.platform.stop();

    assertThat(bench.platform.data().list()).isEmpty();
  }
}
