package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink.Result;
import io.qbrain.port.PortException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaFeedTest {
  private static final Feed.Resume NOTHING =
      new Feed.Resume() {
        @Override
        public Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec) {
          return Optional.empty();
        }
      };

  private final String topic = "ticks-" + System.nanoTime();
  private final List<MarketEvent> taken = new CopyOnWriteArrayList<>();
  private Optional<KafkaFeed> running = Optional.empty();

  @AfterEach
  void stopFeed() {
    running.ifPresent(KafkaFeed::stop);
  }

  private static KafkaFeed.Config config(Map<String, Object> values) {
    return (KafkaFeed.Config)
        Proxy.newProxyInstance(
            KafkaFeed.Config.class.getClassLoader(),
            new Class<?>[] {KafkaFeed.Config.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private KafkaFeed feed(Map<String, Object> values) {
    Map<String, Object> all = new java.util.HashMap<>(values);
    all.putIfAbsent("topic", topic);
    all.putIfAbsent("instrument", "SPY.ARCA");
    KafkaFeed feed =
        new KafkaFeed(KafkaSettings.plain(TestServers.kafka(), "feed-test."), config(all));
    running = Optional.of(feed);
    return feed;
  }

  private void makeTopic() {
    try (Admin admin = new Clients(KafkaSettings.plain(TestServers.kafka(), "")).admin()) {
      Topics.await(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
    }
  }

  private void send(String key, String... values) {
    try (Producer<String, String> producer =
        new Clients(KafkaSettings.plain(TestServers.kafka(), "")).plainProducer("ticks")) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, key, value));
      }
      producer.flush();
    }
  }

  @Test
  void bringsTradesOfJsonWithOtherNames() {
    makeTopic();
    send("SPY", "{\"d\":{\"p\":412.25,\"q\":100},\"ts\":1700000000123,\"x\":[1,{\"p\":2}]}");
    KafkaFeed feed = feed(Map.of("from", "earliest", "fields", "time=ts,price=d.p,size=d.q"));
    feed.start(
        event -> {
          taken.add(event);
          return Result.ACCEPTED;
        },
        NOTHING);
    TestServers.await(() -> taken.size() == 1);
    TradeTick trade = (TradeTick) taken.get(0);
    assertThat(trade.price()).hasToString("412.25");
    assertThat(trade.quantity()).hasToString("100");
    assertThat(trade.timeNanos()).isEqualTo(1_700_000_000_123_000_000L);

    send("SPY", "{\"ts\":1}", "nonsense", "{\"ts\":1700000000200,\"d\":{\"p\":\"1\",\"q\":2}}");
    TestServers.await(() -> taken.size() == 2);
    assertThat(feed.status().rejected()).isEqualTo(2);
    assertThat(feed.status().events()).isEqualTo(2);
    assertThat(feed.status().message()).contains("left out");
    assertThat(feed.instruments()).hasSize(1);
  }

  @Test
  void bringsQuotesOfCsvOfOneKeyFromNowOn() {
    makeTopic();
    send("SPY", "2026-01-02T15:00:00Z,1,2,3,4");
    KafkaFeed feed =
        feed(Map.of("kind", "quotes", "format", "csv", "timeUnit", "iso", "key", "SPY"));
    feed.start(
        event -> {
          taken.add(event);
          return Result.ACCEPTED;
        },
        NOTHING);
    TestServers.await(
        () -> {
          // Until it has found the end of the topic it is not known what is new.
          send("QQQ", "2026-01-02T15:00:01Z,9,9,9,9");
          send("SPY", "2026-01-02T15:00:02Z,10.5,10.6,3,4");
          return !taken.isEmpty();
        });
    assertThat(taken).allMatch(e -> ((Quote) e).bid().toString().equals("10.5"));
  }

  @Test
  void waitsWhereTheAccountIsFullAndLeavesNothingOut() {
    makeTopic();
    String[] bars = new String[50];
    for (int i = 0; i < bars.length; i++) {
      bars[i] = (1_700_000_000L + 60 * i) + ",10,12,9,11," + (i + 1);
    }
    send("SPY", bars);
    AtomicInteger calls = new AtomicInteger();
    feed(Map.of("kind", "bars", "format", "csv", "timeUnit", "seconds", "from", "earliest"))
        .start(
            event -> {
              if (calls.incrementAndGet() % 2 == 0) {
                return Result.FULL;
              }
              taken.add(event);
              return Result.ACCEPTED;
            },
            NOTHING);
    TestServers.await(() -> taken.size() == 50);
    for (int i = 0; i < 50; i++) {
      assertThat(((Bar) taken.get(i)).volume()).isEqualTo(i + 1.0);
    }
  }

  @Test
  void aWrongConfigurationIsNamed() {
    KafkaFeed feed = feed(Map.of("kind", "news"));
    assertThat(feed.status().state()).isEqualTo(State.FAILED);
    assertThatThrownBy(() -> feed.start(event -> Result.ACCEPTED, NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("expected kind of [trades, quotes, bars], found 'news'");
    assertThat(feed(Map.of("fields", "prize=p")).status().message()).contains("'prize=p'");
    assertThat(feed(Map.of("enabled", false)).status().state()).isEqualTo(State.OFF);
  }
}
