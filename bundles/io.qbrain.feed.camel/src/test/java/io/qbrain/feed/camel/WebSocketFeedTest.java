package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trades and quotes from a WebSocket on this machine. */
class WebSocketFeedTest {
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();
  private static final Instant NOW = Instant.parse("2026-01-05T15:00:10Z");

  private final LocalWebSocket server;
  private final RecordingSink sink = new RecordingSink();
  private final Map<String, Object> config = new HashMap<>();
  private WebSocketFeed feed;

  WebSocketFeedTest() throws IOException {
    server = new LocalWebSocket();
    config.put("name", "ws");
    config.put("instrument", "BTCUSD.SIM");
    config.put("url", server.url());
    config.put("fields", "time=T,price=p,quantity=q,sequence=n");
    config.put("match", "s=BTC");
    config.put("lotSize", "0.001");
    config.put("retryAfter", "20ms");
    config.put("retryAtMost", "80ms");
    feed = feed();
  }

  private WebSocketFeed feed() {
    return new WebSocketFeed(
        Configs.of(WebSocketFeed.Config.class, config), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() throws IOException {
    feed.stop();
    server.close();
  }

  private void start(int connections) {
    feed = feed();
    feed.start(sink, NOTHING);
    awaitConnections(connections);
  }

  private void awaitConnections(int connections) {
    RecordingSink.await(
        () -> server.clients() == connections && feed.status().connections() == connections,
        connections + " connections instead of " + server.clients() + ", " + feed.status());
  }

  private static String trade(int number, String price) {
    return ("{'s':'BTC','T':'2026-01-05T15:00:0%d.5Z','p':%s,'q':'0.25','n':%d}")
        .formatted(number, price, number)
        .replace('\'', '"');
  }

  private List<String> trades() {
    return sink.events().stream().map(Object::toString).toList();
  }

  @Test
  void deliversWholeBooks() throws IOException {
    config.put("kind", "depth");
    config.put("fields", "time=T,bids=b,asks=a");
    config.remove("match");
    start(1);
    server.send(
        "{'T':'2026-01-05T15:00:01Z','b':[['99.5','3'],['99','7'],['98','0']],'a':[['100',2]]}"
            .replace('\'', '"'));
    sink.await(1);
    assertThat(sink.events().get(0))
        .isInstanceOfSatisfying(
            Depth.class,
            book -> {
              assertThat(book.time()).isEqualTo("2026-01-05T15:00:01Z");
              assertThat(book.bidLevels()).isEqualTo(2);
              assertThat(book.askLevels()).isEqualTo(1);
              assertThat(Price.ofRaw(book.bidRaw(1))).isEqualTo(Price.parse("99"));
              assertThat(Quantity.ofRaw(book.bidSizeRaw(1))).isEqualTo(Quantity.parse("7"));
              assertThat(Price.ofRaw(book.askRaw(0))).isEqualTo(Price.parse("100"));
            });
  }

  @Test
  void deliversWhatComes() throws IOException {
    config.put("subscribe", "{\"subscribe\":\"trades\"}");
    config.put("authorization", "Bearer abc");
    start(1);
    RecordingSink.await(() -> !server.received().isEmpty(), "the subscription");
    server.send(trade(1, "100.5"));
    server.send("[" + trade(2, "101") + "," + trade(3, "102") + "]");
    sink.await(3);
    assertThat(server.received()).containsExactly("{\"subscribe\":\"trades\"}");
    assertThat(server.headers()).contains("Authorization: Bearer abc");
    assertThat(trades().get(0)).contains("BTCUSD.SIM", "100.5", "0.25", "2026-01-05T15:00:01.5");
    assertThat(sink.threads()).allMatch(name -> name.startsWith("qbrain-feed-ws"));
    assertThat(feed.status().source()).startsWith("ws://127.0.0.1:").endsWith("/stream");
    assertThat(feed.status().lastReceiptNanos()).isEqualTo(Times.nanos(NOW));
    RecordingSink.await(
        () -> feed.status().delayNanos() == 6_500_000_000L, "the delay of the third trade");
    assertThat(feed.status().message()).isEmpty();
  }

  @Test
  void seesWhatIsMissingAndPassesOverWhatItHas() throws IOException {
    start(1);
    server.send(trade(1, "100"));
    server.send(trade(2, "100"));
    server.send(trade(2, "100"));
    server.send(trade(5, "100"));
    sink.await(3);
    RecordingSink.await(() -> feed.status().gaps() == 2, "a gap of two");
    assertThat(feed.status().message()).isEqualTo("gap from 3 to 4");
    assertThat(feed.status().events()).isEqualTo(3);
  }

  @Test
  void takesOnlyRecordsOfItsInstrument() throws IOException {
    start(1);
    server.send(trade(1, "5").replace("BTC", "ETH"));
    server.send("{\"result\":null}");
    server.send(trade(2, "100"));
    sink.await(1);
    assertThat(trades().get(0)).contains("100");
    assertThat(feed.status().rejected()).isZero();
  }

  @Test
  void countsWhatIsImpossible() throws IOException {
    start(1);
    server.send("no json");
    server.send(trade(1, "\"much\""));
    server.send("{\"s\":\"BTC\"}");
    server.send(trade(2, "100"));
    sink.await(1);
    assertThat(feed.status().rejected()).isEqualTo(3);
    assertThat(feed.status().message()).contains("refused: expected time at T, found nothing");
  }

  @ParameterizedTest
  @CsvSource({"cut", "goodbye"})
  void connectsAgainAfterTheConnectionEnded(String how) throws IOException {
    start(1);
    server.send(trade(1, "100"));
    sink.await(1);
    if (how.equals("cut")) {
      server.cut();
    } else {
      server.sayGoodbye();
      RecordingSink.await(() -> server.clients() == 2 || !feed.status().message().isEmpty(), how);
      server.cut();
    }
    RecordingSink.await(() -> feed.status().connections() >= 2, "another connection");
    RecordingSink.await(() -> delivered(2), "a trade of the new connection");
    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
  }

  private boolean delivered(int number) {
    try {
      server.send(trade(number, "100"));
    } catch (IOException e) {
      return false; // The connection is not there yet.
    }
    return sink.events().size() >= 2;
  }

  @Test
  void endsAConnectionOnWhichNothingComes() {
    config.put("staleAfter", "50ms");
    feed = feed();
    feed.start(sink, NOTHING);
    RecordingSink.await(
        () -> feed.status().message().startsWith("nothing came for PT0.05S; next attempt in 0.0"),
        "a stale connection");
    RecordingSink.await(() -> feed.status().connections() >= 3, "more connections");
  }

  @Test
  void saysThatNobodyIsThereAndConnectsWhenSomebodyIs() throws IOException {
    server.close();
    feed = feed();
    feed.start(sink, NOTHING);
    RecordingSink.await(
        () -> feed.status().message().matches("(?s)not connected: .*; next attempt in 0.1 s"),
        "a failed attempt that waits as long as it may");
    assertThat(feed.status().connections()).isZero();
    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void startsAndStopsTwiceAndLeavesNoThread() throws IOException {
    start(1);
    assertThatThrownBy(() -> feed.start(sink, NOTHING))
        .isInstanceOf(PortException.class)
        .hasMessage("feed ws is already started: stop it first");
    feed.stop();
    feed.stop();
    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
    feed.start(sink, NOTHING);
    RecordingSink.await(() -> server.clients() == 2, "a second connection");
    feed.stop();
    RecordingSink.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("qbrain-feed-ws")),
        "no thread of the feed");
  }

  @Test
  void bringsQuotes() throws IOException {
    config.put("kind", "quotes");
    config.put("fields", "time=E,bid=b.0,bidsize=b.1,ask=a.0,asksize=a.1");
    config.put("time", "epoch-millis");
    config.put("match", "");
    config.put("records", "data");
    start(1);
    server.send("{\"data\":{\"E\":1767625201500,\"b\":[\"1.5\",2],\"a\":[1.6,3]}}");
    sink.await(1);
    assertThat(trades().get(0)).contains("1.5", "1.6", "2026-01-05T15:00:01.5");
    assertThat(feed.instruments().get(0).id()).isEqualTo(InstrumentId.of("BTCUSD.SIM"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url         | http://x      | expected an address that begins with ws:// or wss://, found 'http://x'
          kind        | candles       | expected kind bars, quotes, trades or depth, found 'candles'
          fields      | time=T        | expected fields [time, price, quantity], found [time]
          fields      | T             | expected fields such as time=T,price=p, found 'T'
          fields      | time=T,price=p,quantity=q,bid=b | expected fields [time, price, quantity] and sequence, found 'bid'
          time        | unix          | expected time iso, epoch-seconds
          format      | xml           | expected format json or csv, found 'xml'
          staleAfter  | soon          | staleAfter: expected a time such as 500ms, 5s or 1m, found 'soon'
          retryAfter  | 2m            | expected retryAfter <= retryAtMost, found PT2M and PT0.08S
          instrument  | btc           | expected an instrument id SYMBOL.VENUE
          """)
  void saysWhatIsWrongWithItsConfiguration(String key, String value, String message) {
    config.put(key, value);
    WebSocketFeed bad = feed();
    assertThat(bad.status().state()).isEqualTo(State.FAILED);
    assertThat(bad.status().message())
        .startsWith("configuration io.qbrain.feed.websocket of feed ws: ")
        .contains(message);
    assertThatThrownBy(() -> bad.start(sink, NOTHING)).isInstanceOf(PortException.class);
  }
}
