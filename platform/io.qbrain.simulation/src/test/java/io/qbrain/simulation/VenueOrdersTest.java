package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Currency;
import io.qbrain.model.Depth;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TrailingOffset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All types, times in force and ways to fill of the simulated venue. */
class VenueOrdersTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final VenueRules PLAIN = new VenueRules(false, 0, FeeModel.NONE);

  private final List<ExecutionReport> reports = new ArrayList<>();
  private int orders;

  private SimulatedVenue venue(VenueRules rules) {
    SimulatedVenue venue = new SimulatedVenue(rules, (order, price) -> Quantity.ZERO, reports::add);
    venue.list(Instrument.builder(A, Currency.USD).build());
    return venue;
  }

  private Order submit(SimulatedVenue venue, OrderRequest request, Instant at) {
    return submit(venue, request, at, null);
  }

  private Order submit(
      SimulatedVenue venue,
      OrderRequest request,
      Instant at,
      @org.jspecify.annotations.Nullable OrderLink link) {
    Order order =
        Order.of(ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), request, Times.nanos(at));
    order = (link == null ? order : order.linked(link)).submitted(Times.nanos(at));
    venue.submit(order, Times.nanos(at));
    return order;
  }

  private static OrderRequest of(
      OrderType type, Side side, long quantity, String limit, String stop) {
    OrderRequest.Builder b = OrderRequest.builder(A, side, type, Quantity.of(quantity));
    if (!limit.equals("0")) {
      b.limit(Price.parse(limit));
    }
    if (!stop.equals("0")) {
      b.stop(Price.parse(stop));
    }
    return b.build();
  }

  private static Bar bar(int minute, String prices) {
    return bar(BarSpec.MINUTE, NOON.plusSeconds(60L * minute), prices, 1_000);
  }

  private static Bar bar(BarSpec spec, Instant close, String prices, long volume) {
    String[] p = prices.split(" ");
    return Bar.of(
        A,
        spec,
        close,
        Price.parse(p[0]),
        Price.parse(p[1]),
        Price.parse(p[2]),
        Price.parse(p[3]),
        Quantity.of(volume));
  }

  private List<String> told() {
    return reports.stream()
        .map(
            r ->
                r.type() == ExecutionReport.Type.FILL
                    ? r.orderId() + " " + r.side() + " " + r.quantity() + " @ " + r.price()
                    : r.orderId() + " " + r.type())
        .toList();
  }

  private List<String> fills() {
    return told().stream().filter(t -> t.contains("@")).map(t -> t.substring(4)).toList();
  }

  /** What an order becomes in a bar with open 100, high 110, low 90 and close 101. */
  @ParameterizedTest
  @CsvSource({
    "STOP_LIMIT,        BUY,  106, 105, BUY 10 @ 105",
    "STOP_LIMIT,        BUY,  104, 105, BUY 10 @ 104",
    "STOP_LIMIT,        BUY,  95,  105, none",
    "STOP_LIMIT,        BUY,  95,  98,  BUY 10 @ 95",
    "STOP_LIMIT,        BUY,  101, 98,  BUY 10 @ 100",
    "STOP_LIMIT,        SELL, 94,  95,  SELL 10 @ 95",
    "STOP_LIMIT,        BUY,  120, 111, none",
    "MARKET_IF_TOUCHED, BUY,  0,   95,  BUY 10 @ 95",
    "MARKET_IF_TOUCHED, BUY,  0,   101, BUY 10 @ 100",
    "MARKET_IF_TOUCHED, SELL, 0,   105, SELL 10 @ 105",
    "MARKET_IF_TOUCHED, SELL, 0,   111, none",
    "LIMIT_IF_TOUCHED,  BUY,  96,  95,  BUY 10 @ 95",
    "LIMIT_IF_TOUCHED,  BUY,  92,  95,  BUY 10 @ 92",
    "LIMIT_IF_TOUCHED,  BUY,  89,  95,  none",
    "MARKET_ON_CLOSE,   BUY,  0,   0,   none",
    "MARKET_ON_OPEN,    BUY,  0,   0,   BUY 10 @ 100"
  })
  void fillsInABarByTheRules(
      OrderType type, Side side, String limit, String stop, String expected) {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, of(type, side, 10, limit, stop), NOON);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(fills()).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "2 price,        100 110 99 109, 109 109 107 108, SELL 10 @ 108",
    "200 ticks,      100 110 99 109, 109 109 107 108, SELL 10 @ 108",
    "100 basis_points, 100 100 99.5 100, 100 100 98 98, SELL 10 @ 99",
    "10 percent,     100 110 99 109, 99 99 98 98.5,   SELL 10 @ 99",
    "2 price,        100 110 97 109, 109 109 107 108, SELL 10 @ 98"
  })
  void trailingStopFollowsTheBestPriceOfTheBarsBefore(
      String offset, String first, String second, String expected) {
    SimulatedVenue venue = venue(PLAIN);
    submit(
        venue,
        OrderRequest.trailingStop(A, Side.SELL, Quantity.of(10), TrailingOffset.parse(offset)),
        NOON);
    venue.onMarket(bar(1, first));
    venue.onMarket(bar(2, second));
    assertThat(fills()).containsExactly(expected);
  }

  @Test
  void orderOfADayExpiresAndOneUntilATimeToo() {
    SimulatedVenue venue = venue(PLAIN);
    OrderRequest far = of(OrderType.LIMIT, Side.BUY, 10, "50", "0");
    submit(venue, far.withTimeInForce(TimeInForce.DAY), NOON);
    submit(venue, far.goodTill(NOON.plusSeconds(90)), NOON);
    venue.onMarket(bar(1, "100 110 90 101"));
    venue.onMarket(bar(2, "100 110 90 101"));
    assertThat(told()).doesNotContain("o-1 EXPIRED", "o-2 EXPIRED");
    venue.onMarket(bar(3, "100 110 90 101"));
    assertThat(told()).last().isEqualTo("o-2 EXPIRED");
    venue.onMarket(bar(60 * 13, "100 110 40 101"));
    assertThat(told()).last().isEqualTo("o-1 EXPIRED");
    assertThat(fills()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IOC, LIMIT,  99,  CANCELED, none",
    "IOC, LIMIT,  100, CANCELED, BUY 100 @ 100",
    "IOC, MARKET, 0,   CANCELED, BUY 100 @ 100",
    "FOK, MARKET, 0,   CANCELED, none",
    "GTC, MARKET, 0,   '',       BUY 100 @ 100"
  })
  void whatDoesNotTradeAtOnceIsCanceled(
      TimeInForce tif, OrderType type, String limit, String end, String expected) {
    Liquidity tenth = Liquidity.ANY.withVolumeShare(Fixed.parse("0.1"));
    SimulatedVenue venue = venue(PLAIN.withLiquidity(tenth));
    submit(venue, of(type, Side.BUY, 150, limit, "0").withTimeInForce(tif), NOON);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(fills()).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
    assertThat(told().contains("o-1 CANCELED")).isEqualTo(end.equals("CANCELED"));
    venue.onMarket(bar(2, "102 110 90 101"));
    assertThat(fills().contains("BUY 50 @ 102")).isEqualTo(tif == TimeInForce.GTC);
  }

  @Test
  void ordersForTheOpenAndTheCloseTradeThenOrNever() {
    SimulatedVenue venue = venue(PLAIN);
    submit(venue, of(OrderType.MARKET_ON_CLOSE, Side.SELL, 10, "0", "0"), NOON);
    submit(venue, OrderRequest.marketOnOpen(A, Side.BUY, Quantity.of(10)), NOON);
    submit(
        venue, of(OrderType.LIMIT, Side.BUY, 10, "95", "0").withTimeInForce(TimeInForce.OPG), NOON);
    Instant day = Instant.parse("2026-01-07T00:00:00Z");
    venue.onMarket(bar(BarSpec.DAILY, day, "100 110 90 101", 1_000));
    assertThat(told()).contains("o-1 SELL 10 @ 101", "o-2 BUY 10 @ 100", "o-3 EXPIRED").hasSize(6);
  }

  @Test
  void postOnlyOrderThatWouldTradeIsRejected() {
    SimulatedVenue venue = venue(PLAIN);
    venue.onMarket(bar(0, "100 110 90 101"));
    submit(venue, of(OrderType.LIMIT, Side.BUY, 10, "102", "0").asPostOnly(), NOON);
    submit(venue, of(OrderType.LIMIT, Side.BUY, 10, "100", "0").asPostOnly(), NOON);
    assertThat(told()).containsExactly("o-1 REJECTED", "o-2 ACCEPTED");
  }

  @Test
  void stopComesBeforeTheTargetAndBothNeverFillInOneBar() {
    SimulatedVenue venue = venue(PLAIN);
    OrderLink link = new OrderLink(ClientOrderId.of("o-1"), Contingency.OCO, null);
    submit(venue, of(OrderType.LIMIT, Side.SELL, 10, "105", "0"), NOON, link);
    submit(venue, of(OrderType.STOP, Side.SELL, 10, "0", "95"), NOON, link);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(told())
        .containsExactly(
            "o-1 ACCEPTED", "o-2 ACCEPTED", "o-2 TRIGGERED", "o-2 SELL 10 @ 95", "o-1 CANCELED");
  }

  @Test
  void whatOneFillsTheOtherIsReducedBy() {
    Liquidity share = Liquidity.ANY.withVolumeShare(Fixed.parse("0.004"));
    SimulatedVenue venue = venue(PLAIN.withLiquidity(share));
    OrderLink link = new OrderLink(ClientOrderId.of("o-1"), Contingency.OUO, null);
    submit(venue, of(OrderType.LIMIT, Side.SELL, 10, "105", "0"), NOON, link);
    submit(venue, of(OrderType.STOP, Side.SELL, 10, "0", "80"), NOON, link);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(told()).endsWith("o-1 SELL 4 @ 105", "o-2 RESTATED");
    venue.onMarket(bar(2, "70 71 69 70"));
    venue.onMarket(bar(3, "70 71 69 70"));
    assertThat(fills()).containsExactly("SELL 4 @ 105", "SELL 4 @ 70", "SELL 2 @ 70");
  }

  @ParameterizedTest
  @CsvSource({"true, 2", "false, 1"})
  void triggeredStopProtectsTheBarOfTheEntryIfTheRulesSaySo(boolean protects, int fills) {
    SimulatedVenue venue = venue(PLAIN.withEntryBarProtected(protects));
    ClientOrderId entry = ClientOrderId.of("o-1");
    submit(
        venue,
        OrderRequest.market(A, Side.BUY, Quantity.of(10)),
        NOON,
        new OrderLink(entry, Contingency.OTO, null));
    venue.onMarket(bar(1, "100 110 90 101"));
    Instant then = NOON.plusSeconds(60);
    OrderLink link = new OrderLink(entry, Contingency.OCO, entry);
    submit(venue, of(OrderType.LIMIT, Side.SELL, 10, "105", "0"), then, link);
    submit(venue, of(OrderType.STOP, Side.SELL, 10, "0", "95"), then, link);
    assertThat(fills()).hasSize(fills).startsWith("BUY 10 @ 100");
    assertThat(fills().contains("SELL 10 @ 95")).isEqualTo(protects);
  }

  @Test
  void replacementChangesPriceAndQuantity() {
    SimulatedVenue venue = venue(PLAIN);
    Order order = submit(venue, of(OrderType.LIMIT, Side.BUY, 10, "50", "0"), NOON);
    venue.replace(order.pendingReplace(Replacement.of(Quantity.of(15), Price.of(95), null), 1), 1);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(told()).containsExactly("o-1 ACCEPTED", "o-1 REPLACED", "o-1 BUY 15 @ 95");
    venue.replace(order.pendingReplace(Replacement.of(Quantity.of(20), null, null), 1), 1);
    assertThat(told()).last().isEqualTo("o-1 REPLACE_REJECTED");
  }

  @Test
  void latencyDelaysOrdersAndCancels() {
    long minute = 60_000_000_000L;
    SimulatedVenue venue = venue(PLAIN.withLatency(minute / 2, minute / 2));
    submit(venue, OrderRequest.market(A, Side.BUY, Quantity.of(10)), NOON);
    Order far = submit(venue, of(OrderType.LIMIT, Side.SELL, 10, "105", "0"), NOON);
    venue.onMarket(bar(1, "100 100 100 100"));
    assertThat(fills()).isEmpty();
    venue.onMarket(bar(2, "102 102 102 102"));
    assertThat(fills()).containsExactly("BUY 10 @ 102");
    venue.cancel(far.id(), Times.nanos(NOON.plusSeconds(121)));
    venue.onMarket(bar(3, "106 106 106 106"));
    assertThat(fills()).as("the fill is faster than the cancel").last().isEqualTo("SELL 10 @ 106");
  }

  private static Quote quote(int second, String bid, String ask, long size) {
    return Quote.of(
        A,
        NOON.plusSeconds(second),
        Price.parse(bid),
        Price.parse(ask),
        Quantity.of(size),
        Quantity.of(size));
  }

  @Test
  void bookIsWalkedAndTheRestWaitsOrFillsOneTickWorse() {
    Liquidity waits = new Liquidity(Liquidity.UNLIMITED, Liquidity.Rest.WAITS, 0, true, false);
    SimulatedVenue venue = venue(PLAIN.withTiming(FillTiming.CURRENT_BOOK).withLiquidity(waits));
    long one = Fixed.ONE;
    venue.onMarket(
        Depth.of(
            A, NOON, 2, 99 * one, 5 * one, 101 * one, 4 * one, 98 * one, 5 * one, 102 * one,
            3 * one));
    submit(venue, OrderRequest.market(A, Side.BUY, Quantity.of(10)), NOON);
    assertThat(fills()).containsExactly("BUY 4 @ 101", "BUY 3 @ 102");
    venue.onMarket(quote(1, "99", "103", 50));
    assertThat(fills()).last().isEqualTo("BUY 3 @ 103");
  }

  /** As NautilusTrader at the top of the book: 0.2 basis points, rounded half up. */
  @Test
  void marketOrderMeetsTheBookThatTheMinuteBeforeLeft() {
    SimulatedVenue venue = venue(Preset.NAUTILUS_L1.venue());
    venue.list(Instrument.builder(A, Currency.USD).tickSize(Price.parse("0.00001")).build());
    BarSpec bid = BarSpec.MINUTE.of(PriceSource.BID);
    BarSpec ask = BarSpec.MINUTE.of(PriceSource.ASK);
    venue.onMarket(bar(bid, NOON, "1.57601 1.57601 1.57601 1.57601", 1));
    venue.onMarket(bar(ask, NOON, "1.57603 1.57603 1.57603 1.57603", 1));
    Instant next = NOON.plusSeconds(60);
    venue.onMarket(bar(bid, next, "1.5 1.5 1.5 1.5", 1));
    submit(venue, OrderRequest.market(A, Side.BUY, Quantity.of(1_000_000)), next);
    assertThat(fills()).containsExactly("BUY 250000 @ 1.57603", "BUY 750000 @ 1.57604");
    assertThat(reports.get(1).fee()).isEqualTo(Money.parse("7.88 USD"));
    assertThat(reports.get(2).fee()).isEqualTo(Money.parse("23.64 USD"));
    submit(venue, OrderRequest.market(A, Side.SELL, Quantity.of(200_000)), next);
    assertThat(fills()).last().isEqualTo("SELL 200000 @ 1.57601");
  }

  @ParameterizedTest
  @CsvSource({
    "NEXT_OPEN,   BUY,  BUY 10 @ 104",
    "NEXT_CLOSE,  BUY,  BUY 10 @ 105",
    "SAME_CLOSE,  BUY,  BUY 10 @ 101",
    "QUOTE_CLOSE, BUY,  BUY 10 @ 101"
  })
  void timingIsANamedSetting(FillTiming timing, Side side, String expected) {
    SimulatedVenue venue = venue(PLAIN.withTiming(timing));
    venue.onMarket(bar(0, "100 110 90 101"));
    submit(venue, OrderRequest.market(A, side, Quantity.of(10)), NOON);
    venue.onMarket(bar(1, "104 106 103 105"));
    assertThat(fills()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"BUY, BUY 10 @ 101.5", "SELL, SELL 10 @ 100.5"})
  void whereBidAndAskAreQuotedTheyCountAtTheClose(Side side, String expected) {
    SimulatedVenue venue = venue(PLAIN.withTiming(FillTiming.QUOTE_CLOSE));
    venue.expectQuotes(A);
    venue.onMarket(bar(0, "100 110 90 101"));
    submit(venue, OrderRequest.market(A, side, Quantity.of(10)), NOON);
    venue.onMarket(bar(BarSpec.MINUTE.of(PriceSource.BID), NOON, "99 109 89 100.5", 1));
    venue.onMarket(bar(BarSpec.MINUTE.of(PriceSource.ASK), NOON, "101 111 91 101.5", 1));
    assertThat(fills()).containsExactly(expected);
  }

  @Test
  void limitWaitsBehindWhatStoodAtItsPrice() {
    Liquidity queue = new Liquidity(Liquidity.UNLIMITED, Liquidity.Rest.WAITS, 0, true, true);
    SimulatedVenue venue = venue(PLAIN.withLiquidity(queue));
    venue.onMarket(quote(0, "99", "101", 30));
    submit(venue, of(OrderType.LIMIT, Side.BUY, 10, "99", "0"), NOON);
    venue.onMarket(TradeTick.of(A, NOON.plusSeconds(1), Price.of(99), Quantity.of(20)));
    assertThat(fills()).isEmpty();
    venue.onMarket(TradeTick.of(A, NOON.plusSeconds(2), Price.of(99), Quantity.of(14)));
    assertThat(fills()).containsExactly("BUY 4 @ 99");
    venue.onMarket(TradeTick.of(A, NOON.plusSeconds(3), Price.of(98), Quantity.of(1)));
    assertThat(fills()).containsExactly("BUY 4 @ 99", "BUY 6 @ 99");
  }

  @Test
  void makerAndTakerPayTheirRatesAndSalesStampDuty() {
    VenueRules rules =
        PLAIN.withFees(FeeModel.parse("stamp-duty:0.001,maker-taker:-0.0001,0.0005"));
    SimulatedVenue venue = venue(rules);
    submit(venue, OrderRequest.market(A, Side.BUY, Quantity.of(10)), NOON);
    submit(venue, of(OrderType.LIMIT, Side.SELL, 10, "105", "0"), NOON);
    venue.onMarket(bar(1, "100 110 90 101"));
    assertThat(reports.stream().filter(r -> r.fee() != null).map(r -> r.fee().toString()))
        .containsExactly("0.50 USD", "0.945 USD");
  }

  @Test
  void secondReplacementIsRefusedWhileOneIsOnItsWay() {
    SimulatedVenue venue = venue(PLAIN.withLatency(60_000_000_000L, 0));
    Order order = submit(venue, of(OrderType.LIMIT, Side.BUY, 10, "90", "0"), NOON);
    reports.clear();
    Order first = order.pendingReplace(Replacement.of(Quantity.of(8), null, null), 1);
    venue.replace(first, Times.nanos(NOON));
    venue.replace(first, Times.nanos(NOON));
    assertThat(reports).as("the same again is no other").isEmpty();
    venue.replace(
        order.pendingReplace(Replacement.of(Quantity.of(7), null, null), 1), Times.nanos(NOON));
    venue.onMarket(bar(3, "95 95 95 95"));
    assertThat(reports)
        .extracting(ExecutionReport::type)
        .containsExactly(ExecutionReport.Type.REPLACE_REJECTED, ExecutionReport.Type.REPLACED);
    assertThat(reports.get(1).orderQuantity()).isEqualTo(Quantity.of(8));
  }
}
