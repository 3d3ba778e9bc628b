package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several file feeds of one pace keep one clock. */
class ReplayClockTest {
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();

  private final Path folder;
  private final RecordingSink sink = new RecordingSink();
  private final ReplayClocks clocks = new ReplayClocks(Duration.ZERO);
  private final List<FileFeed> feeds = new ArrayList<>();

  ReplayClockTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    feeds.forEach(FileFeed::stop);
    feeds.forEach(FileFeed::deactivate);
  }

  /** A feed of minutes of a day, from one to before another in steps. */
  private FileFeed feed(String name, String pace, int from, int to, int step) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int minute = from; minute < to; minute += step) {
      text.append("2024-01-02 %02d:%02d,10,11,9,10,1%n".formatted(minute / 60, minute % 60));
    }
    Path file = Files.writeString(folder.resolve(name + ".csv"), text);
    Map<String, Object> config = new HashMap<>();
    config.put("name", name);
    config.put("instrument", name.toUpperCase(java.util.Locale.ROOT) + ".SIM");
    config.put("bars", "1m");
    config.put("path", file.toString());
    config.put("pace", pace);
    FileFeed feed = new FileFeed(Configs.of(FileFeed.Config.class, config), clocks);
    feeds.add(feed);
    return feed;
  }

  private static void awaitState(FileFeed feed, State state) {
    RecordingSink.await(
        () -> feed.status().state() == state, state + " instead of " + feed.status());
  }

  private List<String> delivered() {
    return sink.bars().stream()
        .map(b -> b.instrument().symbol() + " " + b.time().toString().substring(11, 16))
        .toList();
  }

  @Test
  void feedsThatAreConfiguredTogetherReplayInOneOrderOfTime() throws IOException {
    FileFeed b = feed("b", "asap", 0, 600, 2);
    FileFeed a = feed("a", "asap", 0, 600, 3);
    b.start(sink, NOTHING);
    a.start(sink, NOTHING);
    awaitState(a, State.FINISHED);
    awaitState(b, State.FINISHED);
    assertThat(sink.bars()).hasSize(500).isSortedAccordingTo((x, y) -> compare(x, y));
    assertThat(delivered()).startsWith("A 00:01", "B 00:01", "B 00:03", "A 00:04", "B 00:05");
  }

  private static int compare(Bar x, Bar y) {
    int byTime = x.time().compareTo(y.time());
    return byTime != 0 ? byTime : x.instrument().compareTo(y.instrument());
  }

  /** Time stands still here: what is not due at once is never. */
  @Test
  void aPaceCountsPointsOfTimeNotBars() throws InterruptedException {
    ReplayClock clock = new ReplayClock(Pace.parse("20/s"), 0, () -> 7);
    ReplayClock.Member a = clock.join("a");
    ReplayClock.Member b = clock.join("b");
    ReplayClock.Member late = clock.join("late");
    late.rests();
    b.rests();
    assertThat(a.await(60)).isTrue();
    Thread next = new Thread(() -> a.await(120));
    next.start();
    RecordingSink.await(() -> next.getState() == Thread.State.TIMED_WAITING, "the next is not due");
    assertThat(b.await(60)).isTrue();
    b.rests();
    assertThat(late.await(60)).isTrue();
    a.leave();
    next.join();
  }

  /** The clock stands at 10:01 for a minute; what the other feed has up to there comes at once. */
  @Test
  void aFeedThatIsAddedLaterDeliversItsPastAndJoins() throws IOException {
    FileFeed a = feed("a", "1x", 600, 700, 1);
    a.start(sink, NOTHING);
    sink.await(1);
    FileFeed b = feed("b", "1x", 540, 700, 10);
    b.start(sink, NOTHING);
    sink.await(8);
    assertThat(delivered())
        .containsExactly(
            "A 10:01", "B 09:01", "B 09:11", "B 09:21", "B 09:31", "B 09:41", "B 09:51", "B 10:01");
    assertThat(b.status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void feedsOfAnotherPaceHaveAnotherClock() throws IOException {
    feed("slow", "1x", 0, 10, 1).start(sink, NOTHING);
    FileFeed other = feed("other", "asap", 0, 10, 1);
    other.start(sink, NOTHING);
    awaitState(other, State.FINISHED);
  }

  @Test
  void whoStopsOrFailsOrHasFinishedIsNotWaitedFor() throws IOException {
    FileFeed stopped = feed("stopped", "60x", 0, 10, 1);
    FileFeed failed = feed("failed", "60x", 0, 10, 1);
    FileFeed shorter = feed("short", "60x", 0, 1, 1);
    FileFeed whole = feed("whole", "60x", 0, 3, 1);
    FileFeed never = feed("never", "60x", 0, 3, 1);
    Files.writeString(folder.resolve("failed.csv"), "no,bars\nat,all\n");
    for (FileFeed feed : List.of(stopped, failed, shorter, whole)) {
      feed.start(sink, NOTHING);
    }
    never.deactivate();
    sink.await(3);
    stopped.stop();
    awaitState(whole, State.FINISHED);
    assertThat(failed.status().state()).isEqualTo(State.FAILED);
    assertThat(shorter.status().state()).isEqualTo(State.FINISHED);
  }

  @Test
  void theClockWaitsForWhatIsConfiguredButNotForEver() throws InterruptedException {
    AtomicLong now = new AtomicLong();
    ReplayClock clock = new ReplayClock(Pace.ASAP, 0, now::get);
    clock.expect();
    ReplayClock.Member member = clock.join("one");
    CountDownLatch through = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              if (member.await(5)) {
                through.countDown();
              }
            });
    thread.start();
    RecordingSink.await(
        () -> thread.getState() == Thread.State.TIMED_WAITING, "the clock waits for the other");
    assertThat(through.getCount()).isEqualTo(1);
    now.addAndGet(ReplayClock.LONGEST_WAIT_NANOS);
    clock.join("another").rests();
    through.await();
    thread.join();
  }

  @Test
  void aFileThatComesLaterMovesTheClockOn() throws IOException {
    FileFeed a = feed("a", "asap", 0, 10, 1);
    Map<String, Object> config = new HashMap<>();
    config.put("name", "b");
    config.put("instrument", "B.SIM");
    config.put("bars", "1m");
    config.put("path", folder.resolve("day-*.csv").toString());
    config.put("pace", "asap");
    Files.writeString(folder.resolve("day-1.csv"), "2024-01-02 00:20,10,11,9,10,1\n");
    FileFeed b = new FileFeed(Configs.of(FileFeed.Config.class, config), clocks);
    feeds.add(b);
    feeds.forEach(feed -> feed.start(sink, NOTHING));
    feeds.forEach(feed -> awaitState(feed, State.FINISHED));
    assertThat(a.status().events() + b.status().events()).isEqualTo(11);
    Files.writeString(folder.resolve("draft"), "2024-01-02 00:30,10,11,9,10,1\n");
    Files.move(folder.resolve("draft"), folder.resolve("day-2.csv"));
    sink.await(12);
    assertThat(delivered()).endsWith("A 00:10", "B 00:21", "B 00:31");
  }
}
