package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.MarketLookup;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import io.qbrain.model.TrailingOffset;
import io.qbrain.simulation.WaitingRules.AfterTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that wait, under the rules that are not the default. */
class WaitingRulesTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final Instant NOON = Instant.parse("2026-01-05T17:00:00Z");
  private static final VenueRules AT_CLOSE =
      new VenueRules(true, 0, FeeModel.NONE)
          .withTiming(FillTiming.QUOTE_CLOSE)
          .withRestsOnTrades(true)
          .withWaiting(new WaitingRules(AfterTrigger.AT_CLOSE, true, 930_000_000_000L));

  private final List<ExecutionReport> reports = new ArrayList<>();
  private final SimulatedVenue venue = venue(AT_CLOSE);
  private int orders;

  private SimulatedVenue venue(VenueRules rules) {
    SimulatedVenue made =
        new SimulatedVenue(rules, (order, price) -> Quantity.ZERO, reports::add, MarketLookup.NONE);
    made.list(Instrument.builder(A, Currency.USD).build());
    return made;
  }

  private Order submit(SimulatedVenue to, OrderRequest request, Instant at) {
    Order order =
        Order.of(ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), request, Times.nanos(at))
            .submitted(Times.nanos(at));
    to.submit(order, Times.nanos(at));
    return order;
  }

  private static Instant minute(int number) {
    return NOON.plusSeconds(60L * number);
  }

  private static Bar bar(int minute, PriceSource source, String prices) {
    String[] p = prices.split(" ", -1);
    return Bar.of(
        A,
        BarSpec.MINUTE.of(source),
        minute(minute),
        Price.parse(p[0]),
        Price.parse(p[1]),
        Price.parse(p[2]),
        Price.parse(p[3]),
        Quantity.of(1000));
  }

  private void trades(int minute, String prices) {
    venue.onMarket(bar(minute, PriceSource.LAST, prices));
  }

  private void quotes(int minute, String bid, String ask) {
    venue.onMarket(bar(minute, PriceSource.BID, bid));
    venue.onMarket(bar(minute, PriceSource.ASK, ask));
  }

  private List<String> fills() {
    return reports.stream()
        .filter(r -> r.type() == Type.FILL)
        .map(r -> r.side() + " @ " + r.price())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    // traded through the stop, the close is better than the limit: at the limit
    "BUY,  101, 102, 100 101.5 99 101,  BUY @ 101.5",
    "BUY,  101, 102, 100 103 99 101.9,  BUY @ 102",
    "SELL, 99,  98,  100 101 97 98.1,   SELL @ 98",
    // the stop is touched only
    "BUY,  101, 102, 100 101 99 100,    none",
    // the close is at the limit, or worse
    "BUY,  101, 102, 100 103 99 102,    none",
    "SELL, 99,  98,  100 101 97 97.5,   none"
  })
  void stopLimitTradesByTheCloseOfTheBar(
      Side side, String stop, String limit, String prices, String expected) {
    submit(
        venue,
        OrderRequest.stopLimit(A, side, Quantity.of(1), Price.parse(stop), Price.parse(limit)),
        NOON);
    trades(1, prices);
    assertThat(fills()).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  @Test
  void stopLimitThatWasTriggeredTradesByALaterClose() {
    submit(
        venue,
        OrderRequest.stopLimit(A, Side.BUY, Quantity.of(1), Price.of(101), Price.of(100)),
        NOON);
    trades(1, "100 102 100 101");
    assertThat(fills()).isEmpty();
    trades(2, "100.5 101 99 99.5");
    assertThat(fills()).containsExactly("BUY @ 100");
  }

  @Test
  void stopLimitAndTrailingOrdersMeetWhatIsQuoted() {
    quotes(0, "99 99 99 99", "101 101 101 101");
    trades(0, "100 100 100 100");
    submit(
        venue,
        OrderRequest.stopLimit(A, Side.BUY, Quantity.of(1), Price.of(105), Price.of(110)),
        NOON);
    trades(1, "106 106 106 106");
    assertThat(fills()).isEmpty();
    quotes(2, "99 99 99 99", "101 108 101 107");
    assertThat(fills()).containsExactly("BUY @ 108");
  }

  @Test
  void limitIfTouchedTradesAtWhatIsQuotedAtTheClose() {
    submit(
        venue,
        OrderRequest.limitIfTouched(A, Side.BUY, Quantity.of(1), Price.of(98), Price.of(99)),
        NOON);
    quotes(1, "98 98 98 98", "99.5 99.5 97 99.5");
    trades(1, "100 100 98 99");
    assertThat(fills()).isEmpty();
    quotes(2, "98 98 98 98", "99.5 99.5 97 98.7");
    trades(2, "99 99 99 99");
    assertThat(fills()).containsExactly("BUY @ 98.7");
  }

  @Test
  void trailingStopTradesAtTheWorseOfStopAndClose() {
    trades(0, "100 100 100 100");
    submit(
        venue,
        OrderRequest.trailingStop(A, Side.SELL, Quantity.of(1), TrailingOffset.parse("5 price")),
        NOON);
    trades(1, "100 103 99 102");
    trades(2, "102 102 97 97.5");
    assertThat(fills()).containsExactly("SELL @ 97.5");
  }

  @Test
  void trailingStopMeetsTheBarThatHasMovedIt() {
    trades(0, "100 100 100 100");
    submit(
        venue,
        OrderRequest.trailingStop(A, Side.SELL, Quantity.of(1), TrailingOffset.parse("2 price")),
        NOON);
    trades(1, "100 103 99 102");
    assertThat(fills()).containsExactly("SELL @ 101");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void trailingStopThatCameBeforeAnyPriceStartsAtTheFirstOpen(Side side) {
    submit(
        venue,
        OrderRequest.trailingStop(A, side, Quantity.of(1), TrailingOffset.parse("5 price")),
        NOON);
    quotes(1, "100 101 99 100", "100 101 99 100");
    assertThat(fills()).isEmpty();
    quotes(2, "100 100 93 94", "100 107 100 106");
    assertThat(fills()).containsExactly(side == Side.BUY ? "BUY @ 106" : "SELL @ 94");
  }

  @Test
  void aNewOffsetCountsForThePricesThatCome() {
    trades(0, "100 100 100 100");
    Order order =
        submit(
            venue,
            OrderRequest.trailingStop(
                A, Side.SELL, Quantity.of(1), TrailingOffset.parse("5 price")),
            NOON);
    trades(1, "100 104 100 101");
    Replacement closer =
        Replacement.of(null, null, null).withTrailingOffset(TrailingOffset.parse("1 price"));
    long time = Times.nanos(NOON.plusSeconds(61));
    venue.replace(order.pendingReplace(closer, time), time);
    // the stop is still 99; that of the highest price at the new offset would be 103
    trades(2, "101 101 100.5 101");
    assertThat(fills()).isEmpty();
    trades(3, "101 101 99.9 100.5");
    assertThat(fills()).containsExactly("SELL @ 100");
  }

  @ParameterizedTest
  @CsvSource({"true, BUY @ 99.5", "false, none"})
  void anOrderThatChangesMeetsTheBarThatClosesThen(boolean again, String expected) {
    SimulatedVenue to =
        venue(AT_CLOSE.withWaiting(new WaitingRules(AfterTrigger.WITHIN_BAR, again, 0)));
    Order order = submit(to, OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)), NOON);
    to.onMarket(bar(1, PriceSource.LAST, "100 100 99 100"));
    long time = Times.nanos(minute(1));
    Replacement wanted = Replacement.of(null, Price.parse("99.5"), null);
    to.replace(order.pendingReplace(wanted, time), time);
    assertThat(fills()).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  @Test
  void anOrderMeetsNoBarThatIsOlderThanItself() {
    trades(1, "100 100 99 100");
    Order order =
        submit(venue, OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.of(90)), minute(1));
    long time = Times.nanos(minute(1));
    venue.replace(
        order.pendingReplace(Replacement.of(null, Price.parse("99.5"), null), time), time);
    assertThat(fills()).isEmpty();
  }

  private SimulatedVenue newYork() {
    List<TradingSession> sessions = new ArrayList<>();
    for (LocalDate day : List.of(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 6))) {
      sessions.add(
          TradingSession.builder(day, Times.nanos(Instant.parse(day + "T14:30:00Z")))
              .until(Times.nanos(Instant.parse(day + "T21:00:00Z")), TradingPhase.CONTINUOUS)
              .build());
    }
    MarketProfile profile =
        MarketProfile.builder("shares", ZoneOffset.UTC, TradingCalendar.of(sessions)).build();
    SimulatedVenue made =
        new SimulatedVenue(
            AT_CLOSE,
            (order, price) -> Quantity.ZERO,
            reports::add,
            name -> name.equals("shares") ? profile : null);
    made.list(Instrument.builder(A, Currency.USD).market("shares").build());
    return made;
  }

  @Test
  void anOrderAtTheMarketThatComesAfterTheCloseTradesAtTheNextOpen() {
    SimulatedVenue to = newYork();
    Instant close = Instant.parse("2026-01-05T21:00:00Z");
    to.onMarket(
        Bar.of(
            A,
            BarSpec.MINUTE,
            close,
            Price.of(100),
            Price.of(100),
            Price.of(100),
            Price.of(100),
            Quantity.of(1)));
    submit(to, OrderRequest.market(A, Side.BUY, Quantity.of(1)), close);
    assertThat(fills()).isEmpty();
    to.onMarket(
        Bar.of(
            A,
            BarSpec.MINUTE,
            Instant.parse("2026-01-06T14:31:00Z"),
            Price.of(103),
            Price.of(104),
            Price.of(103),
            Price.of(104),
            Quantity.of(1)));
    assertThat(fills()).containsExactly("BUY @ 103");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T20:44:30Z, ACCEPTED",
    "2026-01-05T20:44:31Z, REJECTED",
    "2026-01-05T21:00:00Z, ACCEPTED"
  })
  void anOrderForTheCloseMustComeInTime(String time, Type expected) {
    submit(
        newYork(),
        OrderRequest.builder(A, Side.BUY, OrderType.MARKET_ON_CLOSE, Quantity.of(1)).build(),
        Instant.parse(time));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(expected);
  }

  @Test
  void rulesSayWhatTheyAre() {
    assertThat(WaitingRules.DEFAULT).hasToString("");
    assertThatThrownBy(() -> new WaitingRules(AfterTrigger.AT_CLOSE, true, -1))
        .hasMessage("expected a cutoff >= 0, found -1");
  }
}
