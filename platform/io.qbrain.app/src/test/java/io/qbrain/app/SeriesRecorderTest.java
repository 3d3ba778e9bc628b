package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.testkit.SeriesRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesRecorderTest {
  private static final InstrumentId ID = InstrumentId.of("ALPHA.SIM");
  private static final SeriesId BARS = SeriesId.bars(ID, BarSpec.MINUTE);
  private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

  private final Path folder;
  private final ColumnStore store;

  SeriesRecorderTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new ColumnStore(folder.resolve("series"));
  }

  private static Bar bar(int minute) {
    return Bar.of(
        ID,
        BarSpec.MINUTE,
        BEGIN.plusSeconds(60L * minute),
        Price.parse("100"),
        Price.parse("101"),
        Price.parse("99"),
        Price.parse("100.5"),
        Quantity.of(7));
  }

  private static EventSeries all(SeriesStore store, SeriesId id) {
    return store.read(id, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void whatFeedsBroughtIsInTheStoreWhenItStops() {
    SeriesRecorder recorder = new SeriesRecorder(store, Duration.ofHours(1));
    recorder.start();
    for (int i = 0; i < 5; i++) {
      recorder.offer(bar(i));
    }
    recorder.offer(
        Quote.of(ID, BEGIN, Price.parse("1"), Price.parse("2"), Quantity.of(3), Quantity.of(4)));
    recorder.offer(TradeTick.of(ID, BEGIN, Price.parse("1"), Quantity.of(3)));
    recorder.offer(TradeTick.of(ID, BEGIN, Price.parse("1"), Quantity.of(3)));
    recorder.stop();

    assertThat(all(store, BARS).size()).isEqualTo(5);
    assertThat(all(store, BARS).event(4)).isEqualTo(bar(4));
    assertThat(SeriesRows.of(all(store, SeriesId.quotes(ID))))
        .containsExactly(
            List.of(bar(0).timeNanos(), 100_000_000L, 200_000_000L, 300_000_000L, 400_000_000L));
    assertThat(all(store, SeriesId.trades(ID)).size()).isEqualTo(2);
    assertThat(recorder.describe()).contains("8 rows recorded").doesNotContain("dropped");
  }

  @Test
  void aFeedThatStartsAgainIsNotRecordedTwice() {
    for (int run = 0; run < 2; run++) {
      SeriesRecorder recorder = new SeriesRecorder(store, Duration.ofHours(1));
      recorder.start();
      for (int i = 0; i < 5 + run; i++) {
        recorder.offer(bar(i));
      }
      recorder.stop();
      assertThat(recorder.describe()).contains(run == 0 ? "5 rows recorded" : "1 rows recorded");
    }
    assertThat(all(store, BARS).size()).isEqualTo(6);
  }

  @Test
  void whatTheQueueCannotTakeIsCounted() {
    SeriesRecorder recorder = new SeriesRecorder(store, Duration.ofHours(1));
    for (int i = 0; i < SeriesRecorder.MAX_WAITING + 3; i++) {
      recorder.offer(bar(i));
    }
    assertThat(recorder.describe()).contains("3 dropped");
  }

  @Test
  void aStoreThatFailsIsToldAndRecordingGoesOnWhenItWorksAgain() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
    SeriesRecorder recorder = new SeriesRecorder(new ColumnStore(blocked), Duration.ofHours(1));
    recorder.start();
    recorder.offer(bar(0));
    recorder.stop();
    assertThat(recorder.failure()).contains("ALPHA.SIM:1m is not recorded");
    assertThat(recorder.describe()).contains("1 dropped");

    Files.delete(blocked);
    recorder.start();
    recorder.offer(bar(1));
    recorder.stop();
    assertThat(recorder.failure()).isNull();
    assertThat(all(new ColumnStore(blocked), BARS).size()).isEqualTo(1);
  }

  @Test
  void aDamagedSeriesDoesNotStopTheOthers() throws Exception {
    store.append(io.qbrain.model.TradeSeries.builder(ID).add(bar(0).timeNanos(), 5, 5).build());
    try (var files = Files.walk(store.root())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".qbc")).toList()) {
        Files.writeString(file, "damaged".repeat(1000));
      }
    }
    SeriesRecorder recorder = new SeriesRecorder(store, Duration.ofHours(1));
    recorder.start();
    recorder.offer(TradeTick.of(ID, BEGIN, Price.parse("1"), Quantity.of(3)));
    recorder.offer(bar(1));
    recorder.stop();

    assertThat(all(store, BARS).size()).isEqualTo(1);
    assertThat(recorder.describe()).contains("1 rows recorded", "1 dropped");
  }
}
