package io.qbrain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.kernel.FeeModel;
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
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import io.qbrain.simulation.WaitingRules.AfterTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that come between bars, where the last price may still count. */
class LastPriceTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final long HOUR = 3_600_000_000_000L;
  private static final VenueRules RULES =
      new VenueRules(true, 0, FeeModel.NONE)
          .withTiming(FillTiming.QUOTE_CLOSE)
          .withWaiting(new WaitingRules(AfterTrigger.AT_CLOSE, true, 930_000_000_000L, HOUR, true));

  private final List<ExecutionReport> reports = new ArrayList<>();
  private final SimulatedVenue venue = venue(RULES.waiting());
  private int orders;

  private SimulatedVenue venue(WaitingRules waiting) {
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
            RULES.withWaiting(waiting),
            (order, price) -> Quantity.ZERO,
            reports::add,
            name -> name.equals("shares") ? profile : null);
    made.list(Instrument.builder(A, Currency.USD).market("shares").build());
    return made;
  }

  private void submit(String time, OrderRequest request) {
    Instant at = Instant.parse(time);
    Order order =
        Order.of(ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), request, Times.nanos(at))
            .submitted(Times.nanos(at));
    venue.submit(order, Times.nanos(at));
  }

  private void buy(String time) {
    submit(time, OrderRequest.market(A, Side.BUY, Quantity.of(1)));
  }

  private void bar(String close, BarSpec spec, String price) {
    Price p = Price.parse(price);
    venue.onMarket(Bar.of(A, spec, Instant.parse(close), p, p, p, p, Quantity.of(1000)));
  }

  private void bar(String close, PriceSource source, String price) {
    bar(close, BarSpec.MINUTE.of(source), price);
  }

  private List<String> fills() {
    return reports.stream()
        .filter(r -> r.type() == Type.FILL)
        .map(r -> Times.instant(r.timeNanos()).toString().substring(5) + " " + r.price())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T17:00:30Z, 01-05T17:00:30Z 101",
    "2026-01-05T18:00:00Z, 01-05T18:00:00Z 101",
    "2026-01-05T18:00:01Z, 01-05T18:02:00Z 105"
  })
  void theLastQuoteCountsForAnHour(String time, String fill) {
    bar("2026-01-05T17:00:00Z", PriceSource.BID, "99");
    bar("2026-01-05T17:00:00Z", PriceSource.ASK, "101");
    bar("2026-01-05T17:00:00Z", PriceSource.LAST, "100");
    buy(time);
    bar("2026-01-05T18:02:00Z", PriceSource.BID, "104");
    bar("2026-01-05T18:02:00Z", PriceSource.ASK, "105");
    assertThat(fills()).containsExactly(fill);
  }

  @Test
  void whereNothingIsQuotedTheCloseCounts() {
    venue.expectQuotes(A);
    bar("2026-01-05T17:00:00Z", PriceSource.LAST, "100");
    buy("2026-01-05T17:00:00Z");
    buy("2026-01-05T17:00:30Z");
    assertThat(fills()).containsExactly("01-05T17:00:00Z 100", "01-05T17:00:30Z 100");
  }

  @Test
  void aQuoteThatIsStillToComeIsWaitedFor() {
    bar("2026-01-05T17:00:00Z", PriceSource.BID, "99");
    bar("2026-01-05T17:00:00Z", PriceSource.ASK, "101");
    bar("2026-01-05T17:01:00Z", PriceSource.BID, "100");
    buy("2026-01-05T17:01:00Z");
    bar("2026-01-05T17:01:00Z", PriceSource.ASK, "102");
    assertThat(fills()).containsExactly("01-05T17:01:00Z 102");
  }

  @Test
  void beforeAnyPriceItWaits() {
    buy("2026-01-05T17:00:00Z");
    bar("2026-01-05T17:01:00Z", PriceSource.LAST, "100");
    assertThat(fills()).containsExactly("01-05T17:01:00Z 100");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-06T17:00:00Z, 01-06T21:00:00Z 107",
    "2026-01-06T20:44:30Z, 01-06T21:00:00Z 107",
    "2026-01-05T21:00:00Z, 01-06T21:00:00Z 105"
  })
  void duringTheDayOfABarOfADayItTradesAtTheClose(String time, String fill) {
    day("2026-01-05T21:00:00Z", "100", "100");
    buy(time);
    day("2026-01-06T21:00:00Z", "105", "107");
    assertThat(fills()).containsExactly(fill);
  }

  @Test
  void tooLateForTheCloseItWaitsForTheNextOpen() {
    day("2026-01-05T21:00:00Z", "100", "100");
    buy("2026-01-06T20:44:31Z");
    day("2026-01-06T21:00:00Z", "105", "107");
    assertThat(fills()).isEmpty();
  }

  /** A market that is open when the bar of a day closes does not wait for an open. */
  @Test
  void whereTheMarketIsOpenThenABarOfADayIsLikeAnyOther() {
    day("2026-01-05T17:00:00Z", "100", "104");
    buy("2026-01-05T17:00:00Z");
    assertThat(fills()).containsExactly("01-05T17:00:00Z 104");
  }

  @ParameterizedTest
  @CsvSource({
    // a stop at its price or the close, whichever is worse, once it is traded through
    "BUY,  STOP, 101, 100 103 99 102, 102",
    "BUY,  STOP, 101, 100 103 99 100.5, 101",
    "BUY,  STOP, 101, 102 103 99 100, 101",
    "SELL, STOP, 99,  100 101 97 98, 98",
    "SELL, STOP, 99,  100 101 97 100, 99",
    "SELL, STOP, 99,  100 101 99 100, none",
    // a limit at its price or the worst of the bar, whichever is better
    "BUY,  LIMIT, 101, 99 100 98 99.5, 100",
    "BUY,  LIMIT, 99,  100 101 98 100, 99",
    "SELL, LIMIT, 99,  101 102 100 101, 100",
    "SELL, LIMIT, 99,  98 102 97 101, 99"
  })
  void atWorstStopsAndLimitsTradeAtTheWorseSideOfABar(
      Side side, OrderType type, String price, String prices, String fill) {
    SimulatedVenue to =
        new SimulatedVenue(
            RULES.withWaiting(new WaitingRules(AfterTrigger.AT_WORST, true, 0, HOUR, false)),
            (order, p) -> Quantity.ZERO,
            reports::add,
            name -> null);
    to.list(Instrument.builder(A, Currency.USD).build());
    OrderRequest.Builder request = OrderRequest.builder(A, side, type, Quantity.of(1));
    Price at = Price.parse(price);
    Order order =
        Order.of(
                ClientOrderId.of("o-1"),
                InstanceId.of("s"),
                (type == OrderType.STOP ? request.stop(at) : request.limit(at)).build(),
                0)
            .submitted(0);
    to.submit(order, 0);
    String[] p = prices.split(" ", -1);
    to.onMarket(
        Bar.of(
            A,
            BarSpec.MINUTE,
            Instant.parse("2026-01-05T17:00:00Z"),
            Price.parse(p[0]),
            Price.parse(p[1]),
            Price.parse(p[2]),
            Price.parse(p[3]),
            Quantity.of(1000)));
    assertThat(fills())
        .isEqualTo(fill.equals("none") ? List.of() : List.of("01-05T17:00:00Z " + fill));
  }

  @ParameterizedTest
  @CsvSource({"LIMIT, 1", "STOP, 0", "MARKET, 0", "LIMIT_IF_TOUCHED, 1"})
  void afterHoursOnlyWhatHasALimitTrades(OrderType type, int fills) {
    SimulatedVenue to =
        venue(new WaitingRules(AfterTrigger.AT_CLOSE, true, 0).withAfterHours(true));
    OrderRequest.Builder request = OrderRequest.builder(A, Side.BUY, type, Quantity.of(1));
    request = type.hasLimit() ? request.limit(Price.of(101)) : request;
    request = type.hasStop() ? request.stop(Price.of(100)) : request;
    long before = Times.nanos(Instant.parse("2026-01-05T22:00:00Z"));
    to.submit(
        Order.of(ClientOrderId.of("o-1"), InstanceId.of("s"), request.build(), before)
            .submitted(before),
        before);
    Price p = Price.of(100);
    to.onMarket(
        Bar.of(
            A, BarSpec.MINUTE, Instant.parse("2026-01-05T22:01:00Z"), p, p, p, p, Quantity.of(1)));
    assertThat(fills()).hasSize(fills);
  }

  private void day(String close, String open, String last) {
    Price o = Price.parse(open);
    Price c = Price.parse(last);
    venue.onMarket(
        Bar.of(A, BarSpec.parse("1d"), Instant.parse(close), o, c, o, c, Quantity.of(1000)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T14:29:59Z, ACCEPTED",
    "2026-01-05T14:30:00Z, REJECTED",
    "2026-01-05T20:59:59Z, REJECTED",
    "2026-01-05T21:00:00Z, ACCEPTED"
  })
  void anOrderForTheOpenIsTakenWhileTheMarketIsClosed(String time, Type expected) {
    submit(
        time, OrderRequest.builder(A, Side.BUY, OrderType.MARKET_ON_OPEN, Quantity.of(1)).build());
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(expected);
  }

  @Test
  void rulesSayWhatTheyAre() {
    assertThat(RULES.waiting().toString())
        .endsWith(
            "; between bars at the last price of PT1H; orders for the open while the market is"
                + " closed");
    assertThatThrownBy(() -> new WaitingRules(AfterTrigger.AT_CLOSE, true, 0, -1, false))
        .hasMessage("expected an age >= 0, found -1");
  }
}
