package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatorFeedTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00.400Z");
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();

  private static SimulatorFeed feed(Instant now, Map<String, ?> config) {
    return new SimulatorFeed(
        Configs.of(SimulatorFeed.Config.class, config), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Resume lastOf(List<Bar> bars) {
    Map<InstrumentId, Bar> last = new HashMap<>();
    bars.forEach(bar -> last.put(bar.instrument(), bar));
    return (instrument, spec) ->
        Optional.ofNullable(last.get(instrument)).filter(bar -> bar.spec().equals(spec));
  }

  private static List<Bar> run(SimulatorFeed feed, Resume resume, int count) {
    RecordingSink sink = new RecordingSink();
    feed.start(sink, resume);
    sink.await(count);
    feed.stop();
    return sink.bars();
  }

  @Test
  void doesNothingBeforeItsStart() {
    SimulatorFeed feed = feed(NOW, Map.of());

    assertThat(feed.name()).isEqualTo("sim");
    assertThat(feed.instruments()).hasSize(6);
    assertThat(feed.status())
        .isEqualTo(new FeedStatus(State.STOPPED, "simulator, seed 42, 1s bars", 0, 0, 0, ""));
  }

  @Test
  void firstBringsTheBarsOfTheTimeJustGone() {
    SimulatorFeed feed = feed(NOW, Map.of());
    RecordingSink sink = new RecordingSink();

    feed.start(sink, NOTHING);
    sink.await(3_600);

    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
    assertThat(feed.status().events()).isEqualTo(3_600);
    assertThat(sink.threads()).containsExactly("qbrain-feed-sim");
    feed.stop();
    List<Bar> bars = sink.bars();
    assertThat(bars).hasSize(3_600);
    assertThat(bars.get(3_599).time()).isEqualTo("2026-01-02T10:00:00Z");
    assertThat(bars.get(0).time()).isEqualTo("2026-01-02T09:50:01Z");
    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void thenBringsEachBarWhenItCloses() {
    SimulatorFeed feed =
        new SimulatorFeed(
            Configs.of(SimulatorFeed.Config.class, Map.of("backfill", 0)), Clock.systemUTC());
    RecordingSink sink = new RecordingSink();
    Instant before = Instant.now();

    feed.start(sink, NOTHING);
    sink.await(12);
    feed.stop();

    assertThat(sink.bars().get(0).time()).isAfter(before);
    assertThat(sink.bars().get(11).time()).isBetween(before.plusSeconds(1), Instant.now());
  }

  @Test
  void goesOnAfterTheLastBarWithoutAJump() {
    List<Bar> all = run(feed(NOW.plusSeconds(100), Map.of("backfill", 700)), NOTHING, 4_200);
    List<Bar> until = all.subList(0, 3_600);

    List<Bar> after = run(feed(NOW.plusSeconds(100), Map.of()), lastOf(until), 600);

    assertThat(after).isEqualTo(all.subList(3_600, 4_200));
  }

  @Test
  void completesTheBarsOfATimeThatWasCutThrough() {
    List<Bar> all = run(feed(NOW, Map.of("backfill", 10)), NOTHING, 60);

    // Only three of the six bars of the ninth second had arrived.
    List<Bar> after = run(feed(NOW, Map.of()), lastOf(all.subList(0, 51)), 9);

    assertThat(after).hasSize(9);
    assertThat(after.subList(0, 3))
        .extracting(bar -> bar.instrument() + " " + bar.time())
        .containsExactly(
            "EPSILON.SIM 2026-01-02T09:59:59Z",
            "GAMMA.SIM 2026-01-02T09:59:59Z",
            "OMEGA.SIM 2026-01-02T09:59:59Z");
    assertThat(after.get(3).openPrice()).isEqualTo(all.get(48).closePrice());
  }

  @Test
  void leavesOutALongPauseButNotThePrice() {
    List<Bar> before = run(feed(NOW, Map.of("backfill", 1)), NOTHING, 6);

    List<Bar> after =
        run(feed(NOW.plus(Duration.ofDays(3)), Map.of("backfill", 5)), lastOf(before), 30);

    assertThat(after).hasSize(30);
    for (int i = 0; i < 6; i++) {
      assertThat(after.get(i).openPrice()).isEqualTo(before.get(i).closePrice());
    }
  }

  @Test
  void waitsWhereTheSinkIsFull() {
    SimulatorFeed feed = feed(NOW, Map.of("backfill", 20));
    RecordingSink sink = new RecordingSink();
    sink.refuse(30);

    feed.start(sink, NOTHING);
    sink.await(120);
    feed.stop();

    assertThat(sink.bars()).isEqualTo(run(feed(NOW, Map.of("backfill", 20)), NOTHING, 120));
  }

  @Test
  void stopsWhileTheSinkIsFull() {
    SimulatorFeed feed = feed(NOW, Map.of());
    RecordingSink sink = new RecordingSink();
    sink.refuse(Long.MAX_VALUE);

    feed.start(sink, NOTHING);
    RecordingSink.await(() -> sink.stillToRefuse() < Long.MAX_VALUE, "an event");
    feed.stop();

    assertThat(sink.bars()).isEmpty();
    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void startsAndStopsTwice() {
    SimulatorFeed feed = feed(NOW, Map.of("backfill", 2));

    assertThat(run(feed, NOTHING, 12)).isEqualTo(run(feed, NOTHING, 12));
    feed.stop();
    feed.start(new RecordingSink(), NOTHING);
    assertThatThrownBy(() -> feed.start(new RecordingSink(), NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage("feed sim is already started: stop it first");
    feed.stop();
  }

  @Test
  void makesBarsOfOtherLengths() {
    List<Bar> bars = run(feed(NOW, Map.of("bars", "1m", "backfill", 3)), NOTHING, 18);

    assertThat(bars.get(0).spec()).isEqualTo(BarSpec.MINUTE);
    assertThat(bars.get(17).time()).isEqualTo("2026-01-02T10:00:00Z");
  }

  @Test
  void isOffWhereItsConfigurationSaysSo() {
    SimulatorFeed feed =
        new SimulatorFeed(Configs.of(SimulatorFeed.Config.class, Map.of("enabled", false)));

    assertThat(feed.isEnabled()).isFalse();
    assertThat(feed.status().state()).isEqualTo(FeedStatus.State.OFF);
    assertThat(feed.status().message()).contains("enabled = false");
  }

  @Test
  void saysWhatIsWrongWithItsConfiguration() {
    SimulatorFeed feed = feed(NOW, Map.of("bars", "soon"));

    assertThat(feed.status().state()).isEqualTo(State.FAILED);
    assertThat(feed.status().message())
        .isEqualTo(
            "configuration io.qbrain.feed.simulator of feed sim: expected a bar length such as 1s,"
                + " 5m, 1h or 1d, found 'soon'");
    assertThatThrownBy(() -> feed.start(new RecordingSink(), NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage(feed.status().message());
    assertThat(feed(NOW, Map.of("backfill", -1)).status().message())
        .contains("expected a backfill of 0 to 100000 bars, found -1");
  }

  @Test
  void isRecordedIfItsConfigurationSaysSo() {
    assertThat(feed(Instant.EPOCH, java.util.Map.of()).isRecorded()).isFalse();
    assertThat(feed(Instant.EPOCH, java.util.Map.of("record", true)).isRecorded()).isTrue();
  }
}
