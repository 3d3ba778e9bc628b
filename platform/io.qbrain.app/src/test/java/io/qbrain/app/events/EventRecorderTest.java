package io.qbrain.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventLog;
import io.qbrain.port.Metric;
import io.qbrain.port.PortException;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.PlatformService.PlatformStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private final List<EventDraft> written = new ArrayList<>();
  private boolean logIsThere = true;
  private long nowMillis = 1_700_000_000_000L;
  private long feedEvents;
  private long silentSeconds;
  private String feedState = "RUNNING";
  private List<Part> parts = List.of(new Part("database", "UP", "here"));

  private final EventLog log =
      new EventLog() {
        @Override
        public String describe() {
          return "a list";
        }

        @Override
        public void append(List<EventDraft> events) {
          if (!logIsThere) {
            throw new PortException("the list is away");
          }
          written.addAll(events);
        }

        @Override
        public EventPage read(
            EventTopic topic, Optional<String> stream, EventPosition after, int limit) {
          throw new AssertionError("nobody reads");
        }

        @Override
        public EventPosition end(EventTopic topic) {
          throw new AssertionError("nobody reads");
        }

        @Override
        public EventPosition at(EventTopic topic, long timeNanos) {
          throw new AssertionError("nobody reads");
        }

        @Override
        public long countAfter(EventTopic topic, EventPosition after, long atMost) {
          throw new AssertionError("nobody reads");
        }
      };

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(nowMillis);
        }
      };

  private final EventRecorder recorder =
      new EventRecorder(
          log,
          () -> new PlatformStatus("1", "1", true, 0, parts),
          () -> List.of(feed()),
          "node-7",
          "1.2.3",
          clock);

  private FeedView feed() {
    return new FeedView(
        "sim",
        feedState,
        "",
        List.of(),
        feedEvents,
        0,
        0,
        "waits",
        0,
        0,
        7,
        1,
        silentSeconds * 1_000_000_000L,
        silentSeconds > 30);
  }

  private List<String> written(String types) {
    return written.stream()
        .filter(e -> e.type().startsWith(types))
        .map(e -> e.type() + " " + e.data())
        .toList();
  }

  private void lookAndWrite() {
    recorder.look();
    recorder.write();
  }

  private void passMinute(long events) {
    feedEvents += events;
    nowMillis += 60_000;
    lookAndWrite();
  }

  @Test
  void partsThatComeAndGoAreWrittenOnce() {
    lookAndWrite();
    lookAndWrite();
    parts = List.of(new Part("database", "DOWN", "said \"no\"\n"));
    lookAndWrite();
    lookAndWrite();
    assertThat(written.stream().filter(e -> e.type().equals("part.changed")).map(EventDraft::data))
        .containsExactly(
            "{\"part\":\"database\",\"state\":\"UP\",\"detail\":\"here\"}",
            "{\"part\":\"database\",\"state\":\"DOWN\",\"detail\":\"said \\\"no\\\"\\u000a\"}");
    assertThat(written).allMatch(e -> e.stream().equals("node-7"));
  }

  @Test
  void aMinutesFiguresAreWrittenWhenItIsOver() {
    nowMillis = 60_000;
    lookAndWrite();
    written.clear();
    recorder.measure("cache", () -> Map.of("memoryHits", 7L));
    passMinute(1_200);
    EventDraft minute =
        written.stream().filter(e -> e.topic() == EventTopic.PERFORMANCE).findFirst().orElseThrow();
    assertThat(minute.data())
        .startsWith("{\"millis\":60000,\"messagesPerMinute\":1200,\"feeds\":{\"sim\":1200},")
        .endsWith("\"cache\":{\"memoryHits\":7}}");
    assertThat(recorder.health().detail()).startsWith("a list, 1200 market data messages");
  }

  @Test
  void theMessagesOfAMinuteAreAFigureBesideTheirLimit() {
    nowMillis = 0;
    lookAndWrite();
    assertThat(figures())
        .doesNotContainKey("qbrain_market_messages_per_minute")
        .containsEntry("qbrain_market_messages_per_minute_limit", 1_000_000.0);
    passMinute(0);
    passMinute(800_000);
    assertThat(figures())
        .containsEntry("qbrain_market_messages_per_minute", 800_000.0)
        .containsEntry("qbrain_platform_events_waiting", 0.0)
        .containsEntry("qbrain_platform_events_dropped_total", 0.0);
    assertThat(written("messages.near-limit")).hasSize(1);
    logIsThere = false;
    passMinute(0);
    assertThat(figures().get("qbrain_platform_events_waiting")).isPositive();
  }

  private Map<String, Double> figures() {
    return recorder.metrics().read().stream()
        .collect(Collectors.toMap(s -> s.metric().name(), Metric.Sample::value));
  }

  @Test
  void gapsAndSilenceOfFeedsAreMeasuredEachMinute() {
    nowMillis = 60_000;
    lookAndWrite();
    silentSeconds = 12;
    passMinute(5);
    feedState = "FINISHED";
    passMinute(0);
    assertThat(written("minute.measured"))
        .satisfiesExactly(
            first -> {},
            running ->
                assertThat(running)
                    .contains("\"gaps\":{\"sim\":7},\"silentSeconds\":{\"sim\":12},"),
            finished -> assertThat(finished).contains("\"silentSeconds\":{},"));
  }

  @Test
  void aSilentFeedIsToldOnceAndOnceWhenItIsHeardAgain() {
    lookAndWrite();
    silentSeconds = 31;
    lookAndWrite();
    silentSeconds = 32;
    lookAndWrite();
    silentSeconds = 0;
    lookAndWrite();
    lookAndWrite();
    assertThat(written("feed."))
        .containsExactly(
            "feed.silent {\"feed\":\"sim\",\"state\":\"RUNNING\",\"silentSeconds\":31,"
                + "\"lastEvent\":0}",
            "feed.heard {\"feed\":\"sim\",\"state\":\"RUNNING\",\"silentSeconds\":0,"
                + "\"lastEvent\":0}");
  }

  @Test
  void aSilentFeedThatEndsIsNotSaidToBeHeard() {
    silentSeconds = 31;
    lookAndWrite();
    silentSeconds = 0;
    feedState = "FAILED";
    lookAndWrite();
    assertThat(written("feed.")).hasSize(1);
  }

  @Test
  void itIsToldOnceWhenAMillionMessagesAMinuteComeNearAndOnceWhenNoMore() {
    nowMillis = 60_000;
    lookAndWrite();
    passMinute(799_999);
    assertThat(recorder.health().detail()).doesNotContain("near");
    passMinute(800_000);
    passMinute(900_000);
    assertThat(recorder.health().detail()).contains("near the limit of Redis Streams");
    passMinute(10);
    assertThat(written.stream().map(EventDraft::type).filter(t -> t.startsWith("messages")))
        .containsExactly("messages.near-limit", "messages.below-limit");
    assertThat(recorder.health().detail()).doesNotContain("near");
  }

  @Test
  void whatTheLogDoesNotTakeWaitsAndTheOldestGoFirst() {
    logIsThere = false;
    for (int i = 0; i < 1_100; i++) {
      parts = List.of(new Part("database", i % 2 == 0 ? "UP" : "DOWN", "" + i));
      lookAndWrite();
    }
    assertThat(recorder.health().up()).isFalse();
    assertThat(recorder.health().detail()).isEqualTo("the list is away; 1000 events wait");
    logIsThere = true;
    recorder.write();
    assertThat(written).hasSize(1_000);
    assertThat(written.get(999).data()).contains("\"1099\"");
    assertThat(recorder.health().up()).isTrue();
  }

  @Test
  void itsOwnStartAndStopAreWritten() {
    recorder.start();
    recorder.stop();
    assertThat(written.stream().map(EventDraft::type))
        .contains("platform.started", "platform.stopped");
    assertThat(written.get(0).data()).contains("\"version\":\"1.2.3\"");
  }
}
