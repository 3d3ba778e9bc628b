package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type, time in force, flag and contingency of orders through kernel and venue. A share of
 * the New York Stock Exchange has bars of an hour and a half, which open, rise or fall by at most
 * 5, and close: two days of a week, 4 bars a day and one of 30 minutes, all worked out by hand.
 */
class EveryOrderTest {
  private static final InstrumentId A = InstrumentId.of("A.NYSE");
  private static final Quantity TEN = Quantity.of(10);
  private static final long HALF_HOUR = 1_800_000_000_000L;

  /** Open, high, low and close of half hours from 09:30 of Monday and of Tuesday on. */
  private static final String[][] DAYS = {
    {
      "100 101 99 100", "100 103 100 102", "102 102 97 98", "98 99 95 96", "96 104 96 104",
      "104 105 103 104", "104 104 104 104", "104 104 104 104", "104 104 104 104", "104 104 104 104",
      "104 104 104 104", "104 104 104 104", "104 107 104 106"
    },
    {"110 111 109 110", "110 110 108 109"}
  };

  record NoParameters() {}

  /** Asks for something on the first bar, and for more on later ones. */
  private static final class Asks implements Strategy, StrategyFactory<NoParameters> {
    private final Map<Integer, Consumer<StrategyContext>> asks = new LinkedHashMap<>();
    private int bars;

    Asks on(int bar, Consumer<StrategyContext> what) {
      asks.put(bar, what);
      return this;
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
      return Requirements.of(Subscription.bars(A, BarSpec.parse("30m"), 0));
    }

    @Override
    public Strategy create(NoParameters config) {
      return this;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      Consumer<StrategyContext> what = asks.get(++bars);
      if (what != null) {
        what.accept(context);
      }
    }
  }

  private static BarSeries bars() {
    BarSeries.Builder bars = BarSeries.builder(A, BarSpec.parse("30m"));
    long open = Times.nanos(Instant.parse("2026-03-02T14:30:00Z"));
    for (String[] day : DAYS) {
      long close = open;
      for (String bar : day) {
        String[] p = bar.split(" ", -1);
        close += HALF_HOUR;
        bars.add(
            close,
            Fixed.parse(p[0]),
            Fixed.parse(p[1]),
            Fixed.parse(p[2]),
            Fixed.parse(p[3]),
            1_000 * Fixed.ONE);
      }
      open += 86_400_000_000_000L;
    }
    return bars.build();
  }

  private static BacktestResult run(Asks asks) {
    return Backtest.under(Preset.DEFAULT.withFees(FeeModel.NONE).withAccount(AccountKind.MARGIN, 4))
        .data(Instrument.builder(A, Currency.USD).market("us-equities").build(), bars(), "test")
        .strategy("one", asks, Map.of(), Money.of(100_000, Currency.USD))
        .run();
  }

  /** The last state of each order as {@code FILLED 10 @ 100}, with a reason where it ended. */
  private static List<String> orders(BacktestResult result) {
    Map<ClientOrderId, Order> last = new LinkedHashMap<>();
    for (Effect e : result.effects()) {
      if (e instanceof Effect.OrderChanged c) {
        last.put(c.order().id(), c.order());
      }
    }
    List<String> all = new ArrayList<>();
    for (Order o : last.values()) {
      all.add(
          o.status() + o.averagePrice().map(p -> " " + o.filledQuantity() + " @ " + p).orElse(""));
    }
    return all;
  }

  private static Price at(String price) {
    return Price.parse(price);
  }

  private static OrderRequest limit(Side side, String price) {
    return OrderRequest.limit(A, side, TEN, at(price));
  }

  private static OrderRequest stop(Side side, String price) {
    return OrderRequest.stop(A, side, TEN, at(price));
  }

  private static OrderRequest trailing(Side side, TrailingOffset offset) {
    return OrderRequest.trailingStop(A, side, TEN, offset);
  }

  private static OrderRequest market(Side side) {
    return OrderRequest.market(A, side, TEN);
  }

  private static Arguments of(String name, OrderRequest request, String expected) {
    return Arguments.of(name, request, expected);
  }

