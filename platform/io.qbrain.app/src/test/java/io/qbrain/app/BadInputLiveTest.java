package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.service.PortfolioService.OrderFilter;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cannot be is denied in the running platform with the code that a backtest gives: it is in
 * the journal, the strategy hears of it and goes on, and nothing of it reaches the venue.
 */
class BadInputLiveTest {
  private static final InstrumentId SHARE = InstrumentId.of("SHARE.NYSE");
  private static final InstrumentId CHINA = InstrumentId.of("CHINA.SSE");
  private static final InstrumentId NOBODY = InstrumentId.of("NOBODY.SIM");
  private static final InstanceId ONE = InstanceId.of("one");
  private static final StrategyRef ASKS = StrategyRef.parse("asks@1.0.0");
  private static final Quantity TEN = Quantity.of(10);
  private static final Price PRICE = Price.of(100);
  private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");

  /** Something that is asked for, and the codes that it is denied with. */
  private record Ask(String name, Consumer<StrategyContext> what, List<ReasonCode> codes) {}

  record NoParameters() {}

  /** Asks for one thing on each bar, and buys ten on the last one. */
  private static final class Asks implements Strategy, StrategyFactory<NoParameters> {
    final List<Ask> asks;
    final InstrumentId instrument;
    final List<String> denials = new CopyOnWriteArrayList<>();
    private int bars;

    Asks(InstrumentId instrument, List<Ask> asks) {
      this.instrument = instrument;
      this.asks = asks;
    }

    @Override
    public String name() {
      return "asks";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(Subscription.bars(instrument, BarSpec.MINUTE, 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      if (bars < asks.size()) {
        asks.get(bars).what().accept(context);
      } else if (bars == asks.size()) {
        context.submit(OrderRequest.market(instrument, Side.BUY, TEN));
      }
      bars++;
    }

    @Override
    public void onDenied(Denial denial, StrategyContext context) {
      denials.add(asks.get(bars - 1).name() + ": " + denial.code());
    }
  }

  private final HandClock clock = new HandClock(NOON);
  private Bench bench = new Bench(Path.of(""));

  private static Instrument listed(InstrumentId id, String market) {
    return Instrument.builder(id, Currency.USD)
        .market(market)
        .maxOrderQuantity(Quantity.of(1_000))
        .build();
  }

  private Asks running(Path folder, InstrumentId instrument, List<Ask> asks) {
    bench = new Bench(folder, clock);
    bench.feed.more = List.of(listed(SHARE, "us-equities"), listed(CHINA, "china-a"));
    Asks strategy = new Asks(instrument, asks);
    assertThat(bench.start()).isTrue();
    bench.platform.catalog().add(ASKS, strategy);
    bench
        .platform
        .instances()
        .create(new NewInstance(ONE, ASKS, Map.of(), Optional.empty(), Optional.empty()));
    bench.platform.instances().start(ONE, "test");
    return strategy;
  }

  @AfterEach
  void stopPlatform() {
    bench.platform.stop();
  }

  private static Bar bar(InstrumentId id, Instant close, Price price) {
    return Bar.of(id, BarSpec.MINUTE, close, price, price, price, price, Quantity.of(1_000_000));
  }

  private void send(InstrumentId id, int minute) {
    bench.feed.send(bar(id, clock.now.plusSeconds(60L * minute), PRICE));
  }

  private static Ask order(String name, OrderRequest request, ReasonCode code) {
    return new Ask(name, c -> c.submit(request), List.of(code));
  }

  private static Ask list(String name, OrderList list) {
    List<ReasonCode> codes = list.all().stream().map(r -> ReasonCode.CONTINGENCY).toList();
    return new Ask(name, c -> c.submit(list), codes);
  }

  private static OrderRequest limit(Quantity quantity, Price price) {
    return OrderRequest.limit(SHARE, Side.BUY, quantity, price);
  }

  private static OrderRequest sell(OrderType type, Price price) {
    OrderRequest.Builder b = OrderRequest.builder(SHARE, Side.SELL, type, TEN);
    return (type == OrderType.STOP ? b.stop(price) : b.limit(price)).build();
  }

  private static List<Ask> asks() {
    List<Ask> all = new ArrayList<>();
    all.add(order("off the tick", limit(TEN, Price.parse("100.001")), ReasonCode.TICK_SIZE));
    all.add(order("off the lot", limit(Quantity.parse("1.5"), PRICE), ReasonCode.LOT_SIZE));
    for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      Price price = Price.ofDouble(d);
      Quantity quantity = Quantity.ofDouble(d);
      all.add(order("limit " + d, limit(TEN, price), ReasonCode.SANITY));
      all.add(order("stop " + d, sell(OrderType.STOP, price), ReasonCode.SANITY));
      all.add(order("quantity " + d, limit(quantity, PRICE), ReasonCode.SANITY));
      all.add(
          order(
              "offset " + d,
              OrderRequest.trailingStop(SHARE, Side.SELL, TEN, TrailingOffset.price(price)),
              ReasonCode.ORDER_OFFSET));
      all.add(
          new Ask(
              "target " + d, c -> c.target(SHARE, Size.of(quantity)), List.of(ReasonCode.SANITY)));
      all.add(
          new Ask("weight " + d, c -> c.target(SHARE, Size.weight(d)), List.of(ReasonCode.SANITY)));
    }
    all.add(
        order(
            "a value beyond all numbers",
            limit(Quantity.of(90_000_000_000L), PRICE),
            ReasonCode.SANITY));
    all.add(order("negative price", limit(TEN, Price.of(-1)), ReasonCode.SANITY));
    all.add(order("price of zero", limit(TEN, Price.ZERO), ReasonCode.SANITY));
    all.add(order("negative quantity", limit(TEN.negate(), PRICE), ReasonCode.SANITY));
    all.add(order("no quantity", limit(Quantity.ZERO, PRICE), ReasonCode.SANITY));
    all.add(
        order(
            "unknown instrument",
            OrderRequest.market(NOBODY, Side.BUY, TEN),
            ReasonCode.UNKNOWN_INSTRUMENT));
    all.add(order("far from the market", limit(TEN, Price.of(200)), ReasonCode.PRICE_COLLAR));
    all.add(
        order(
            "no such time in force",
            sell(OrderType.STOP, PRICE).withTimeInForce(TimeInForce.OPG),
            ReasonCode.ORDER_TIME_IN_FORCE));
    all.add(order("expired", limit(TEN, PRICE).goodTill(Instant.EPOCH), ReasonCode.ORDER_EXPIRY));
    all.add(
        order(
            "post-only market",
            OrderRequest.market(SHARE, Side.BUY, TEN).asPostOnly(),
            ReasonCode.ORDER_FLAGS));
    all.add(
        order(
            "no price",
            OrderRequest.builder(SHARE, Side.BUY, OrderType.LIMIT, TEN).build(),
            ReasonCode.ORDER_PRICES));
    all.add(
        order(
            "reduces nothing",
            OrderRequest.market(SHARE, Side.SELL, TEN).asReduceOnly(),
            ReasonCode.REDUCE_ONLY));
    OrderRequest stop = sell(OrderType.STOP, Price.of(99));
    OrderRequest target = sell(OrderType.LIMIT, Price.of(101));
    all.add(list("OCO of one", OrderList.oco(stop)));
    all.add(
        list(
            "stop above the target",
            OrderList.oco(
                sell(OrderType.STOP, Price.of(102)), sell(OrderType.LIMIT, Price.of(101)))));
    all.add(
        list(
            "OUO of different quantities",
            OrderList.ouo(stop, target.withQuantity(Quantity.of(9)))));
    return all;
  }

