package io.qbrain.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.MetricSource;
import io.qbrain.service.CacheService;
import io.qbrain.service.CacheService.CacheView;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import io.qbrain.service.EventService;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.PlatformService.PlatformStatus;
import io.qbrain.service.StreamService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the services say, as figures. */
class FiguresTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  private List<String> figuresOf(MetricSource source) {
    metrics.addSource(source);
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith("qbrain_") && !line.startsWith("qbrain_metrics_"))
        .toList();
  }

  @Test
  void eachLevelOfTheCacheHasItsOwn() {
    LevelView memory = new LevelView("MEMORY", 8, 2, 0, 3, 900);
    LevelView shared = new LevelView("SHARED", 1, 1, 4, -1, -1);
    RegionView region =
        new RegionView("reports", List.of(memory, shared), 5, 6, 1_500_000_000L, 7, 9, 10);
    CacheService cache =
        new CacheService() {
          @Override
          public CacheView view() {
            return new CacheView(true, "there", 11, 100, List.of(region));
          }

          @Override
          public List<String> clear(Optional<String> name) {
            throw new AssertionError("nobody clears");
          }
        };
    assertThat(figuresOf(new CacheFigures(cache)))
        .containsExactlyInAnyOrder(
            "qbrain_cache_shared_up 1.0",
            "qbrain_cache_files_bytes 11.0",
            "qbrain_cache_files_limit_bytes 100.0",
            "qbrain_cache_requests_total{level=\"memory\",region=\"reports\",result=\"hit\"} 8.0",
            "qbrain_cache_requests_total{level=\"memory\",region=\"reports\",result=\"miss\"} 2.0",
            "qbrain_cache_requests_total{level=\"memory\",region=\"reports\",result=\"failure\"}"
                + " 0.0",
            "qbrain_cache_requests_total{level=\"shared\",region=\"reports\",result=\"hit\"} 1.0",
            "qbrain_cache_requests_total{level=\"shared\",region=\"reports\",result=\"miss\"} 1.0",
            "qbrain_cache_requests_total{level=\"shared\",region=\"reports\",result=\"failure\"}"
                + " 4.0",
            "qbrain_cache_entries{level=\"memory\",region=\"reports\"} 3.0",
            "qbrain_cache_bytes{level=\"memory\",region=\"reports\"} 900.0",
            "qbrain_cache_loads_total{region=\"reports\",result=\"loaded\"} 5.0",
            "qbrain_cache_loads_total{region=\"reports\",result=\"failed\"} 6.0",
            "qbrain_cache_loads_total{region=\"reports\",result=\"refused\"} 10.0",
            "qbrain_cache_load_seconds_total{region=\"reports\"} 1.5",
            "qbrain_cache_waits_total{region=\"reports\"} 7.0",
            "qbrain_cache_evictions_total{region=\"reports\"} 9.0");
  }

  @Test
  void aFeedSaysHowOldItsLastEventIs() {
    FeedView live =
        new FeedView(
            "ticker",
            "RUNNING",
            "ws://x",
            List.of("A.SIM"),
            12,
            1,
            1_700_000_000_000_000_000L,
            "",
            1_700_000_000_500_000_000L,
            500_000_000L,
            3,
            2,
            4_000_000_000L,
            true);
    FeedView file = new FeedView("file", "FINISHED", "x.csv", List.of("A.SIM"), 0, 0, 0, "");
    assertThat(figuresOf(new FeedFigures(() -> List.of(live, file))))
        .contains(
            "qbrain_feed_running{feed=\"ticker\"} 1.0",
            "qbrain_feed_running{feed=\"file\"} 0.0",
            "qbrain_feed_events_total{feed=\"ticker\"} 12.0",
            "qbrain_feed_rejected_total{feed=\"ticker\"} 1.0",
            "qbrain_feed_gaps_total{feed=\"ticker\"} 3.0",
            "qbrain_feed_connections_total{feed=\"ticker\"} 2.0",
            "qbrain_feed_last_event_timestamp_seconds{feed=\"ticker\"} 1.7E9",
            "qbrain_feed_last_receipt_timestamp_seconds{feed=\"ticker\"} 1.7000000005E9",
            "qbrain_feed_delay_seconds{feed=\"ticker\"} 0.5",
            "qbrain_feed_silence_seconds{feed=\"ticker\"} 4.0",
            "qbrain_feed_silent{feed=\"ticker\"} 1.0",
            "qbrain_feed_silent{feed=\"file\"} 0.0")
        .noneMatch(line -> line.startsWith("qbrain_feed_last") && line.contains("\"file\""));
  }

  @Test
  void streamsAreCountedAndTheirServersAsked() {
    StreamService streams =
        new StreamService() {
          @Override
          public List<StreamView> streams() {
            return List.of(
                new StreamView("market", "redis", 90, 2, List.of(new GroupView("g", 1, 3, -1))));
          }

          @Override
          public List<MessageView> read(String stream, String after, int limit) {
            throw new AssertionError("nobody reads");
          }

          @Override
          public List<MessageView> deadLetters(String stream, String after, int limit) {
            throw new AssertionError("nobody reads");
          }

          @Override
          public List<ProjectionView> projections() {
            return List.of(new ProjectionView("market", 90, 40, 5, "redis is away"));
          }
        };
    metrics.addSource(new StreamServerFigures(streams));
    assertThat(figuresOf(new StreamFigures(streams)))
        .containsExactlyInAnyOrder(
            "qbrain_stream_written_total{stream=\"market\"} 90.0",
            "qbrain_stream_conflated_total{stream=\"market\"} 40.0",
            "qbrain_stream_waiting{stream=\"market\"} 5.0",
            "qbrain_stream_up{stream=\"market\"} 0.0",
            "qbrain_stream_length{stream=\"market\",transport=\"redis\"} 90.0",
            "qbrain_stream_dead_letters{stream=\"market\"} 2.0",
            "qbrain_stream_pending{group=\"g\",stream=\"market\"} 3.0");
  }

  @Test
  void aRelayOfTheEventLogSaysWhatItHasNotSent() {
    ListedReaders events =
        new ListedReaders(
            List.of(
                new EventService.ReaderView(
                    "kafka", false, Optional.of("n1"), Map.of(), 17, 2_000_000_000L, ""),
                new EventService.ReaderView(
                    "days", true, Optional.empty(), Map.of(), -1, 0, "lost its database")));
    assertThat(figuresOf(new EventFigures(events)))
        .containsExactlyInAnyOrder(
            "qbrain_event_reader_behind{reader=\"kafka\"} 17.0",
            "qbrain_event_reader_up{reader=\"kafka\"} 1.0",
            "qbrain_event_reader_up{reader=\"days\"} 0.0",
            "qbrain_event_reader_moved_timestamp_seconds{reader=\"kafka\"} 2.0");
  }

  private record ListedReaders(List<ReaderView> readers) implements EventService {
    @Override
    public List<LogView> logs() {
      return List.of();
    }

    @Override
    public EventPage list(EventQuery query) {
      throw new AssertionError("nobody reads");
    }

    @Override
    public EventPosition end(String log, EventTopic topic) {
      throw new AssertionError("nobody reads");
    }

    @Override
    public EventPosition at(String log, EventTopic topic, long timeNanos) {
      throw new AssertionError("nobody reads");
    }

    @Override
    public ReaderView replay(String projection, EventPosition from, String reason) {
      throw new AssertionError("nobody replays");
    }
  }

  @Test
  void thePlatformSaysWhichPartsAreUp() {
    PlatformStatus status =
        new PlatformStatus(
            "1.2.3",
            "1.1.0",
            false,
            3_000_000_000L,
            List.of(
                new Part("database", "UP", "here"),
                new Part("redis", "DOWN", "away"),
                new Part("feed x", "OFF", "")));
    assertThat(figuresOf(new PlatformFigures(() -> status)))
        .containsExactlyInAnyOrder(
            "qbrain_platform_info{spi=\"1.1.0\",version=\"1.2.3\"} 1.0",
            "qbrain_platform_ready 0.0",
            "qbrain_platform_start_timestamp_seconds 3.0",
            "qbrain_platform_part_up{part=\"database\"} 1.0",
            "qbrain_platform_part_up{part=\"redis\"} 0.0");
  }
}
