package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedVenueTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final InstrumentId F = InstrumentId.of("F.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final VenueRules PLAIN = new VenueRules(false, 0, FeeModel.NONE);
  private static final VenueRules STRICT = new VenueRules(true, 0, FeeModel.NONE);
  private static final VenueRules COSTLY =
      new VenueRules(false, Fixed.parse("0.5"), FeeModel.parse("percentage:0.001"));

  private final List<ExecutionReport> reports = new ArrayList<>();
  private Quantity sized = Quantity.ZERO;
  private int orders;

  private SimulatedVenue venue(VenueRules rules) {
    SimulatedVenue venue = new SimulatedVenue(rules, (order, price) -> sized, reports::add);
    venue.list(Instrument.builder(A, Currency.USD).build());
    venue.list(
        Instrument.builder(F, Currency.USD)
            .future(Quantity.of(10), Money.of(100, Currency.USD))
            .build());
    return venue;
  }

  private Order order(OrderRequest request) {
    return Order.of(
            ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), request, Times.nanos(NOON))
        .submitted(Times.nanos(NOON));
  }

  private Order sizedAtFill(Side side) {
    return Order.sizedAtFill(
            ClientOrderId.of("o-" + ++orders),
            InstanceId.of("s"),
            OrderRequest.market(A, side, Quantity.ZERO),
            Fixed.ONE,
            Times.nanos(NOON))
        .submitted(Times.nanos(NOON));
  }

  private static OrderRequest request(String type, Side side, String price) {
    Quantity ten = Quantity.of(10);
    return switch (type) {
      case "market" -> OrderRequest.market(A, side, ten);
      case "limit" -> OrderRequest.limit(A, side, ten, Price.parse(price));
      default -> OrderRequest.stop(A, side, ten, Price.parse(price));
    };
  }

  private static Bar bar(
      InstrumentId id, int minute, String open, String high, String low, String close) {
    return Bar.of(
        id,
        BarSpec.MINUTE,
        NOON.plusSeconds(60L * minute),
        Price.parse(open),
        Price.parse(high),
        Price.parse(low),
        Price.parse(close),
        Quantity.of(100));
  }

  private void submit(SimulatedVenue venue, Order order) {
    venue.submit(order, Times.nanos(NOON));
  }

  /** The reports so far as {@code FILL o-1 BUY 10 @ 100 fee 0} or {@code ACCEPTED o-1}. */
  private List<String> told() {
    return reports.stream()
        .map(
            r ->
                r.type() == ExecutionReport.Type.FILL
                    ? r.orderId() + " " + r.side() + " " + r.quantity() + " @ " + r.price()
                    : r.orderId() + " " + r.type())
        .toList();
  }

  /** What an order becomes in a bar with open 100, high 110 and low 90. */
  @ParameterizedTest
  @CsvSource({
    "market, BUY,  0,   100",
    "market, SELL, 0,   100",
    "limit,  BUY,  105, 100",
    "limit,  BUY,  100, 100",
    "limit,  BUY,  95,  95",
    "limit,  BUY,  90,  90",
    "limit,  BUY,  89,  none",
    "limit,  SELL, 95,  100",
    "limit,  SELL, 105, 105",
    "limit,  SELL, 110, 110",
    "limit,  SELL, 111, none",
    "stop,   BUY,  95,  100",
    "stop,   BUY,  100, 100",
    "stop,   BUY,  105, 105",
    "stop,   BUY,  110, 110",
    "stop,   BUY,  111, none",
    "stop,   SELL, 105, 100",
    "stop,   SELL, 95,  95",
    "stop,   SELL, 90,  90",
    "stop,   SELL, 89,  none"
  })
  void fillsInABarByTheRules(String type, Side side, String price, String expected) {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request(type, side, price)));
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertFill(side, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 90, none",
    "BUY, 90.01, 90.01",
    "BUY, 100, 100",
    "BUY, 101, 100",
    "SELL, 110, none",
    "SELL, 109.99, 109.99"
  })
  void strictLimitsMustBeTradedThrough(Side side, String price, String expected) {
    SimulatedVenue venue = venue(STRICT);
    submit(venue, order(request("limit", side, price)));
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertFill(side, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "market, BUY,  0,   100.5",
    "market, SELL, 0,   99.5",
    "stop,   BUY,  105, 105.5",
    "stop,   SELL, 102, 99.5",
    "limit,  BUY,  95,  95"
  })
  void slippageIsWorseAndNeverTouchesLimits(String type, Side side, String price, String expected) {
    SimulatedVenue venue = venue(COSTLY);
    submit(venue, order(request(type, side, price)));
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertFill(side, expected);
  }

  private void assertFill(Side side, String price) {
    List<String> fills = told().stream().filter(t -> t.contains("@")).toList();
    assertThat(fills)
        .isEqualTo(price.equals("none") ? List.of() : List.of("o-1 " + side + " 10 @ " + price));
  }

  /** What an order becomes on a quote of 99 to 101. */
  @ParameterizedTest
  @CsvSource({
    "market, BUY,  0,   101",
    "market, SELL, 0,   99",
    "limit,  BUY,  100, none",
    "limit,  BUY,  101, 101",
    "limit,  SELL, 98,  99",
    "stop,   BUY,  101, 101",
    "stop,   BUY,  102, none",
    "stop,   SELL, 99,  99"
  })
  void fillsOnAQuoteAtTheOtherSide(String type, Side side, String price, String expected) {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request(type, side, price)));
    venue.onMarket(Quote.of(A, NOON, Price.of(99), Price.of(101), Quantity.of(1), Quantity.of(1)));
    assertFill(side, expected);
  }

  @ParameterizedTest
  @CsvSource({"market, 0, 100", "limit, 99, none", "limit, 100, 100", "stop, 100, 100"})
  void fillsOnATradeAtItsPrice(String type, String price, String expected) {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request(type, Side.BUY, price)));
    venue.onMarket(TradeTick.of(A, NOON, Price.of(100), Quantity.of(1)));
    assertFill(Side.BUY, expected);
  }

  @Test
  void barThatOpenedBeforeTheOrderDoesNotFillIt() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request("market", Side.BUY, "0")));
    venue.onMarket(bar(A, 0, "100", "110", "90", "101"));
    assertThat(told()).containsExactly("o-1 ACCEPTED");
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertThat(told()).hasSize(2);
  }

  @Test
  void withinABarMarketComesFirstThenStopThenLimit() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request("limit", Side.SELL, "105")));
    submit(venue, order(request("stop", Side.SELL, "95")));
    submit(venue, order(request("market", Side.BUY, "0")));
    reports.clear();
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertThat(told())
        .containsExactly(
            "o-3 BUY 10 @ 100", "o-2 TRIGGERED", "o-2 SELL 10 @ 95", "o-1 SELL 10 @ 105");
    assertThat(venue.workingOrders()).isZero();
  }

  @Test
  void gapGivesALimitABetterAndAStopAWorsePrice() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request("limit", Side.BUY, "95")));
    submit(venue, order(request("stop", Side.SELL, "95")));
    reports.clear();
    venue.onMarket(bar(A, 1, "80", "82", "79", "81"));
    assertThat(told()).containsExactly("o-2 TRIGGERED", "o-2 SELL 10 @ 80", "o-1 BUY 10 @ 80");
  }

  @Test
  void otherInstrumentsDoNotFillIt() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(request("market", Side.BUY, "0")));
    venue.onMarket(bar(F, 1, "100", "110", "90", "101"));
    assertThat(venue.workingOrders()).isEqualTo(1);
  }

  @Test
  void cancelEndsAnOrderOnce() {
    SimulatedVenue venue = venue(PLAIN);
    Order order = order(request("limit", Side.BUY, "50"));
    submit(venue, order);
    submit(venue, order);
    venue.cancel(order.id(), 1);
    venue.cancel(order.id(), 2);
    assertThat(told()).containsExactly("o-1 ACCEPTED", "o-1 CANCELED", "o-1 CANCEL_REJECTED");
    assertThat(reports).extracting(ExecutionReport::venueSequence).containsExactly(1L, 2L, 3L);
  }

  @Test
  void unknownInstrumentIsRejected() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, order(OrderRequest.market(InstrumentId.of("X.SIM"), Side.BUY, Quantity.of(1))));
    assertThat(reports.get(0).reason()).isEqualTo("unknown instrument X.SIM");
  }

  @Test
  void feeCountsTheMultiplier() {
    SimulatedVenue venue = venue(COSTLY);
    submit(venue, order(OrderRequest.market(F, Side.BUY, Quantity.of(2))));
    venue.onMarket(bar(F, 1, "99.5", "99.5", "99.5", "99.5"));
    assertThat(reports.get(1).fee()).isEqualTo(Money.parse("2 USD"));
    assertThat(reports.get(1).price()).isEqualTo(Price.of(100));
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 7, o-1 BUY 7 @ 100.5",
    "BUY, -7, o-1 SELL 7 @ 99.5",
    "SELL, -7, o-1 SELL 7 @ 99.5",
    "BUY, 0, o-1 CANCELED"
  })
  void orderSizedAtTheFillAsksForItsSize(Side side, String size, String expected) {
    SimulatedVenue venue = venue(COSTLY);
    sized = Quantity.parse(size);
    submit(venue, sizedAtFill(side));
    venue.onMarket(bar(A, 1, "100", "100", "100", "100"));
    assertThat(told()).last().isEqualTo(expected);
  }

  @Test
  void restoredOrdersAndNumbersGoOn() {
    SimulatedVenue venue = venue(PLAIN);
    venue.resume(41, 7);
    venue.memory().restore(order(request("stop", Side.BUY, "105")), "V7", true, 0);
    submit(venue, order(request("market", Side.BUY, "0")));
    venue.onMarket(bar(A, 1, "100", "110", "90", "101"));
    assertThat(told())
        .as("the stop was triggered before")
        .containsExactly("o-2 ACCEPTED", "o-2 BUY 10 @ 100", "o-1 BUY 10 @ 100");
    assertThat(reports.get(0).venueSequence()).isEqualTo(42);
    assertThat(reports.get(0).venueOrderId()).hasToString("V8");
    assertThat(reports.get(2).executionId()).hasToString("E44");
  }

  @Test
  void endOfARunFillsOrCancels() {
    SimulatedVenue venue = venue(COSTLY);
    Order market = order(request("market", Side.SELL, "0"));
    submit(venue, market);
    submit(venue, order(request("limit", Side.BUY, "50")));
    reports.clear();
    assertThat(venue.fillNow(market.id(), Price.of(97), 5)).isTrue();
    assertThat(venue.fillNow(market.id(), Price.of(97), 5)).isFalse();
    venue.cancelAll("end of run", 6);
    assertThat(told()).containsExactly("o-1 SELL 10 @ 97", "o-2 CANCELED");
  }

  private static Bar bar(BarSpec spec, int minute, String price) {
    Price p = Price.parse(price);
    Instant close = NOON.plusSeconds(60L * minute);
    return Bar.of(A, spec, close, p, p, p, p, Quantity.of(100));
  }

  /** Bids at 99, asks at 101, and trades: at 100 before the orders, then at 95 and 105. */
  private List<String> besideTrades(VenueRules rules) {
    SimulatedVenue venue = venue(rules);
    BarSpec bid = BarSpec.parse("1m-bid");
    BarSpec ask = BarSpec.parse("1m-ask");
    String[] trades = {"100", "95", "105"};
    for (int minute = 0; minute < trades.length; minute++) {
      venue.onMarket(bar(bid, minute, "99"));
      venue.onMarket(bar(ask, minute, "101"));
      venue.onMarket(bar(BarSpec.MINUTE, minute, trades[minute]));
      if (minute == 0) {
        submit(venue, order(request("market", Side.BUY, "0")));
        submit(venue, order(request("limit", Side.BUY, "96")));
        submit(venue, order(request("stop", Side.BUY, "104")));
      }
    }
    return told().stream().filter(line -> line.contains("@")).toList();
  }

  @Test
  void restingOrdersTradeWhereItIsQuotedOrWhereTheMarketTrades() {
    assertThat(besideTrades(PLAIN)).containsExactly("o-1 BUY 10 @ 101");
    reports.clear();
    orders = 0;
    assertThat(besideTrades(PLAIN.withRestsOnTrades(true)))
        .as("a limit and a stop beyond the quotes, and the market order at the ask")
        .containsExactly("o-1 BUY 10 @ 101", "o-2 BUY 10 @ 95", "o-3 BUY 10 @ 105");
  }

  @Test
  void restingOrdersTakeQuotesWhereNothingTrades() {
    SimulatedVenue venue = venue(PLAIN.withRestsOnTrades(true));
    venue.expectQuotes(A);
    submit(venue, order(request("limit", Side.BUY, "102")));
    Instant later = NOON.plusSeconds(1);
    venue.onMarket(
        Quote.of(A, later, Price.of(99), Price.of(101), Quantity.of(50), Quantity.of(50)));
    assertThat(told()).contains("o-1 BUY 10 @ 101");
  }
}
