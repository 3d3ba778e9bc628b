package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qbrain.model.Bar;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bars from an HTTP server on this machine. */
class HttpFeedTest {
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();
  private static final Instant NOW = Instant.parse("2026-01-05T15:04:30Z");

  private final HttpServer server;
  private final RecordingSink sink = new RecordingSink();
  private final Map<String, Object> config = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private volatile String answer = "[]";
  private volatile int status = 200;
  private HttpFeed feed;

  HttpFeedTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext("/", this::answer);
    server.start();
    config.put("name", "http");
    config.put("instrument", "BTCUSD.SIM");
    config.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/klines?token=secret");
    config.put("fields", "time=0,open=1,high=2,low=3,close=4,volume=5");
    config.put("time", "epoch-millis");
    config.put("stamp", "open");
    config.put("every", "10ms");
    config.put("retryAfter", "10ms");
    config.put("retryAtMost", "40ms");
    feed = feed();
  }

  private HttpFeed feed() {
    return new HttpFeed(
        Configs.of(HttpFeed.Config.class, config), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void answer(HttpExchange exchange) throws IOException {
    synchronized (requests) {
      requests.add(
          exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization")
              + " "
              + exchange.getRequestHeaders().getFirst("If-None-Match"));
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + body.length + "\"";
    boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    exchange.getResponseHeaders().set("ETag", tag);
    if (same && status == 200) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private int requests() {
    synchronized (requests) {
      return requests.size();
    }
  }

  /** Waits until so many more requests were answered. */
  private void more(int count) {
    int now = requests();
    RecordingSink.await(() -> requests() >= now + count, count + " more requests");
  }

  @AfterEach
  void stop() {
    feed.stop();
    server.stop(0);
  }

  private void start(Resume resume) {
    feed = feed();
    feed.start(sink, resume);
  }

  /** The bars of minutes from 15:00 on that opened so long before, each a list. */
  private static String klines(int from, int to) {
    StringBuilder text = new StringBuilder("[");
    for (int minute = from; minute < to; minute++) {
      long open = Instant.parse("2026-01-05T15:00:00Z").toEpochMilli() + 60_000L * minute;
      text.append(minute == from ? "" : ",");
      text.append("[%d,\"10\",\"11.5\",9,10.25,%d]".formatted(open, 100 + minute));
    }
    return text.append("]").toString();
  }

  private List<String> bars() {
    return sink.bars().stream().map(Bar::toString).toList();
  }

  @Test
  void deliversEachClosedBarOnce() {
    answer = klines(0, 3);
    config.put("authorization", "Bearer abc");
    start(NOTHING);
    sink.await(3);
    answer = klines(1, 5);
    sink.await(4);
    more(3);
    assertThat(bars())
        .hasSize(4)
        .startsWith("BTCUSD.SIM 1m 2026-01-05T15:01:00Z o 10 h 11.5 l 9 c 10.25 v 100");
    assertThat(sink.bars().get(3).time()).isEqualTo(Instant.parse("2026-01-05T15:04:00Z"));
    assertThat(sink.threads()).allMatch(name -> name.startsWith("qbrain-feed-http"));
    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
    assertThat(feed.status().connections()).isEqualTo(1);
    assertThat(feed.status().delayNanos()).isEqualTo(30_000_000_000L);
    assertThat(feed.status().rejected()).isZero();
    assertThat(feed.status().source()).endsWith("/klines").doesNotContain("secret");
    synchronized (requests) {
      assertThat(requests.get(0)).isEqualTo("/klines?token=secret Bearer abc null");
      assertThat(requests).anyMatch(request -> request.endsWith("\"" + answer.length() + "\""));
    }
  }

  @Test
  void goesOnAfterTheLastBarOfThePlatform() {
    answer = klines(0, 3);
    start(NOTHING);
    sink.await(3);
    feed.stop();
    Bar last = sink.bars().get(1);
    RecordingSink again = new RecordingSink();
    feed.start(again, (instrument, spec) -> Optional.of(last));
    again.await(1);
    more(2);
    assertThat(again.bars()).hasSize(1);
  }

  @Test
  void readsTextInLines() {
    config.put("format", "csv");
    config.put("separator", ";");
    config.put("time", "iso");
    config.put("stamp", "close");
    config.put("fields", "time=Time,open=O,high=H,low=L,close=C,volume=V");
    answer =
        """
        Time;O;H;L;C;V
        2026-01-05T15:01:00Z;10;11;9;10;5
        2026-01-05T15:02:00Z;10;8;9;10;5
        2026-01-05T15:03:00Z;10;11;9;10.5;5
        """;
    start(NOTHING);
    sink.await(2);
    assertThat(bars().get(1))
        .isEqualTo("BTCUSD.SIM 1m 2026-01-05T15:03:00Z o 10 h 11 l 9 c 10.5 v 5");
    RecordingSink.await(() -> feed.status().rejected() == 1, "a bar whose high is below its open");
    assertThat(feed.status().message()).startsWith("refused: ");
  }

  @Test
  void triesAgainLaterAndLaterWhereTheServerFails() {
    status = 503;
    start(NOTHING);
    RecordingSink.await(
        () ->
            feed.status()
                .message()
                .equals("expected an answer 200, found 503; next attempt in 0.0 s"),
        "a failure");
    more(4);
    assertThat(sink.bars()).isEmpty();
    answer = klines(0, 2);
    status = 200;
    sink.await(2);
    RecordingSink.await(() -> feed.status().message().isEmpty(), "no message any more");
    assertThat(feed.status().connections()).isEqualTo(1);
  }

  @Test
  void failsWithAReasonWhereTheAnswerIsTooLong() {
    answer = " ".repeat(HttpPoll.MAX_BYTES + 1);
    start(NOTHING);
    RecordingSink.await(
        () -> feed.status().message().startsWith("expected at most 16777216 bytes, found more"),
        "a refusal");
  }

  @Test
  void leavesNoThreadAndStopsWhileItWaits() {
    config.put("every", "10m");
    answer = klines(0, 1);
    start(NOTHING);
    sink.await(1);
    feed.stop();
    assertThat(feed.status().state()).isEqualTo(State.STOPPED);
    RecordingSink.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("qbrain-feed-http")),
        "no thread of the feed");
  }

  @Test
  void isNotStartedWhereItIsSwitchedOff() {
    config.put("enabled", false);
    HttpFeed off = feed();
    assertThat(off.isEnabled()).isFalse();
    assertThat(off.status().state()).isEqualTo(State.OFF);
  }
}
