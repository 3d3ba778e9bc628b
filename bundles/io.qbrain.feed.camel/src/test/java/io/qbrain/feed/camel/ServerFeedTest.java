package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MessageSource;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feeds from Redis and Kafka, whose adapters have their own tests against the servers. */
class ServerFeedTest {
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-05T15:00:10Z"), ZoneOffset.UTC);

  private final FakeServer server = new FakeServer();
  private final RecordingSink sink = new RecordingSink();
  private final Map<String, Object> config = new TreeMap<>();
  private LiveFeed feed;

  ServerFeedTest() {
    config.put("name", "it");
    config.put("instrument", "BTCUSD.SIM");
    config.put("lotSize", "0.001");
    config.put("retryAfter", "10ms");
    config.put("retryAtMost", "20ms");
    feed = redis();
  }

  /** A list that grows and breaks. */
  private static final class FakeServer implements MessageSource {
    final List<String> messages = new CopyOnWriteArrayList<>();
    final List<String> opened = new CopyOnWriteArrayList<>();
    final AtomicLong missed = new AtomicLong();
    volatile boolean isDown;

    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public Reading open(Place place, String after) {
      if (isDown) {
        throw new PortException("the list is away");
      }
      opened.add(place + " after " + after);
      return new Reading() {
        private int next =
            !after.isEmpty() ? Integer.parseInt(after) : place.oldest() ? 0 : messages.size();

        @Override
        public Batch next(Duration longest) {
          if (isDown) {
            throw new PortException("the list broke");
          }
          List<Message> found = new ArrayList<>();
          while (next < messages.size()) {
            String text = messages.get(next++);
            found.add(new Message("" + next, text));
          }
          Thread.onSpinWait();
          return new Batch(found, missed.getAndSet(0));
        }

        @Override
        public String position() {
          return place.kind() == Kind.KEPT ? "" + next : "";
        }

        @Override
        public void close() {}
      };
    }
  }

  private RedisFeed redis() {
    return new RedisFeed(server, Configs.of(RedisFeed.Config.class, config), NOW);
  }

  private KafkaFeed kafka() {
    return new KafkaFeed(server, Configs.of(KafkaFeed.Config.class, config), NOW);
  }

  private void start(LiveFeed made) {
    feed = made;
    feed.start(sink, NOTHING);
    RecordingSink.await(() -> feed.status().connections() == 1, "a connection");
  }

  @AfterEach
  void stop() {
    feed.stop();
  }

  private static String trade(int number) {
    return "{\"time\":\"2026-01-05T15:00:0%d.5Z\",\"price\":\"10%d\",\"quantity\":\"0.25\",\"n\":\"%d\"}"
        .formatted(number, number, number);
  }

  @Test
  void redisStreamsAreMappedByTheirOwnNames() {
    config.put("stream", "ticks");
    config.put("from", "earliest");
    server.messages.add(trade(1));
    start(redis());
    server.messages.add(trade(2));
    sink.await(2);
    assertThat(sink.events().get(1).timeNanos()).isEqualTo(1_767_625_202_500_000_000L);
    assertThat(feed.status().source()).isEqualTo("Redis stream ticks");
    assertThat(server.opened).singleElement().asString().contains("KEPT", "oldest=true");
  }

  @Test
  void afterALostConnectionAStreamGoesOnWhereItWasAndGapsAreSeen() {
    config.put("stream", "ticks");
    config.put("fields", "time=time,price=price,quantity=quantity,sequence=n");
    start(redis());
    server.messages.add(trade(1));
    sink.await(1);
    server.isDown = true;
    RecordingSink.await(() -> feed.status().message().contains("the list is away"), "the reason");
    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
    server.messages.add(trade(2));
    server.messages.add(trade(5));
    server.isDown = false;
    sink.await(3);
    assertThat(feed.status().connections()).isEqualTo(2);
    assertThat(feed.status().gaps()).isEqualTo(2);
    assertThat(feed.status().message()).isEqualTo("gap from 3 to 4");
    assertThat(server.opened.get(1)).endsWith("after 1");
  }

  @Test
  void aStreamWaitsWhereTheAccountIsFull() {
    config.put("stream", "ticks");
    start(redis());
    sink.refuse(40);
    server.messages.add(trade(1));
    server.messages.add(trade(2));
    sink.await(2);
    assertThat(feed.status().gaps()).isZero();
  }

  @Test
  void whatAChannelLostIsAGap() {
    config.put("channel", "ticks");
    start(redis());
    server.missed.set(7);
    server.messages.add(trade(1));
    sink.await(1);
    assertThat(feed.status().gaps()).isEqualTo(7);
    assertThat(feed.status().message()).contains("7 messages that came faster");
    assertThat(server.opened).singleElement().asString().contains("PASSING");
  }

  @Test
  void kafkaTopicsOfOneKeyInCsv() {
    config.put("topic", "ticks");
    config.put("key", "SPY");
    config.put("kind", "quotes");
    config.put("format", "csv");
    config.put("header", false);
    start(kafka());
    server.messages.add("1767625201500,10.5,10.6,1,2");
    server.messages.add("1767625201500,10.5,nothing,1,2");
    sink.await(1);
    RecordingSink.await(() -> feed.status().rejected() == 1, "the one that is none");
    assertThat(feed.status().source()).isEqualTo("Kafka topic ticks");
    assertThat(server.opened).singleElement().asString().contains("only=SPY", "oldest=false");
  }

  @Test
  void wrongConfigurationsAreNamed() {
    assertThat(redis().status().message()).contains("expected either a stream or a channel");
    config.put("stream", "a");
    config.put("channel", "b");
    assertThat(redis().status().message()).contains("found 'a' and 'b'");
    config.remove("channel");
    config.put("from", "yesterday");
    assertThat(redis().status().message()).contains("found 'yesterday'");
    config.put("from", "latest");
    config.put("silenceLimit", "soon");
    assertThat(redis().status().message()).contains("silenceLimit", "'soon'");
    config.put("silenceLimit", "90s");
    assertThat(redis().silenceLimit()).contains(Duration.ofSeconds(90));
    config.put("topic", "");
    assertThat(kafka().status().message()).contains("expected the name of a stream");
  }
}
