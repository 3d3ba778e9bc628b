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
import io.qbrain.model.MarketProfile;
import io.qbrain.model.MarketProfile.PriceLimit;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A market from 09:00 to 11:30 and 13:00 to 15:00 UTC with limits of 10 %. */
class VenueMarketTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  private final List<ExecutionReport> reports = new ArrayList<>();
  private final MarketProfile profile =
      MarketProfile.builder("shares", ZoneOffset.UTC, calendar())
          .priceLimits(new PriceLimit(MONDAY, Fixed.parse("0.1")))
          .build();
  private final SimulatedVenue venue = venue("0");
  private int orders;

  private static TradingCalendar calendar() {
    List<TradingSession> sessions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      LocalDate day = MONDAY.plusDays(i);
      sessions.add(
          TradingSession.builder(day, at(day + "T09:00:00Z"))
              .until(at(day + "T11:30:00Z"), TradingPhase.CONTINUOUS)
              .until(at(day + "T13:00:00Z"), TradingPhase.BREAK)
              .until(at(day + "T15:00:00Z"), TradingPhase.CONTINUOUS)
              .build());
    }
    return TradingCalendar.of(sessions);
  }

  private SimulatedVenue venue(String slippage) {
    SimulatedVenue made =
        new SimulatedVenue(
            new VenueRules(false, Fixed.parse(slippage), FeeModel.NONE),
            (order, price) -> Quantity.ZERO,
            reports::add,
            name -> name.equals("shares") ? profile : null);
    made.list(Instrument.builder(A, Currency.USD).market("shares").build());
    return made;
  }

  private static long at(String time) {
    return Times.nanos(Instant.parse(time));
  }

  private void buy(SimulatedVenue at) {
    submit(at, OrderRequest.market(A, Side.BUY, Quantity.of(10)));
  }

  private void submit(SimulatedVenue to, OrderRequest request) {
    submit(to, request, at("2026-01-05T09:00:00Z"));
  }

  private void submit(SimulatedVenue to, OrderRequest request, long created) {
    to.submit(
        Order.of(ClientOrderId.of("o-" + ++orders), InstanceId.of("s"), request, created)
            .submitted(created),
        created);
  }

  private static Bar bar(BarSpec spec, String close, String open, String high, String low) {
    Price last = Price.parse(open);
    return Bar.of(
        A,
        spec,
        Instant.parse(close),
        last,
        Price.parse(high),
        Price.parse(low),
        last,
        Quantity.of(100));
  }

  private static Bar minute(String close, String price) {
    return bar(BarSpec.MINUTE, close, price, price, price);
  }

  private List<String> fills() {
    return reports.stream()
        .filter(r -> r.type() == ExecutionReport.Type.FILL)
        .map(r -> r.side() + " @ " + r.price())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T09:01:00Z, true",
    "2026-01-05T11:30:00Z, true",
    "2026-01-05T11:31:00Z, false",
    "2026-01-05T13:00:00Z, false",
    "2026-01-05T13:01:00Z, true",
    "2026-01-05T15:00:00Z, true",
    "2026-01-05T15:01:00Z, false",
    "2026-01-06T09:00:00Z, false"
  })
  void barsOutsideTheSessionFillNothing(String close, boolean filled) {
    buy(venue);
    venue.onMarket(minute(close, "10"));
    assertThat(fills()).hasSize(filled ? 1 : 0);
    venue.onMarket(minute("2026-01-06T09:01:00Z", "10"));
    assertThat(fills()).hasSize(1);
  }

  @Test
  void aDailyBarHoldsTheSessionOfItsDay() {
    buy(venue);
    venue.onMarket(bar(BarSpec.DAILY, "2026-01-09T00:00:00Z", "10", "10", "10"));
    assertThat(fills()).isEmpty();
    venue.onMarket(bar(BarSpec.DAILY, "2026-01-07T00:00:00Z", "10", "10", "10"));
    assertThat(fills()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T09:00:00Z, true",
    "2026-01-05T12:00:00Z, false",
    "2026-01-05T15:00:00Z, true",
    "2026-01-05T15:00:01Z, false"
  })
  void ticksOutsideTheSessionFillNothing(String time, boolean filled) {
    buy(venue);
    venue.onMarket(TradeTick.of(A, Instant.parse(time), Price.of(10), Quantity.of(1)));
    assertThat(fills()).hasSize(filled ? 1 : 0);
  }

  @Test
  void aBarAtTheUpperLimitSellsAndDoesNotBuy() {
    venue.onMarket(minute("2026-01-05T15:00:00Z", "10"));
    buy(venue);
    submit(venue, OrderRequest.limit(A, Side.BUY, Quantity.of(10), Price.of(11)));
    submit(venue, OrderRequest.market(A, Side.SELL, Quantity.of(10)));
    venue.onMarket(minute("2026-01-06T09:01:00Z", "11"));
    assertThat(fills()).containsExactly("SELL @ 11");
    // The limit opens: who waited buys, at no more than the limit.
    venue.onMarket(bar(BarSpec.MINUTE, "2026-01-06T09:02:00Z", "11", "11", "10.9"));
    assertThat(fills()).containsExactly("SELL @ 11", "BUY @ 11", "BUY @ 11");
  }

  @Test
  void aBarAtTheLowerLimitBuysAndDoesNotSell() {
    venue.onMarket(minute("2026-01-05T15:00:00Z", "10"));
    submit(venue, OrderRequest.market(A, Side.SELL, Quantity.of(10)));
    buy(venue);
    venue.onMarket(minute("2026-01-06T09:01:00Z", "9"));
    assertThat(fills()).containsExactly("BUY @ 9");
    // The limits of the next day are around 9.
    venue.onMarket(minute("2026-01-07T09:01:00Z", "8.5"));
    assertThat(fills()).containsExactly("BUY @ 9", "SELL @ 8.5");
  }

  @Test
  void quotesAtTheLimitFillOneSide() {
    venue.onMarket(minute("2026-01-05T15:00:00Z", "10"));
    buy(venue);
    submit(venue, OrderRequest.market(A, Side.SELL, Quantity.of(10)));
    venue.onMarket(
        Quote.of(
            A,
            Instant.parse("2026-01-06T09:00:00Z"),
            Price.parse("10.99"),
            Price.of(11),
            Quantity.of(1),
            Quantity.of(1)));
    assertThat(fills()).containsExactly("SELL @ 10.99");
  }

  @Test
  void slippageStaysWithinTheLimits() {
    SimulatedVenue costly = venue("0.5");
    costly.onMarket(minute("2026-01-05T15:00:00Z", "10"));
    buy(costly);
    costly.onMarket(minute("2026-01-06T09:01:00Z", "10.9"));
    assertThat(fills()).containsExactly("BUY @ 11");
  }

  @Test
  void anInstrumentWithoutAMarketTradesAlways() {
    venue.list(Instrument.builder(A, Currency.USD).build());
    buy(venue);
    venue.onMarket(minute("2026-01-10T03:00:00Z", "10"));
    assertThat(fills()).hasSize(1);
  }

  private void atAuction(OrderType type, Side side, String created) {
    submit(venue, OrderRequest.builder(A, side, type, Quantity.of(10)).build(), at(created));
  }

  @Test
  void ordersForOpenAndCloseTradeAtThePricesOfTheSession() {
    atAuction(OrderType.MARKET_ON_CLOSE, Side.BUY, "2026-01-05T12:00:00Z");
    venue.onMarket(minute("2026-01-05T13:01:00Z", "10"));
    venue.onMarket(minute("2026-01-05T14:59:00Z", "10.1"));
    assertThat(fills()).isEmpty();
    venue.onMarket(minute("2026-01-05T15:00:00Z", "10.2"));
    assertThat(fills()).containsExactly("BUY @ 10.2");
    atAuction(OrderType.MARKET_ON_OPEN, Side.SELL, "2026-01-05T15:00:00Z");
    venue.onMarket(minute("2026-01-05T16:00:00Z", "10.3"));
    assertThat(fills()).hasSize(1);
    venue.onMarket(minute("2026-01-06T09:01:00Z", "10.4"));
    assertThat(fills()).containsExactly("BUY @ 10.2", "SELL @ 10.4");
  }

  @Test
  void anAuctionAtTheLimitFillsOneSide() {
    venue.onMarket(minute("2026-01-05T15:00:00Z", "10"));
    atAuction(OrderType.MARKET_ON_CLOSE, Side.BUY, "2026-01-05T15:00:00Z");
    atAuction(OrderType.MARKET_ON_CLOSE, Side.SELL, "2026-01-05T15:00:00Z");
    venue.onMarket(minute("2026-01-06T14:59:00Z", "10.9"));
    venue.onMarket(bar(BarSpec.MINUTE, "2026-01-06T15:00:00Z", "11", "11", "10.9"));
    assertThat(fills()).containsExactly("SELL @ 11");
  }

  @Test
  void limitsCountFromThePricesBeforeTheRun() {
    venue.history(minute("2026-01-05T15:00:00Z", "10"));
    buy(venue);
    venue.onMarket(minute("2026-01-06T09:01:00Z", "11"));
    assertThat(fills()).isEmpty();
  }
}
