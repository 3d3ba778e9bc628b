package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.AccountKind;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an author asks for that cannot be is denied with a code, told to the strategy, and the
 * strategy goes on: it trades on a later bar.
 */
class BadInputTest {
  private static final InstrumentId SHARE = InstrumentId.of("A.SIM");
  private static final InstrumentId OTHER = InstrumentId.of("NOBODY.SIM");
  private static final Quantity TEN = Quantity.of(10);
  private static final Price PRICE = Price.of(100);
  private static final double[] NO_NUMBERS = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, 9.3e10
  };

  record NoParameters() {}

  /** Asks for something on the second bar, and buys ten on the fourth. */
  private static final class Asks implements Strategy, StrategyFactory<NoParameters> {
    final Consumer<StrategyContext> what;
    final List<Denial> denials = new ArrayList<>();
    private int bars;

    Asks(Consumer<StrategyContext> what) {
      this.what = what;
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
      return Requirements.of(Subscription.bars(SHARE, BarSpec.MINUTE, 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      bars++;
      if (bars == 2) {
        what.accept(context);
      } else if (bars == 4) {
        context.submit(OrderRequest.market(SHARE, Side.BUY, TEN));
      }
    }

    @Override
    public void onDenied(Denial denial, StrategyContext context) {
      denials.add(denial);
    }
  }

  private static OrderRequest limit(Quantity quantity, Price price) {
    return OrderRequest.limit(SHARE, Side.BUY, quantity, price);
  }

  private static OrderRequest sell(OrderType type, Price price) {
    OrderRequest.Builder b = OrderRequest.builder(SHARE, Side.SELL, type, TEN);
    return (type == OrderType.STOP ? b.stop(price) : b.limit(price)).build();
  }

  private static Arguments order(String name, OrderRequest request, ReasonCode code) {
    return asks(name, c -> c.submit(request), code);
  }

  private static Arguments list(String name, OrderList list, int orders) {
    ReasonCode[] codes = new ReasonCode[orders];
    java.util.Arrays.fill(codes, ReasonCode.CONTINGENCY);
    return asks(name, c -> c.submit(list), codes);
  }

  private static Arguments asks(
      String name, Consumer<StrategyContext> what, ReasonCode... expected) {
    return Arguments.of(name, what, List.of(expected));
  }

  static Stream<Arguments> bad() {
    List<Arguments> all = new ArrayList<>();
    for (double d : NO_NUMBERS) {
      Price price = Price.ofDouble(d);
      Quantity quantity = Quantity.ofDouble(d);
      all.add(order("limit " + d, limit(TEN, price), ReasonCode.SANITY));
      all.add(order("stop " + d, sell(OrderType.STOP, price), ReasonCode.SANITY));
      all.add(order("quantity " + d, limit(quantity, PRICE), ReasonCode.SANITY));
      all.add(
          order(
              "limit of the difference to " + d,
              limit(TEN, PRICE.minus(price)),
              ReasonCode.SANITY));
      all.add(
          order(
              "offset " + d,
              OrderRequest.trailingStop(SHARE, Side.SELL, TEN, TrailingOffset.price(price)),
              ReasonCode.ORDER_OFFSET));
      all.add(
          asks(
              "target of " + d,
              c -> c.target(SHARE, Size.of(Quantity.ofDouble(d))),
              ReasonCode.SANITY));
      all.add(
          asks(
              "target of money " + d,
              c -> c.target(SHARE, Size.notional(Money.ofDouble(d, Currency.USD))),
              ReasonCode.SANITY));
    }
    for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      all.add(asks("weight " + d, c -> c.target(SHARE, Size.weight(d)), ReasonCode.SANITY));
      all.add(
          asks(
              "weight at fill " + d,
              c -> c.target(SHARE, Size.weightAtFill(d)),
              ReasonCode.SANITY));
    }
    Quantity most = Quantity.of((long) (1_000 / 0.0));
    all.add(order("cash / 0", limit(most, PRICE), ReasonCode.SANITY));
    all.add(order("sum beyond", limit(TEN, huge().plus(huge())), ReasonCode.SANITY));
    all.add(order("value beyond", limit(Quantity.of(90_000_000_000L), huge()), ReasonCode.SANITY));
    all.add(
        order(
            "offset of all ticks",
            OrderRequest.trailingStop(SHARE, Side.SELL, TEN, TrailingOffset.ticks(Long.MAX_VALUE)),
            ReasonCode.ORDER_OFFSET));
    all.add(order("no quantity", limit(Quantity.ZERO, PRICE), ReasonCode.SANITY));
    all.add(order("negative quantity", limit(TEN.negate(), PRICE), ReasonCode.SANITY));
    all.add(order("negative price", limit(TEN, Price.of(-1)), ReasonCode.SANITY));
    all.add(order("off tick", limit(TEN, Price.parse("100.001")), ReasonCode.TICK_SIZE));
    all.add(order("off lot", limit(Quantity.parse("1.5"), PRICE), ReasonCode.LOT_SIZE));
    all.add(
        order(
            "unknown instrument",
            OrderRequest.market(OTHER, Side.BUY, TEN),
            ReasonCode.UNKNOWN_INSTRUMENT));
    all.add(
        asks(
            "target of an unknown instrument",
            c -> c.target(OTHER, Size.weight(1)),
            ReasonCode.UNKNOWN_INSTRUMENT));
    all.add(
        order(
            "limit without a price",
            OrderRequest.builder(SHARE, Side.BUY, OrderType.LIMIT, TEN).build(),
            ReasonCode.ORDER_PRICES));
    all.add(
        order(
            "stop that is for the open",
            sell(OrderType.STOP, PRICE).withTimeInForce(TimeInForce.OPG),
            ReasonCode.ORDER_TIME_IN_FORCE));
    all.add(order("expired", limit(TEN, PRICE).goodTill(Instant.EPOCH), ReasonCode.ORDER_EXPIRY));
    all.add(order("for ever", limit(TEN, PRICE).goodTill(Instant.MAX), ReasonCode.ORDER_EXPIRY));
    all.add(
        order(
            "post-only market",
            OrderRequest.market(SHARE, Side.BUY, TEN).asPostOnly(),
            ReasonCode.ORDER_FLAGS));
    all.add(
        order(
            "reduces nothing",
            OrderRequest.market(SHARE, Side.SELL, TEN).asReduceOnly(),
            ReasonCode.REDUCE_ONLY));
    all.addAll(contradictions());
    return all.stream();
  }

  private static Price huge() {
    return Price.ofDouble(9e10);
  }

  private static List<Arguments> contradictions() {
    OrderRequest stop = sell(OrderType.STOP, Price.of(90));
    OrderRequest target = sell(OrderType.LIMIT, Price.of(110));
    OrderRequest entry = OrderRequest.market(SHARE, Side.BUY, TEN);
    return List.of(
        list("OCO of one", OrderList.oco(stop), 1),
        list("OCO of an order that cannot wait", OrderList.oco(stop, entry), 2),
        list(
            "stop above the target",
            OrderList.bracket(
                entry, sell(OrderType.STOP, Price.of(111)), sell(OrderType.LIMIT, Price.of(110))),
            3),
        list(
            "a bracket whose stop is of the side of its entry",
            OrderList.bracket(entry, OrderRequest.stop(SHARE, Side.BUY, TEN, Price.of(90)), target),
            3),
        list(
            "a bracket whose target is larger than its entry",
            OrderList.bracket(entry, stop, target.withQuantity(Quantity.of(11))),
            3),
        list(
            "OUO of different quantities",
            OrderList.ouo(stop, target.withQuantity(Quantity.of(9))),
            2),
        asks(
            "a leg that is no number denies the list",
            c ->
                c.submit(
                    OrderList.bracket(
                        entry, stop, sell(OrderType.LIMIT, Price.ofDouble(Double.NaN)))),
            ReasonCode.SANITY,
            ReasonCode.SANITY,
            ReasonCode.SANITY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void isDeniedWithACodeAndTheStrategyGoesOn(
      String name, Consumer<StrategyContext> what, List<ReasonCode> expected) {
    Asks strategy = new Asks(what);
    BacktestResult result = run(strategy, "us-equities", "2026-03-02T15:00:00Z");
    assertThat(strategy.denials)
        .extracting(Denial::code)
        .containsExactlyElementsOf(expected.stream().map(ReasonCode::name).toList());
    assertThat(strategy.denials)
        .allSatisfy(d -> assertThat(d.message()).as("says what was found").hasSizeGreaterThan(20));
    assertThat(result.fills()).as("the order of the fourth bar").hasSize(1);
  }

  @Test
  void replacementsThatAreNoNumbersAreDeniedAndTheOrderStays() {
    Asks strategy =
        new Asks(
            c -> {
              var id = c.submit(limit(TEN, Price.of(90)));
              c.replace(id, Quantity.ofDouble(Double.NaN), null, null);
              c.replace(id, null, Price.ofDouble(Double.POSITIVE_INFINITY), null);
              c.replace(id, null, null, Price.ofDouble(Double.NaN));
            });
    BacktestResult result = run(strategy, "us-equities", "2026-03-02T15:00:00Z");
    assertThat(strategy.denials)
        .extracting(Denial::code)
        .containsExactly("SANITY", "SANITY", "REPLACEMENT");
    assertThat(result.fills()).hasSize(1);
  }

  @Test
  void ordersAfterTheLastKnownSessionAreDenied() {
    Asks strategy = new Asks(c -> c.submit(OrderRequest.market(SHARE, Side.BUY, Quantity.of(100))));
    BacktestResult result = run(strategy, "china-a", "2026-12-31T08:00:00Z");
    assertThat(strategy.denials).extracting(Denial::code).startsWith("MARKET_CLOSED");
    assertThat(result.fills()).isEmpty();
    assertThat(result.settings().get("calendar china-a"))
        .isEqualTo(
            "known to 2026-12-31; the data go on to 2026-12-31T08:05:00Z, and orders after that"
                + " day are denied (MARKET_CLOSED)");
  }

  @Test
  void aRunWithinTheCalendarSaysNothingOfItsEnd() {
    Asks strategy = new Asks(c -> {});
    BacktestResult result = run(strategy, "china-a", "2026-12-31T02:00:00Z");
    assertThat(result.settings()).doesNotContainKey("calendar china-a");
  }

  @Test
  void seriesAtPricesThatTheMarketDoesNotHaveAreRefusedBeforeTheRun() {
    Instant close = Instant.parse("2026-03-02T15:00:00Z");
    Price zero = Price.ZERO;
    Price minus = Price.of(-37);
    Quantity one = Quantity.of(1);
    BarSeries bars =
        BarSeries.builder(SHARE, BarSpec.MINUTE)
            .add(Times.nanos(close), Fixed.ONE, Fixed.ONE, -Fixed.ONE, Fixed.ONE, 0)
            .build();
    List<EventSeries> bad =
        List.of(
            bars,
            TradeSeries.builder(SHARE).add(Times.nanos(close), 0, Fixed.ONE).build(),
            QuoteSeries.builder(SHARE)
                .add(Times.nanos(close), minus.raw(), Fixed.ONE, one.raw(), one.raw())
                .build(),
            QuoteSeries.builder(SHARE)
                .add(Times.nanos(close), zero.raw(), zero.raw(), one.raw(), one.raw())
                .build());
    for (EventSeries series : bad) {
      for (String market : List.of("us-equities", "crypto-spot", "forex", "")) {
        assertThatThrownBy(() -> runOn(series, market))
            .as("%s in %s", series, market)
            .isInstanceOf(BacktestException.class)
            .hasMessageStartingWith("NEGATIVE_PRICE: expected prices above 0, found ");
      }
      assertThat(runOn(series, "futures").settings()).isNotEmpty();
    }
  }

  @Test
  void aQuoteWithoutABidIsTakenAndNobodySellsThere() {
    long hundred = 100 * Fixed.ONE;
    long start = Times.nanos(Instant.parse("2026-03-02T15:00:00Z"));
    QuoteSeries series =
        QuoteSeries.builder(SHARE)
            .add(start, hundred, hundred, Fixed.ONE, Fixed.ONE)
            .add(start + 1_000, 0, hundred, 0, Fixed.ONE)
            .add(start + 2_000, 90 * Fixed.ONE, hundred, Fixed.ONE, Fixed.ONE)
            .build();
    BacktestResult result = runOn(series, "us-equities");
    assertThat(result.fills()).extracting(Fill::price).containsExactly(Price.of(90));
  }

  /** Sells on the first quote. */
  private static final class Sells implements Strategy, StrategyFactory<NoParameters> {
    private boolean done;

    @Override
    public String name() {
      return "sells";
    }

    @Override
    public Class<NoParameters> configType() {
      return NoParameters.class;
    }

    @Override
    public Requirements requirements(NoParameters config) {
      return Requirements.of(Subscription.quotes(SHARE));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onQuote(Quote quote, StrategyContext context) {
      if (!done) {
        context.submit(OrderRequest.market(SHARE, Side.SELL, TEN));
      }
      done = true;
    }
  }

  private static BacktestResult runOn(EventSeries series, String market) {
    Instrument.Builder share = Instrument.builder(SHARE, Currency.USD);
    return Backtest.under(Preset.DEFAULT.withAccount(AccountKind.MARGIN, 2))
        .data(market.isEmpty() ? share.build() : share.market(market).build(), series, "test")
        .strategy(
            "bad",
            series instanceof QuoteSeries ? new Sells() : new Asks(c -> {}),
            Map.of(),
            Money.of(100_000, Currency.USD))
        .run();
  }

  private static BacktestResult run(Asks strategy, String market, String start) {
    BarSeries.Builder bars = BarSeries.builder(SHARE, BarSpec.MINUTE);
    Instant close = Instant.parse(start);
    for (int i = 0; i < 6; i++) {
      long price = 100 * Fixed.ONE;
      bars.add(Times.nanos(close), price, price, price, price, 1_000 * Fixed.ONE);
      close = close.plus(Duration.ofMinutes(1));
    }
    Currency currency = market.equals("china-a") ? Currency.of("CNY") : Currency.USD;
    return Backtest.under(Preset.DEFAULT)
        .data(Instrument.builder(SHARE, currency).market(market).build(), bars.build())
        .strategy("bad", strategy, Map.of(), Money.of(100_000, currency))
        .run();
  }
}
