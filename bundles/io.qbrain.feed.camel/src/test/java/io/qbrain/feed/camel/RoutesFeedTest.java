package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.TradeTick;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;

/** Routes of other bundles as feeds. */
class RoutesFeedTest {
  private static final InstrumentId ONE = InstrumentId.of("ONE.SIM");
  private static final InstrumentId TWO = InstrumentId.of("TWO.SIM");
  private static final Instant NOW = Instant.parse("2026-01-05T15:00:10Z");
  private static final Resume NOTHING = (instrument, spec) -> Optional.empty();

  private final RecordingSink sink = new RecordingSink();
  private final Map<String, Object> properties = new TreeMap<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private RoutesFeed feed;

  RoutesFeedTest() {
    properties.put("qbrain.feed", "theirs");
    properties.put("qbrain.feed.instruments", new String[] {"ONE.SIM", "TWO.SIM"});
    properties.put("qbrain.feed.lotSize", "0.001");
    feed = feed(ticking());
  }

  /** Sends what {@link #body} says of rounds from 1. */
  private RoutesBuilder ticking(Object... bodies) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("timer:tick?period=5&delay=0&repeatCount=" + bodies.length)
            .setHeader("CamelHttpUri", constant("http://elsewhere"))
            .process(e -> e.getMessage().setBody(bodies[rounds.getAndIncrement()]))
            .to("direct:on");
        from("direct:on").to("qbrain:market");
      }
    };
  }

  private RoutesFeed feed(RoutesBuilder routes) {
    properties.put(RoutesFeed.ROUTES, routes);
    return new RoutesFeed(properties, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void start(RoutesBuilder routes) {
    feed = feed(routes);
    feed.start(sink, NOTHING);
  }

  @AfterEach
  void stop() {
    feed.stop();
  }

  private static TradeTick trade(InstrumentId instrument, int price) {
    return TradeTick.of(instrument, NOW, Price.parse("" + price), Quantity.of(1));
  }

  private static Bar bar(int seconds) {
    Price p = Price.parse("10");
    return Bar.of(ONE, BarSpec.MINUTE, NOW.plusSeconds(seconds), p, p, p, p, Quantity.of(1));
  }

  @Test
  void eventsThatTheirRoutesSendReachThePlatform() {
    TradeTick one = trade(ONE, 100);
    TradeTick two = trade(TWO, 200);
    TradeTick three = trade(ONE, 300);
    start(ticking(one, List.of(two, three)));
    sink.await(3);
    assertThat(sink.events()).containsExactly(one, two, three);
    assertThat(feed.status().events()).isEqualTo(3);
    assertThat(feed.status().source()).contains("RoutesFeedTest");
    assertThat(feed.name()).isEqualTo("theirs");
    assertThat(feed.instruments()).hasSize(2);
  }

  @Test
  void textsAreMappedAsThePropertiesSay() {
    properties.put("qbrain.feed.instruments", "ONE.SIM");
    properties.put("qbrain.feed.kind", "trades");
    properties.put("qbrain.feed.fields", "time=t,price=p,quantity=q");
    start(
        ticking(
            "{\"t\":\"2026-01-05T15:00:01Z\",\"p\":\"10\",\"q\":\"0.5\"}",
            "{\"t\":\"2026-01-05T15:00:02Z\"}"));
    sink.await(1);
    RecordingSink.await(() -> feed.status().rejected() == 1, "the text that says too little");
    assertThat(sink.events().get(0)).isInstanceOf(TradeTick.class);
    assertThat(feed.status().message()).contains("expected price at p");
  }

  @Test
  void whatIsNoEventOrOfAnotherInstrumentIsRefused() {
    start(ticking(trade(InstrumentId.of("OTHER.SIM"), 1), 4711, trade(ONE, 2)));
    sink.await(1);
    assertThat(feed.status().rejected()).isEqualTo(2);
    assertThat(feed.status().message()).contains("expected a market event", "Integer");
  }

  @Test
  void barsThatThePlatformHasOrThatAreNotClosedArePassedOver() {
    TradeTick trade = trade(ONE, 1);
    feed = feed(ticking(bar(-120), bar(-60), bar(0), bar(0), bar(60), trade));
    feed.start(sink, (instrument, spec) -> Optional.of(bar(-120)));
    sink.await(3);
    assertThat(sink.events()).containsExactly(bar(-60), bar(0), trade);
  }

  @Test
  void aFaultInARouteIsToldAndTheNextMessageGoesOn() {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("timer:tick?period=5&delay=0&repeatCount=3")
                .process(
                    e -> {
                      if (rounds.incrementAndGet() < 3) {
                        throw new IllegalStateException("broken " + rounds);
                      }
                      e.getMessage().setBody(trade(ONE, 3));
                    })
                .to("qbrain:market");
          }
        });
    sink.await(1);
    assertThat(feed.status().state()).isEqualTo(State.RUNNING);
    assertThat(feed.status().rejected()).isEqualTo(2);
    assertThat(feed.status().message()).contains("2 messages failed", "broken 2");
  }

  @Test
  void routesThatCannotBeMadeAreAFailedFeedWithAReasonAlsoWhenAClassIsMissing() {
    for (Throwable why : List.of(new IllegalStateException("no"), new NoClassDefFoundError("x"))) {
      RoutesFeed broken =
          feed(
              new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                  if (why instanceof Error error) {
                    throw error;
                  }
                  throw (Exception) why;
                }
              });
      assertThatThrownBy(() -> broken.start(sink, NOTHING)).isInstanceOf(PortException.class);
      assertThat(broken.status().state()).isEqualTo(State.FAILED);
      assertThat(broken.status().message()).contains(String.valueOf(why.getMessage()));
    }
  }

  @Test
  void stopEndsTheirThreadsAndItMayStartAgain() {
    start(ticking(trade(ONE, 1)));
    sink.await(1);
    feed.stop();
    RecordingSink.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("feed-theirs")),
        "the end of their threads");
    rounds.set(0);
    feed.start(sink, NOTHING);
    sink.await(2);
  }

  @Test
  void wrongPropertiesAreNamed() {
    properties.put("qbrain.feed.kind", "trades");
    assertThat(feed(ticking()).status().message()).contains("expected one instrument", "found 2");
    properties.put("qbrain.feed.instruments", "");
    assertThat(feed(ticking()).status().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aFeedComesAndGoesWithTheService() {
    AtomicInteger there = new AtomicInteger();
    RoutesFeeds feeds =
        new RoutesFeeds(
            new ComponentFactory<>() {
              @Override
              public ComponentInstance<RoutesFeed> newInstance(Dictionary<String, ?> told) {
                assertThat(told.get("qbrain.feed")).isEqualTo("theirs");
                assertThat(told.get(RoutesFeed.ROUTES)).isInstanceOf(RoutesBuilder.class);
                assertThat(told.get("service.id")).isNull();
                there.incrementAndGet();
                return new ComponentInstance<>() {
                  @Override
                  public void dispose() {
                    there.decrementAndGet();
                  }

                  @Override
                  public RoutesFeed getInstance() {
                    return feed;
                  }
                };
              }
            });
    RoutesBuilder routes = ticking();
    feeds.addRoutes(routes, Map.of("qbrain.feed", "theirs", "service.id", 7L));
    assertThat(there).hasValue(1);
    feeds.removeRoutes(routes);
    feeds.removeRoutes(routes);
    assertThat(there).hasValue(0);
  }
}
