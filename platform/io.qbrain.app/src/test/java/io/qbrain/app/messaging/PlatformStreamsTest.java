package io.qbrain.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.app.messaging.PlatformStreams.Routes;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.service.ServiceException;
import io.qbrain.testkit.contract.EventStreamContract;
import io.qbrain.testkit.contract.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformStreamsTest extends EventStreamContract {
  private final ShakyStreams redis = new ShakyStreams();
  private volatile boolean cannotStart;
  private final PlatformStreams streams =
      new PlatformStreams(
          Routes.parse("redis, market = kafka"), t -> t.equals("redis") && cannotStart);

  PlatformStreamsTest() {
    streams.add("redis", redis);
  }

  @AfterEach
  void close() {
    streams.close();
  }

  @Override
  protected EventStream node() {
    streams.add("kafka", new InProcessStreams());
    return streams;
  }

  @Override
  protected void crash(EventStream node) {
    // A reader that never comes back from its handler is as good as dead.
  }

  private static List<StreamMessage> message(String body) {
    return List.of(StreamMessage.of("k", "t", body));
  }

  @Test
  void eachStreamGoesItsWay() {
    InProcessStreams kafka = new InProcessStreams();
    streams.add("kafka", kafka);
    streams.publish("market", message("1"));
    streams.publish("alerts", message("2"));

    assertThat(kafka.read("market", "", 10)).hasSize(1);
    assertThat(redis.read("alerts", "", 10)).hasSize(1);
    assertThat(streams.streams()).extracting(s -> s.name()).containsExactly("alerts", "market");
    assertThat(streams.transportOf("market.dead")).isEqualTo("kafka");
    streams.remove("kafka", kafka);
    assertThatThrownBy(() -> streams.publish("market", message("3")))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("goes by kafka, which is not there");
  }

  @Test
  void readersMoveToWhateverCarriesTheirStream() {
    cannotStart = true;
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    EventStream.Subscription reader =
        streams.subscribe(Group.of("s", "g", "a"), d -> handled.add(d.message().body()));
    streams.publish("s", message("within"));
    Eventually.until(() -> handled.contains("within"), done -> done);
    assertThat(streams.transportOf("s")).isEqualTo("in-process");

    cannotStart = false;
    streams.publish("s", message("redis"));

    Eventually.until(() -> handled.contains("redis"), done -> done);
    reader.close();
    assertThat(redis.read("s", "", 10)).hasSize(1);
  }

  @Test
  void aServerThatIsAwayIsNotReplaced() {
    redis.away = true;
    StreamDesk desk = new StreamDesk(streams, List::of);
    streams.add("kafka", new InProcessStreams());
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    streams.subscribe(Group.of("s", "g", "a"), d -> handled.add(d.message().body()));

    assertThatThrownBy(() -> streams.publish("s", message("x"))).isInstanceOf(PortException.class);
    assertThatThrownBy(desk::streams)
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("away");

    redis.away = false;
    streams.publish("s", message("back"));
    Eventually.until(() -> handled.contains("back"), done -> done);
    assertThat(desk.streams()).extracting(s -> s.transport()).containsExactly("redis");
    assertThat(desk.read("s", "", 10)).extracting(m -> m.body()).containsExactly("back");
    assertThat(desk.deadLetters("s", "", 10)).isEmpty();
    assertThat(desk.projections()).isEmpty();
    assertThatThrownBy(() -> desk.read("s", "", 0)).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> desk.read("s", "a b", 1)).hasMessageContaining("'a b'");
  }

  @Test
  void routesAreRead() {
    assertThat(Routes.parse("kafka").of("market")).isEqualTo("kafka");
    assertThat(Routes.parse("redis,market=kafka").of("market")).isEqualTo("kafka");
    assertThat(Routes.parse("market=kafka").of("alerts")).isEqualTo("redis");
    for (String wrong : List.of("", "a=b=c", "market=", "redis,,kafka")) {
      assertThatThrownBy(() -> Routes.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