  static List<Arguments> single() {
    Instant eleven = Instant.parse("2026-03-02T16:00:00Z");
    return List.of(
        of("market", market(Side.BUY), "FILLED 10 @ 100"),
        of("limit at a touch", limit(Side.BUY, "97"), "FILLED 10 @ 97"),
        of("limit at a better open", limit(Side.SELL, "99"), "FILLED 10 @ 100"),
        of("limit that is not reached", limit(Side.BUY, "94"), "ACCEPTED"),
        of("stop", stop(Side.BUY, "103"), "FILLED 10 @ 103"),
        of("stop of a gap", stop(Side.BUY, "108"), "FILLED 10 @ 110"),
        of("sell stop", stop(Side.SELL, "96"), "FILLED 10 @ 96"),
        of(
            "stop-limit: stop at 103 in the second bar, back at its limit at the close",
            OrderRequest.stopLimit(A, Side.BUY, TEN, at("103"), at("102")),
            "FILLED 10 @ 102"),
        of(
            "stop-limit of a gap beyond its limit waits",
            OrderRequest.stopLimit(A, Side.BUY, TEN, at("107.5"), at("108")),
            "FILLED 10 @ 108"),
        of(
            "market-if-touched",
            OrderRequest.marketIfTouched(A, Side.BUY, TEN, at("97")),
            "FILLED 10 @ 97"),
        of(
            "limit-if-touched",
            OrderRequest.limitIfTouched(A, Side.BUY, TEN, at("97"), at("96")),
            "FILLED 10 @ 96"),
        of(
            "trailing stop by a price: 103 less 4",
            trailing(Side.SELL, TrailingOffset.price(at("4"))),
            "FILLED 10 @ 99"),
        of(
            "trailing stop by 400 ticks of 0.01",
            trailing(Side.SELL, TrailingOffset.ticks(400)),
            "FILLED 10 @ 99"),
        of(
            "trailing stop by 100 basis points: 103 less 1.03",
            trailing(Side.SELL, TrailingOffset.basisPoints("100")),
            "FILLED 10 @ 101.97"),
        of(
            "trailing stop by 2 percent: 103 less 2.06",
            trailing(Side.SELL, TrailingOffset.percent("2")),
            "FILLED 10 @ 100.94"),
        of(
            "market on open, of the next day",
            OrderRequest.marketOnOpen(A, Side.BUY, TEN),
            "FILLED 10 @ 110"),
        of("market on close", OrderRequest.marketOnClose(A, Side.BUY, TEN), "FILLED 10 @ 106"),
        of("DAY", limit(Side.BUY, "94").withTimeInForce(TimeInForce.DAY), "EXPIRED"),
        of(
            "GTC, on the next day",
            limit(Side.SELL, "111").withTimeInForce(TimeInForce.GTC),
            "FILLED 10 @ 111"),
        of("IOC", limit(Side.BUY, "97").withTimeInForce(TimeInForce.IOC), "CANCELED"),
        of(
            "IOC at once",
            limit(Side.BUY, "100").withTimeInForce(TimeInForce.IOC),
            "FILLED 10 @ 100"),
        of("FOK", limit(Side.BUY, "97").withTimeInForce(TimeInForce.FOK), "CANCELED"),
        of("GTD before its time", limit(Side.BUY, "97").goodTill(eleven), "FILLED 10 @ 97"),
        of("GTD after its time", limit(Side.BUY, "95").goodTill(eleven), "EXPIRED"),
        of("OPG", limit(Side.BUY, "111").withTimeInForce(TimeInForce.OPG), "FILLED 10 @ 110"),
        of("OPG beyond", limit(Side.BUY, "109").withTimeInForce(TimeInForce.OPG), "EXPIRED"),
        of("ATC", limit(Side.BUY, "106").withTimeInForce(TimeInForce.ATC), "FILLED 10 @ 106"),
        of("ATC beyond", limit(Side.BUY, "105").withTimeInForce(TimeInForce.ATC), "EXPIRED"),
        of("post-only that waits", limit(Side.BUY, "97").asPostOnly(), "FILLED 10 @ 97"),
        of("post-only that would trade", limit(Side.BUY, "100").asPostOnly(), "REJECTED"),
        of("reduce-only without a position", market(Side.SELL).asReduceOnly(), "DENIED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("single")
  void anOrderOfEachTypeAndTime(String name, OrderRequest request, String expected) {
    assertThat(orders(run(new Asks().on(1, c -> c.submit(request))))).containsExactly(expected);
  }

  @Test
  void reduceOnlyClosesNoMoreThanThePosition() {
    Asks asks =
        new Asks()
            .on(1, c -> c.submit(market(Side.BUY)))
            .on(2, c -> c.submit(limit(Side.SELL, "104").asReduceOnly()))
            .on(3, c -> c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(4))));
    assertThat(orders(run(asks)))
        .containsExactly("FILLED 10 @ 100", "FILLED 6 @ 104", "FILLED 4 @ 98");
  }

  static List<Arguments> lists() {
    OrderRequest low = stop(Side.SELL, "96");
    OrderRequest high = limit(Side.SELL, "103");
    return List.of(
        Arguments.of(
            "OCO: the limit of the second bar cancels the stop",
            OrderList.oco(low, high),
            List.of("CANCELED", "FILLED 10 @ 103")),
        Arguments.of(
            "OUO: the limit leaves nothing for the stop",
            OrderList.ouo(low, high),
            List.of("CANCELED", "FILLED 10 @ 103")),
        Arguments.of(
            "OTO: the limit is sent once the purchase has traded",
            OrderList.oto(limit(Side.BUY, "97"), high),
            List.of("FILLED 10 @ 97", "FILLED 10 @ 103")),
        Arguments.of(
            "OTO whose trigger does not trade",
            OrderList.oto(limit(Side.BUY, "94").withTimeInForce(TimeInForce.DAY), high),
            List.of("EXPIRED", "CANCELED")),
        Arguments.of(
            "bracket: bought at the open, the target in the same bar",
            OrderList.bracket(market(Side.BUY), low, high),
            List.of("FILLED 10 @ 100", "CANCELED", "FILLED 10 @ 103")),
        Arguments.of(
            "bracket: stopped before its target",
            OrderList.bracket(market(Side.BUY), low, limit(Side.SELL, "104")),
            List.of("FILLED 10 @ 100", "FILLED 10 @ 96", "CANCELED")),
        Arguments.of(
            "a contradiction is denied as a whole",
            OrderList.oco(stop(Side.SELL, "105"), high),
            List.of("DENIED", "DENIED")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void aListOfEachContingency(String name, OrderList list, List<String> expected) {
    assertThat(orders(run(new Asks().on(1, c -> c.submit(list))))).isEqualTo(expected);
  }

  @Test
  void anOrderIsAmendedAndCanceled() {
    ClientOrderId[] id = new ClientOrderId[2];
    Asks asks =
        new Asks()
            .on(
                1,
                c -> {
                  id[0] = c.submit(limit(Side.BUY, "90"));
                  id[1] = c.submit(limit(Side.BUY, "90"));
                })
            .on(
                2,
                c -> {
                  c.replace(id[0], Quantity.of(7), at("97"), null);
                  c.cancel(id[1]);
                });
    BacktestResult result = run(asks);
    assertThat(orders(result)).containsExactly("FILLED 7 @ 97", "CANCELED");
    List<String> states = new ArrayList<>();
    for (Effect e : result.effects()) {
      if (e instanceof Effect.OrderChanged c) {
        states.add(c.order().id() + " " + c.order().status());
      }
    }
    assertThat(states)
        .containsExactlyInAnyOrder(
            id[0] + " SUBMITTED",
            id[0] + " ACCEPTED",
            id[0] + " PENDING_REPLACE",
            id[0] + " ACCEPTED",
            id[0] + " FILLED",
            id[1] + " SUBMITTED",
            id[1] + " ACCEPTED",
            id[1] + " PENDING_CANCEL",
            id[1] + " CANCELED");
  }
}