  private List<Order> orders() {
    return bench.platform.portfolio().orders(new OrderFilter(Optional.of(ONE), false, 1_000));
  }

  private static List<String> expected(List<Ask> asks) {
    List<String> all = new ArrayList<>();
    asks.forEach(a -> a.codes().forEach(c -> all.add(a.name() + ": " + c)));
    return all;
  }

  @Test
  void whatCannotBeIsDeniedWithItsCodeAndTheStrategyTradesOn(@TempDir Path folder) {
    List<Ask> asks = asks();
    Asks strategy = running(folder, SHARE, asks);
    for (int i = 1; i <= asks.size() + 3; i++) {
      send(SHARE, i);
    }
    Bench.await("the last order", () -> orders().stream().anyMatch(o -> isFilled(o)));
    assertThat(strategy.denials).containsExactlyElementsOf(expected(asks));
    List<Order> denied = orders().stream().filter(o -> o.status() == OrderStatus.DENIED).toList();
    List<ReasonCode> codes = asks.stream().flatMap(a -> a.codes().stream()).toList();
    assertThat(denied).hasSameSizeAs(codes);
    assertThat(bench.venue.fills()).isEqualTo(1);
    assertThat(orders()).hasSize(denied.size() + 1);
    assertThat(journalledDenials()).containsExactlyElementsOf(codes);
  }

  private static boolean isFilled(Order order) {
    return order.status() == OrderStatus.FILLED;
  }

