package io.qbrain.markets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketsTest {
  private final Markets markets = new Markets();

  @Test
  void knowsItsProfilesByName() {
    assertThat(markets.names())
        .containsExactly(
            "china-a",
            "china-a-chinext",
            "china-a-star",
            "crypto-perp",
            "crypto-spot",
            "forex",
            "futures",
            "us-equities");
    for (String name : markets.names()) {
      assertThat(markets.named(name).id()).isEqualTo(name);
      assertThat(markets.find(name)).isSameAs(markets.named(name));
    }
    assertThat(markets.find("lse")).isNull();
    assertThatThrownBy(() -> markets.named("lse"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("us-equities")
        .hasMessageContaining("lse");
  }

  /** sse.com.cn, trading schedule: 2024-06-11 is the Tuesday after the Dragon Boat Festival. */
  @ParameterizedTest
  @CsvSource({
    "2024-06-11T09:14:59, CLOSED",
    "2024-06-11T09:15, OPENING_AUCTION",
    "2024-06-11T09:25, BREAK",
    "2024-06-11T09:30, CONTINUOUS",
    "2024-06-11T11:30, BREAK",
    "2024-06-11T13:00, CONTINUOUS",
    "2024-06-11T14:57, CLOSING_AUCTION",
    "2024-06-11T15:00, CLOSED",
    "2018-08-17T14:58, CONTINUOUS",
    "2018-08-20T14:58, CLOSING_AUCTION",
    "2024-06-10T10:00, CLOSED",
    "2024-02-09T10:00, CLOSED",
    "2024-02-19T10:00, CONTINUOUS",
    "2024-10-07T10:00, CLOSED",
    "2024-10-12T10:00, CLOSED",
    "2015-09-03T10:00, CLOSED",
    "2020-01-31T10:00, CLOSED",
    "2020-02-03T10:00, CONTINUOUS"
  })
  void chinaTradesInTwoHalvesBetweenAuctions(String time, TradingPhase phase) {
    MarketProfile china = markets.named("china-a");
    assertThat(china.calendar().phaseAt(Clock.at(china, time))).isEqualTo(phase);
    assertThat(china.calendar().isOpen(Clock.at(china, time))).isEqualTo(phase.isOpen());
  }

  @Test
  void chinaHasNoSessionWhoseHolidaysNobodyHasAnnounced() {
    MarketProfile china = markets.named("china-a");
    long last = Clock.at(china, "2026-12-31T15:00");
    assertThat(china.calendar().sessionBefore(last)).isNotNull();
    assertThat(china.calendar().sessionAtOrAfter(last)).isNull();
  }

  @Test
  void chinaFirstTradesAtTheEndOfTheAuction() {
    MarketProfile china = markets.named("china-a");
    TradingSession s =
        Objects.requireNonNull(china.calendar().sessionOf(LocalDate.of(2024, 6, 11)));
    assertThat(Clock.utc(s.firstTradeNanos())).isEqualTo("2024-06-11T01:25:00Z");
    assertThat(Clock.utc(s.endNanos())).isEqualTo("2024-06-11T07:00:00Z");
  }

  @Test
  void forexOpensOnSundayEveningAndClosesOnFridayOfNewYork() {
    MarketProfile forex = markets.named("forex");
    assertThat(forex.rollover()).contains(LocalTime.of(17, 0));
    assertThat(open(forex, "2024-03-10T16:59")).isFalse();
    assertThat(open(forex, "2024-03-10T17:00")).isTrue();
    assertThat(open(forex, "2024-03-13T17:00")).isTrue();
    assertThat(open(forex, "2024-03-15T16:59")).isTrue();
    assertThat(open(forex, "2024-03-15T17:00")).isFalse();
    // Summer time began that Sunday: the week opens at 21:00 UTC, the week before at 22:00.
    assertThat(Clock.utc(begin(forex, "2024-03-10T00:00"))).isEqualTo("2024-03-10T21:00:00Z");
    assertThat(Clock.utc(begin(forex, "2024-03-03T00:00"))).isEqualTo("2024-03-03T22:00:00Z");
  }

  @Test
  void theForexDayChangesAtFiveInNewYork() {
    MarketProfile forex = markets.named("forex");
    assertThat(day(forex, "2024-03-13T16:59")).isEqualTo(LocalDate.of(2024, 3, 13));
    assertThat(day(forex, "2024-03-13T17:00")).isEqualTo(LocalDate.of(2024, 3, 14));
    assertThat(day(forex, "2024-03-15T17:00")).isEqualTo(LocalDate.of(2024, 3, 18));
  }

  @Test
  void futuresPauseForAnHourADayAndEndAtNoonOnHolidays() {
    MarketProfile futures = markets.named("futures");
    assertThat(open(futures, "2024-03-10T16:59")).isFalse();
    assertThat(open(futures, "2024-03-10T17:00")).isTrue();
    assertThat(open(futures, "2024-03-11T15:59")).isTrue();
    assertThat(open(futures, "2024-03-11T16:00")).isFalse();
    assertThat(open(futures, "2024-03-11T17:00")).isTrue();
    assertThat(open(futures, "2024-03-15T16:00")).isFalse();
    assertThat(open(futures, "2024-11-28T11:59")).isTrue();
    assertThat(open(futures, "2024-11-28T12:00")).isFalse();
    assertThat(open(futures, "2024-11-28T17:00")).isTrue();
    assertThat(open(futures, "2024-11-29T12:15")).isFalse();
    assertThat(open(futures, "2024-12-25T12:00")).isFalse();
    assertThat(day(futures, "2024-12-25T12:00")).isEqualTo(LocalDate.of(2024, 12, 26));
    assertThat(futures.negativePrices()).isTrue();
  }

  @Test
  void cryptoNeverClosesAndFundsEveryEightHours() {
    MarketProfile perpetual = markets.named("crypto-perp");
    assertThat(open(perpetual, "2024-02-29T23:59:59.999999999")).isTrue();
    assertThat(open(perpetual, "2024-12-25T00:00")).isTrue();
    assertThat(day(perpetual, "2024-12-25T00:00")).isEqualTo(LocalDate.of(2024, 12, 25));
    assertThat(perpetual.fundingInterval()).contains(Duration.ofHours(8));
    assertThat(perpetual.shorts()).isTrue();
    assertThat(markets.named("crypto-spot").shorts()).isFalse();
    assertThat(markets.named("crypto-spot").fundingInterval()).isEmpty();
  }

  private static boolean open(MarketProfile market, String time) {
    return market.calendar().isOpen(Clock.at(market, time));
  }

  private static long begin(MarketProfile market, String time) {
    return session(market, time).beginNanos();
  }

  private static LocalDate day(MarketProfile market, String time) {
    return session(market, time).day();
  }

  private static TradingSession session(MarketProfile market, String time) {
    return Objects.requireNonNull(market.calendar().sessionAtOrAfter(Clock.at(market, time)));
  }
}
