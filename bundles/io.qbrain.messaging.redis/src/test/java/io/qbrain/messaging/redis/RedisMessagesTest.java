package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Kind;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.MessageSource.Reading;
import io.qbrain.port.PortException;
import io.qbrain.testkit.contract.MessageSourceContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams and channels of a real Redis into which others write. */
class RedisMessagesTest extends MessageSourceContract {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final long DEADLINE_NANOS = 20_000_000_000L;

  private final Node node = Node.started(OneServer.settings());
  private final MessageSource messages = new RedisMessages(node.messaging);

  @AfterEach
  void close() {
    node.close();
  }

  @Override
  protected MessageSource source() {
    return new OneField(messages);
  }

  /** Others write the whole text into one field. */
  private record OneField(MessageSource under) implements MessageSource {
    @Override
    public String describe() {
      return under.describe();
    }

    @Override
    public Reading open(Place place, String after) {
      return under.open(new Place(place.kind(), place.name(), "data", place.oldest()), after);
    }
  }

  @Override
  protected String newPlace() {
    return "ticks-" + System.nanoTime();
  }

  @Override
  protected void write(String place, String text) {
    add(place, Map.of("data", text));
  }

  private void add(String stream, Map<String, String> fields) {
    node.link().await(node.link().commands().xadd(stream, fields));
  }

  private void send(String channel, String text) {
    node.link().await(node.link().commands().publish(channel, text));
  }

  private static List<String> read(Reading reading, int count) {
    List<String> texts = new ArrayList<>();
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (texts.size() < count && System.nanoTime() - end < 0) {
      reading.next(SOON).messages().stream().map(Message::text).forEach(texts::add);
    }
    return texts;
  }

  @Test
  void theFieldsOfAnEntryAreAnObject() {
    String stream = newPlace();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("price", "100.5");
    fields.put("say", "\"no\"\n\\");
    add(stream, fields);
    try (Reading reading = messages.open(new Place(Kind.KEPT, stream, "", true), "")) {
      assertThat(read(reading, 1))
          .containsExactly("{\"price\":\"100.5\",\"say\":\"\\\"no\\\"\\u000a\\\\\"}");
    }
  }

  @Test
  void entriesWithoutTheFieldArePassedOver() {
    String stream = newPlace();
    add(stream, Map.of("other", "1"));
    add(stream, Map.of("data", "2"));
    try (Reading reading = messages.open(new Place(Kind.KEPT, stream, "data", true), "")) {
      assertThat(read(reading, 1)).containsExactly("2");
    }
  }

  @Test
  void aChannelGivesWhatIsSentFromNowOn() {
    String channel = newPlace();
    send(channel, "before");
    try (Reading reading = messages.open(new Place(Kind.PASSING, channel, "", false), "")) {
      send(channel, "1");
      send(channel, "2");
      assertThat(read(reading, 2)).containsExactly("1", "2");
      assertThat(reading.position()).isEmpty();
    }
  }

  @Test
  void whatAChannelSendsFasterThanItIsTakenIsCounted() {
    String channel = newPlace();
    try (Reading reading = messages.open(new Place(Kind.PASSING, channel, "", false), "")) {
      int sent = 12_000;
      List<io.lettuce.core.RedisFuture<Long>> answers = new ArrayList<>();
      for (int i = 0; i < sent; i++) {
        answers.add(node.link().commands().publish(channel, "" + i));
      }
      answers.forEach(node.link()::await);
      send(channel, "last, which finds no room either");
      long missed = 0;
      long taken = 0;
      long end = System.nanoTime() + DEADLINE_NANOS;
      while (missed + taken < sent + 1 && System.nanoTime() - end < 0) {
        MessageSource.Batch batch = reading.next(SOON);
        missed += batch.missed();
        taken += batch.messages().size();
      }
      assertThat(missed + taken).isEqualTo(sent + 1);
      assertThat(missed).isPositive();
    }
  }

  @Test
  void aLostConnectionEndsTheReading() {
    String stream = newPlace();
    try (Reading channel = messages.open(new Place(Kind.PASSING, stream, "", false), "");
        Reading kept = messages.open(new Place(Kind.KEPT, stream, "", true), "")) {
      node.crash();
      assertThatThrownBy(() -> read(channel, 1)).isInstanceOf(PortException.class);
      assertThatThrownBy(() -> read(kept, 1)).isInstanceOf(PortException.class);
    }
  }

  @Test
  void withoutAServerItSaysSo() {
    MessageSource away = new RedisMessages(new RedisMessaging(OneServer.settings()));
    assertThatThrownBy(() -> away.open(new Place(Kind.KEPT, "x", "", true), ""))
        .isInstanceOf(PortException.class)
        .hasMessage("Redis is not started");
  }
}