  private List<ReasonCode> journalledDenials() {
    List<ReasonCode> codes = new ArrayList<>();
    synchronized (bench.journal) {
      for (var turn : bench.journal.turns) {
        for (Effect e : turn.effects()) {
          if (e instanceof Effect.OrderChanged c && c.order().status() == OrderStatus.DENIED) {
            String reason = c.order().reason();
            codes.add(ReasonCode.valueOf(reason.substring(0, reason.indexOf(':'))));
          }
        }
      }
    }
    return codes;
  }

  @Test
  void afterTheLastSessionThatTheCalendarKnowsOrdersAreDenied(@TempDir Path folder) {
    clock.now = Instant.parse("2027-01-04T02:00:00Z");
    Ask ask =
        order(
            "no session",
            OrderRequest.market(CHINA, Side.BUY, Quantity.of(100)),
            ReasonCode.MARKET_CLOSED);
    Asks strategy = running(folder, CHINA, List.of(ask));
    send(CHINA, 1);
    Bench.await("the denial", () -> !orders().isEmpty());
    assertThat(strategy.denials).containsExactly("no session: MARKET_CLOSED");
    assertThat(orders().get(0).reason()).startsWith("MARKET_CLOSED: ");
    Bench.await(
        "the end of the calendar in the status",
        () ->
            bench.platform.status().parts().stream()
                .anyMatch(
                    p ->
                        p.name().equals("market china-a")
                            && p.state().equals("DOWN")
                            && p.detail()
                                .startsWith("its calendar is known to 2026-12-31; orders are")));
    assertThat(bench.platform.status().ready()).isTrue();
  }

  @Test
  void eventsOutOfOrderOrOfNobodyAreDroppedAndCounted(@TempDir Path folder) {
    Asks strategy = running(folder, SHARE, List.of());
    send(SHARE, 1);
    send(SHARE, 1);
    send(SHARE, 0);
    send(NOBODY, 2);
    send(SHARE, 3);
    Bench.await("the order", () -> orders().stream().anyMatch(o -> isFilled(o)));
    assertThat(strategy.denials).isEmpty();
    Bench.await(
        "three events that were not taken",
        () ->
            bench.platform.status().parts().stream()
                .anyMatch(p -> p.detail().endsWith("; 3 events of the market were not taken")));
  }

  @Test
  void eventsFromTheFutureAreDroppedByTheLineOfTheFeedWhichSaysSo(@TempDir Path folder) {
    running(folder, SHARE, List.of());
    send(SHARE, 1);
    bench.feed.send(bar(SHARE, clock.now.plusSeconds(86_401), PRICE));
    send(SHARE, 2);
    send(SHARE, 3);
    Bench.await("the order", () -> orders().stream().anyMatch(o -> isFilled(o)));
    assertThat(orders().get(0).updated())
        .as("the account's time did not run away")
        .isBefore(clock.now.plusSeconds(3_600));
    assertThat(bench.platform.feeds().list())
        .filteredOn(f -> f.message().startsWith("FROM_THE_FUTURE: brings 2026-03-03T17:00:01Z of "))
        .singleElement()
        .satisfies(f -> assertThat(f.rejected()).isEqualTo(1));
  }

  @Test
  void pricesThatTheMarketDoesNotHaveReachNeitherTheStrategyNorTheVenue(@TempDir Path folder) {
    Ask ask = new Ask("waits", c -> c.submit(limit(TEN, Price.of(96))), List.of());
    Asks strategy = running(folder, SHARE, List.of(ask));
    send(SHARE, 1);
    bench.feed.send(bar(SHARE, clock.now.plusSeconds(120), Price.of(-1)));
    bench.feed.send(bar(SHARE, clock.now.plusSeconds(180), Price.ZERO));
    send(SHARE, 4);
    send(SHARE, 5);
    Bench.await("the order", () -> orders().stream().anyMatch(o -> isFilled(o)));
    assertThat(strategy.denials).isEmpty();
    assertThat(bench.venue.fills()).as("the limit below the market waits").isEqualTo(1);
    Bench.await(
        "two events that were not taken",
        () ->
            bench.platform.status().parts().stream()
                .anyMatch(p -> p.detail().endsWith("; 2 events of the market were not taken")));
  }

  @Test
  void aFeedWhoseInstrumentNamesAnUnknownMarketIsNotStarted(@TempDir Path folder) {
    bench = new Bench(folder, clock);
    bench.feed.more = List.of(Instrument.builder(NOBODY, Currency.USD).market("moon").build());
    assertThat(bench.start()).isTrue();
    assertThat(bench.platform.feeds().list().get(0).state()).isEqualTo("FAILED");
    assertThat(bench.platform.feeds().list().get(0).message()).contains("moon");
  }
}
