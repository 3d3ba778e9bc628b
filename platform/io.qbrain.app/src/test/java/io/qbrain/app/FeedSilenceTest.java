package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.service.FeedService.FeedView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a feed has brought nothing, by the clock of the platform. */
class FeedSilenceTest {
  private static final Instant BEGIN = Instant.parse("2026-01-02T10:01:00Z");

  private final HandClock clock = new HandClock(BEGIN);
  private final Bench bench;

  FeedSilenceTest(@TempDir Path folder) {
    bench = new Bench(folder, clock);
  }

  @BeforeEach
  void start() {
    bench.feed.silenceLimit = Duration.ofSeconds(30);
    bench.start();
  }

  @AfterEach
  void stop() {
    bench.platform.stop();
  }

  private FeedView feedAt(int seconds) {
    clock.now = BEGIN.plusSeconds(seconds);
    return bench.platform.feeds().list().get(0);
  }

  @Test
  void aFeedThatBringsNothingFromItsStartIsSilent() {
    assertThat(feedAt(30).silentNanos()).isEqualTo(30_000_000_000L);
    assertThat(feedAt(30).isSilent()).isFalse();
    assertThat(feedAt(31).isSilent()).isTrue();
  }

  @Test
  void itIsHeardWithItsNextEvent() {
    assertThat(feedAt(100).isSilent()).isTrue();
    bench.bar("100");
    assertThat(feedAt(100).silentNanos()).isZero();
    assertThat(feedAt(107).silentNanos()).isEqualTo(7_000_000_000L);
    assertThat(feedAt(107).isSilent()).isFalse();
  }

  @Test
  void withoutALimitItIsMeasuredOnly() {
    bench.feed.silenceLimit = null;
    assertThat(feedAt(5_000).silentNanos()).isEqualTo(5_000_000_000_000L);
    assertThat(feedAt(5_000).isSilent()).isFalse();
  }

  /** The 2nd of January 2026 is a Friday; New York closes at 21:00 UTC. */
  @Test
  void aClosedMarketIsNotSilence() {
    bench.feed.market = "us-equities";
    int close = (int) Duration.between(BEGIN, Instant.parse("2026-01-02T21:00:00Z")).toSeconds();
    int monday = (int) Duration.between(BEGIN, Instant.parse("2026-01-05T14:30:00Z")).toSeconds();
    clock.now = BEGIN.plusSeconds(close - 20);
    bench.restart();
    assertThat(feedAt(close + 60).isSilent()).isFalse();
    assertThat(feedAt(close + 60).silentNanos()).isEqualTo(80_000_000_000L);
    assertThat(feedAt(monday).isSilent()).isFalse();
    assertThat(feedAt(monday + 10).isSilent()).isFalse();
    assertThat(feedAt(monday + 11).isSilent()).isTrue();
  }

  @Test
  void aFeedThatIsStoppedIsNotSilent() {
    bench.platform.stop();
    assertThat(feedAt(5_000).silentNanos()).isZero();
    assertThat(feedAt(5_000).isSilent()).isFalse();
  }
}
