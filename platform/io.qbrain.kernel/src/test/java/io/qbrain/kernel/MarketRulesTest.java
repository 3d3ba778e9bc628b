package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.LotRule;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.MarketProfile.PriceLimit;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.TickTable;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StrategyContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that a market makes: sessions from 09:00 to 15:00 UTC on four days, lots of 100. */
class MarketRulesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

  private final Script script = new Script();

  private static TradingCalendar calendar() {
    List<TradingSession> sessions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LocalDate day = FIRST.plusDays(i);
      sessions.add(
          TradingSession.builder(day, at(day + "T09:00:00Z"))
              .until(at(day + "T11:00:00Z"), TradingPhase.CONTINUOUS)
              .until(at(day + "T13:00:00Z"), TradingPhase.BREAK)
              .until(at(day + "T15:00:00Z"), TradingPhase.CONTINUOUS)
              .build());
    }
    return TradingCalendar.of(sessions);
  }

  private static long at(String time) {
    return Times.nanos(Instant.parse(time));
  }

  private static MarketProfile.Builder shares() {
    return MarketProfile.builder("shares", ZoneOffset.UTC, calendar())
        .ticks(TickTable.of(Price.parse("0.01")))
        .lots(new LotRule(Quantity.of(100), null, true))
        .priceLimits(new PriceLimit(FIRST.plusDays(1), Fixed.parse("0.1")))
        .noSameDaySales()
        .noShorts();
  }

  private static Instrument.Builder share() {
    return Desk.share(A).market("shares");
  }

  private Desk desk(MarketProfile profile) {
    Desk desk = Desk.of(Desk.settings(AccountKind.MARGIN, 1, RiskProfile.REFERENCE, "none"));
    desk.markets.put(profile.id(), profile);
    desk.handle(new Input.ListInstrument(share().market(profile.id()).build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk.running("s", script);
  }

  private Desk price(Desk desk, String time, String price) {
    return desk.bar(A, BarSpec.MINUTE, Instant.parse(time), price);
  }

  /** Returns the code of what denies a request at the account's time, or "sent". */
  private String answer(Desk desk, Consumer<StrategyContext> request) {
    return answerAt(desk, Times.instant(desk.kernel.nowNanos()).toString(), request);
  }

  private String answerAt(Desk desk, String time, Consumer<StrategyContext> request) {
    int before = desk.denied().size();
    script.timer = (t, c) -> {};
    script.start = c -> c.schedule("now", Instant.parse(time));
    desk.kernel.handle(new Input.StopInstance(desk.book("s").instance().id(), ""), desk);
    script.timer = (t, c) -> request.accept(c);
    desk.start("s").handle(new Input.TimeAdvanced(at(time)));
    String last = before == desk.denied().size() ? "sent" : desk.denied().get(before);
    return last.replaceFirst(":.*", "");
  }

  private static Consumer<StrategyContext> market(Side side, String quantity) {
    return c -> c.submit(OrderRequest.market(A, side, Quantity.parse(quantity)));
  }

  private static Consumer<StrategyContext> limit(String price) {
    return c -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(100), Price.parse(price)));
  }

  private Desk day2() {
    Desk desk = desk(shares().build());
    price(desk, "2026-01-05T14:59:00Z", "9.50");
    price(desk, "2026-01-05T15:00:00Z", "9.87");
    return price(desk, "2026-01-06T09:01:00Z", "10.10");
  }

  @ParameterizedTest
  @CsvSource({
    "10.86, sent",
    "10.87, PRICE_LIMIT",
    "8.88, sent",
    "8.87, PRICE_LIMIT",
    "10.005, TICK_SIZE"
  })
  void limitPricesAreOnTicksAndWithinTheLimitsOfTheDay(String price, String expected) {
    assertThat(answer(day2(), limit(price))).isEqualTo(expected);
  }

  @Test
  void theLimitsOfTheNextDayCountFromTheLastPriceOfThisOne() {
    Desk desk = day2();
    price(desk, "2026-01-06T15:00:00Z", "10.80");
    assertThat(answer(desk, limit("11.88"))).isEqualTo("sent");
    assertThat(answer(desk, limit("11.89"))).isEqualTo("PRICE_LIMIT");
    assertThat(answer(desk, limit("9.71"))).isEqualTo("PRICE_LIMIT");
  }

  @Test
  void thereAreNoLimitsBeforeTheyBeginOrWithoutAPriceOfTheDayBefore() {
    Desk first = desk(shares().build());
    price(first, "2026-01-05T10:00:00Z", "10");
    assertThat(answer(first, limit("20"))).isEqualTo("sent");
    Desk second = desk(shares().build());
    price(second, "2026-01-06T10:00:00Z", "10");
    assertThat(answer(second, limit("20"))).isEqualTo("sent");
  }

  @ParameterizedTest
  @CsvSource({"100, sent", "150, LOT_SIZE", "99, LOT_SIZE", "0, SANITY", "-100, SANITY"})
  void purchasesAreInLots(String quantity, String expected) {
    assertThat(answer(day2(), market(Side.BUY, quantity))).isEqualTo(expected);
  }

  @Test
  void aSizeIsRoundedToLotsOfTheMarket() {
    Desk desk = day2();
    assertThat(answer(desk, c -> c.target(A, Size.of(Quantity.of(299))))).isEqualTo("sent");
    assertThat(desk.open().quantity()).isEqualTo(Quantity.of(200));
  }

  @Test
  void whatIsNotHeldIsNotSold() {
    Desk desk = day2();
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("NO_SHORTS");
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(-0.5)))).isEqualTo("NO_SHORTS");
  }

  @Test
  void whatWasBoughtInASessionIsSoldInALaterOne() {
    Desk desk = day2();
    assertThat(answer(desk, market(Side.BUY, "300"))).isEqualTo("sent");
    desk.fillAll("10");
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("NOT_SELLABLE");
    price(desk, "2026-01-06T15:00:00Z", "10.10");
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("sent");
    // The next day: 100 on sale already, 200 left, of which 100 are bought anew.
    price(desk, "2026-01-07T09:01:00Z", "10.10");
    assertThat(answer(desk, market(Side.BUY, "100"))).isEqualTo("sent");
    desk.accept(desk.kernel.openOrders().get(1)).fill(desk.kernel.openOrders().get(1), "100", "10");
    assertThat(answer(desk, market(Side.SELL, "300"))).isEqualTo("NOT_SELLABLE");
    assertThat(answer(desk, market(Side.SELL, "200"))).isEqualTo("sent");
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("NOT_SELLABLE");
  }

  @Test
  void aWeightAtTheFillSellsWhatMayBeSold() {
    Desk desk = day2();
    answer(desk, market(Side.BUY, "300"));
    desk.fillAll("10");
    price(desk, "2026-01-07T09:01:00Z", "10");
    answer(desk, market(Side.BUY, "200"));
    desk.fillAll("10");
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(0)))).isEqualTo("sent");
    assertThat(desk.kernel.sizeAtFill(desk.open(), Price.of(10))).isEqualTo(Quantity.of(-300));
    desk.fillAll("10");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(200));
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(0.0259)))).isEqualTo("sent");
    // 2,590 of 100,000 are 259 shares at 10, 59 more than are held: less than a lot.
    assertThat(desk.kernel.sizeAtFill(desk.open(), Price.of(10))).isEqualTo(Quantity.ZERO);
  }

  @Test
  void aReplacementStaysOnTheGridsOfTheMarket() {
    Desk desk = day2();
    script.bar = (b, c) -> limit("10").accept(c);
    price(desk, "2026-01-06T09:02:00Z", "10");
    desk.accept(desk.open());
    Order open = desk.open();
    script.bar = (b, c) -> c.replace(open.id(), Quantity.of(50), null, null);
    price(desk, "2026-01-06T09:03:00Z", "10");
    script.bar = (b, c) -> c.replace(open.id(), null, Price.parse("10.001"), null);
    price(desk, "2026-01-06T09:04:00Z", "10");
    script.bar = (b, c) -> c.replace(open.id(), null, Price.parse("12"), null);
    price(desk, "2026-01-06T09:05:00Z", "10");
    assertThat(desk.log)
        .filteredOn(line -> line.contains("denied a replacement"))
        .satisfiesExactly(
            line -> assertThat(line).contains("LOT_SIZE"),
            line -> assertThat(line).contains("TICK_SIZE"),
            line -> assertThat(line).contains("PRICE_LIMIT"));
    assertThat(desk.open()).isEqualTo(open);
  }

  @Test
  void whatMayBeSoldIsKnownAfterARestart() {
    Desk desk = day2();
    answer(desk, market(Side.BUY, "300"));
    desk.fillAll("10");
    Desk again = desk.recovered();
    price(again, "2026-01-06T10:00:00Z", "10.10");
    again.start("s");
    assertThat(answer(again, market(Side.SELL, "100"))).isEqualTo("NOT_SELLABLE");
    price(again, "2026-01-07T10:00:00Z", "10.10");
    assertThat(answer(again, market(Side.SELL, "300"))).isEqualTo("sent");
  }

  @Test
  void anOrderThatCanWaitMaySleepUntilTheNextSession() {
    Desk desk = day2();
    assertThat(answerAt(desk, "2026-01-06T12:00:00Z", limit("10"))).isEqualTo("sent");
    assertThat(answerAt(desk, "2026-01-06T22:00:00Z", market(Side.BUY, "100"))).isEqualTo("sent");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-06T10:00:00Z, IOC, sent",
    "2026-01-06T10:00:00Z, FOK, sent",
    "2026-01-06T11:00:00Z, IOC, MARKET_CLOSED",
    "2026-01-06T15:00:00Z, FOK, MARKET_CLOSED",
    "2026-01-06T15:00:00Z, DAY, sent",
    "2026-01-06T15:00:00Z, OPG, sent",
    "2026-01-06T15:00:00Z, ATC, sent"
  })
  void whatMustTradeAtOnceNeedsAnOpenMarket(String time, TimeInForce tif, String expected) {
    assertThat(
            answerAt(
                day2(),
                time,
                c ->
                    c.submit(
                        OrderRequest.limit(A, Side.BUY, Quantity.of(100), Price.of(10))
                            .withTimeInForce(tif))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-06T12:00:00Z, 2026-01-06T13:00:00Z, MARKET_CLOSED",
    "2026-01-06T12:00:00Z, 2026-01-06T13:00:01Z, sent",
    "2026-01-06T15:00:00Z, 2026-01-07T09:00:00Z, MARKET_CLOSED",
    "2026-01-06T10:00:00Z, 2026-01-06T10:01:00Z, sent"
  })
  void anOrderDoesNotExpireBeforeItCanTrade(String time, String expiry, String expected) {
    assertThat(
            answerAt(
                day2(),
                time,
                c ->
                    c.submit(
                        OrderRequest.limit(A, Side.BUY, Quantity.of(100), Price.of(10))
                            .goodTill(Instant.parse(expiry)))))
        .isEqualTo(expected);
  }

  @Test
  void afterTheLastKnownSessionNothingIsSent() {
    Desk desk = day2();
    assertThat(answerAt(desk, "2026-01-08T15:00:00Z", market(Side.BUY, "100")))
        .isEqualTo("MARKET_CLOSED");
    assertThat(desk.denied().get(0)).contains("no session of shares").contains("2026-01-08");
  }

  @Test
  void pricesBelowZeroAreOrdersWhereTheMarketHasThem() {
    Desk free =
        desk(MarketProfile.builder("shares", ZoneOffset.UTC, calendar()).negativePrices().build());
    price(free, "2026-01-06T09:01:00Z", "-3");
    assertThat(answer(free, limit("-3.01"))).isEqualTo("sent");
    assertThat(answer(free, limit("-3.001"))).isEqualTo("TICK_SIZE");
    assertThat(answer(day2(), limit("-3"))).isEqualTo("SANITY");
  }

  @Test
  void aMarketThatNobodyKnowsIsRefused() {
    Desk desk = Desk.open(Desk.REFERENCE);
    Refusal refusal = desk.handle(new Input.ListInstrument(share().market("moon").build()));
    assertThat(refusal).isNotNull();
    assertThat(String.valueOf(refusal)).contains("instrument.market").contains("moon");
  }

  @Test
  void orderOfAMarketThatIsGoneIsDenied() {
    Desk desk = day2();
    desk.markets.clear();
    Desk again = desk.recovered();
    price(again, "2026-01-06T10:00:00Z", "10");
    again.start("s");
    assertThat(answer(again, market(Side.BUY, "100"))).isEqualTo("UNKNOWN_MARKET");
  }

  @Test
  void whatIsRestrictedIsNotEvenClosed() {
    Desk desk = day2();
    answer(desk, market(Side.BUY, "100"));
    desk.fillAll("10");
    price(desk, "2026-01-07T10:00:00Z", "10");
    desk.handle(new Input.ListInstrument(share().restricted(true).build()));
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("RESTRICTED");
    desk.handle(new Input.ListInstrument(share().build()));
    assertThat(answer(desk, market(Side.SELL, "100"))).isEqualTo("sent");
  }

  @Test
  void sizesThatAreNoNumbersAreDeniedOrRefused() {
    Desk desk = day2();
    assertThat(answer(desk, market(Side.BUY, "92000000000"))).isEqualTo("SANITY");
    assertThat(answer(desk, c -> c.target(A, Size.of(Quantity.ofRaw(Long.MAX_VALUE)))))
        .isEqualTo("SANITY");
  }
}
