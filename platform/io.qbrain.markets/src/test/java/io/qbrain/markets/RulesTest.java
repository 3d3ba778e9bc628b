package io.qbrain.markets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Price;
import io.qbrain.model.Side;
import io.qbrain.model.TickTable;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private final Markets markets = new Markets();
  private final Instrument share =
      Instrument.builder(InstrumentId.of("600000.SSE"), Currency.of("CNY"))
          .market("china-a")
          .build();

  @ParameterizedTest
  @CsvSource({
    "china-a, BUY, 100, 0, true",
    "china-a, BUY, 150, 0, false",
    "china-a, BUY, 50, 250, false",
    "china-a, SELL, 50, 250, true",
    "china-a, SELL, 150, 250, true",
    "china-a, SELL, 250, 250, true",
    "china-a, SELL, 120, 250, false",
    "china-a, SELL, 350, 250, false",
    "china-a, SELL, 0, 250, false",
    "china-a-star, BUY, 199, 0, false",
    "china-a-star, BUY, 201, 0, true",
    "china-a-star, SELL, 150, 150, true",
    "china-a-star, SELL, 150, 350, false",
    "us-equities, BUY, 1, 0, true",
    "us-equities, BUY, 0.5, 0, false"
  })
  void lotsAreThoseOfTheMarket(
      String market, Side side, String quantity, long held, boolean allowed) {
    assertThat(
            markets
                .named(market)
                .lots()
                .allows(share, side, Fixed.parse(quantity), held * Fixed.ONE))
        .isEqualTo(allowed);
  }

  /** Rounded half up to the cent: 10 % of 9.87 above it is 10.857, below 8.883. */
  @ParameterizedTest
  @CsvSource({
    "china-a, 2024-06-11, 9.87, 8.88, 10.86",
    "china-a, 2024-06-11, 10.05, 9.05, 11.06",
    "china-a-chinext, 2020-08-21, 10, 9, 11",
    "china-a-chinext, 2020-08-24, 10, 8, 12",
    "china-a-star, 2024-06-11, 45.67, 36.54, 54.80"
  })
  void pricesOfADayStayWithinItsLimits(
      String market, LocalDate day, String close, String lowest, String highest) {
    MarketProfile m = markets.named(market);
    assertThat(m.lowerLimit(share, day, Fixed.parse(close))).isEqualTo(Fixed.parse(lowest));
    assertThat(m.upperLimit(share, day, Fixed.parse(close))).isEqualTo(Fixed.parse(highest));
  }

  @Test
  void pricesAreFreeWhereThereIsNoLimit() {
    LocalDate day = LocalDate.of(1996, 12, 13);
    long close = Fixed.parse("10");
    assertThat(markets.named("china-a").upperLimit(share, day, close)).isEqualTo(Long.MAX_VALUE);
    assertThat(markets.named("us-equities").lowerLimit(share, day, close))
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void theTickDependsOnThePrice() {
    TickTable ticks = markets.named("us-equities").ticks().orElseThrow();
    assertThat(ticks.isOn(Fixed.parse("0.9999"))).isTrue();
    assertThat(ticks.isOn(Fixed.parse("0.99995"))).isFalse();
    assertThat(ticks.isOn(Fixed.parse("1.0001"))).isFalse();
    assertThat(ticks.isOn(Fixed.parse("-1.01"))).isTrue();
    assertThat(ticks.nearest(Fixed.parse("1.005"))).isEqualTo(Fixed.parse("1.01"));
    assertThat(ticks).hasToString("0.0001, 0.01 from 1");
    assertThatThrownBy(() -> ticks.from(Price.of(1), Price.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 1");
    assertThatThrownBy(() -> TickTable.of(Price.ZERO)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProfileChecksItsProperties() {
    MarketProfile china = markets.named("china-a");
    assertThatThrownBy(
            () -> MarketProfile.builder("No Name", china.zone(), china.calendar()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No Name");
    assertThatThrownBy(
            () ->
                MarketProfile.builder("x", china.zone(), china.calendar())
                    .settlements(
                        new MarketProfile.Settlement(LocalDate.of(2001, 1, 1), 1),
                        new MarketProfile.Settlement(LocalDate.of(2000, 1, 1), 2))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in order");
    assertThatThrownBy(() -> new MarketProfile.PriceLimit(LocalDate.EPOCH, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Instrument.builder(share.id(), share.currency()).market("?"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(share.with().build()).isEqualTo(share);
    assertThat(share.market()).contains("china-a");
  }
}
