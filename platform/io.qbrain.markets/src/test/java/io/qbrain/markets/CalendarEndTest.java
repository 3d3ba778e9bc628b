package io.qbrain.markets;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.MarketProfile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of what is known of holidays. */
class CalendarEndTest {
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);
  private final Markets markets = new Markets();

  @Test
  void theEndOfChinasCalendarIsToldAMonthBefore() {
    MarketProfile china = markets.named("china-a");
    assertThat(CalendarEnd.near(china, Clock.at(china, "2026-11-20T10:00"))).isEmpty();
    assertThat(CalendarEnd.near(china, Clock.at(china, "2026-12-10T10:00"))).contains(LAST);
    assertThat(CalendarEnd.near(china, Clock.at(china, "2027-03-01T10:00"))).contains(LAST);
  }

  @Test
  void itIsPassedOnceTheLastSessionIsOver() {
    MarketProfile china = markets.named("china-a");
    assertThat(CalendarEnd.passed(china, Clock.at(china, "2026-12-31T14:59"))).isEmpty();
    assertThat(CalendarEnd.passed(china, Clock.at(china, "2026-12-31T15:00"))).contains(LAST);
    assertThat(CalendarEnd.passed(china, Clock.at(china, "2027-01-04T10:00"))).contains(LAST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-equities", "crypto-spot", "crypto-perp", "forex", "futures"})
  void theOthersGoOn(String name) {
    MarketProfile market = markets.named(name);
    assertThat(CalendarEnd.near(market, Clock.at(market, "2027-01-04T10:00"))).isEmpty();
    assertThat(CalendarEnd.passed(market, Clock.at(market, "2027-01-04T10:00"))).isEmpty();
  }
}
