package io.qbrain.markets;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.MarketProfile;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsEquitiesTest {
  private final MarketProfile market = new Markets().named("us-equities");
  private final TradingCalendar calendar = market.calendar();

  @Test
  void daylightSavingMovesTheSessionByAnHourOfUtc() {
    assertThat(session("2024-03-08")).endsWith("14:30:00Z CONTINUOUS 2024-03-08T21:00:00Z");
    assertThat(session("2024-03-11")).endsWith("13:30:00Z CONTINUOUS 2024-03-11T20:00:00Z");
    assertThat(session("2024-11-01")).endsWith("13:30:00Z CONTINUOUS 2024-11-01T20:00:00Z");
    assertThat(session("2024-11-04")).endsWith("14:30:00Z CONTINUOUS 2024-11-04T21:00:00Z");
    // Until 2006 summer time began on the first Sunday of April.
    assertThat(session("2006-03-31")).contains("14:30:00Z CONTINUOUS");
    assertThat(session("2006-04-03")).contains("13:30:00Z CONTINUOUS");
  }

  /** nyse.com/markets/hours-calendars, and the exchange's notices of irregular closings. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001-09-11", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30",
        "2018-12-05", "2025-01-09", "2024-03-29", "2024-05-27", "2024-06-19", "2024-11-28",
        "2026-07-03", "2023-01-02", "2022-12-26", "1998-01-19", "1994-04-27", "2024-07-06"
      })
  void isClosedOnHolidaysAndByEvents(String day) {
    assertThat(calendar.sessionOf(LocalDate.parse(day))).isNull();
    assertThat(calendar.isOpen(Clock.at(market, day + "T12:00"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001-09-10",
        "2001-09-17",
        "2012-10-31",
        "1997-01-20",
        "2021-06-18",
        "2021-12-31",
        "2010-12-31",
        "2024-07-05",
        "2008-12-26"
      })
  void isOpenAllDayBesideThem(String day) {
    assertThat(calendar.isOpen(Clock.at(market, day + "T09:29"))).isFalse();
    assertThat(calendar.isOpen(Clock.at(market, day + "T09:30"))).isTrue();
    assertThat(calendar.isOpen(Clock.at(market, day + "T15:59"))).isTrue();
    assertThat(calendar.isOpen(Clock.at(market, day + "T16:00"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-03, 13:00", "2024-11-29, 13:00", "2024-12-24, 13:00", "2002-07-05, 13:00",
    "2013-07-03, 13:00", "2003-12-26, 13:00", "1999-12-31, 13:00", "2025-11-28, 13:00",
    "1992-12-24, 14:00"
  })
  void closesEarlyBesideHolidays(String day, String close) {
    TradingSession session = Objects.requireNonNull(calendar.sessionOf(LocalDate.parse(day)));
    assertThat(session.endNanos()).isEqualTo(Clock.at(market, day + "T" + close));
  }

  @Test
  void dayFileIsWhatTheLibraryAndTheRulesSay() throws IOException {
    assertThat(file("us-equities.days")).isEqualTo(new UsDayFiles().equities());
    assertThat(file("futures.days")).isEqualTo(new UsDayFiles().futures());
  }

  @Test
  void tradesOnExactlyTheDaysOfRealBars() throws IOException {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyyMMdd");
    List<LocalDate> traded =
        Files.readAllLines(Cases.file("lean/data/spy_daily_1998_2015.csv")).stream()
            .map(line -> LocalDate.parse(line.substring(0, 8), form))
            .toList();
    List<LocalDate> sessions = new ArrayList<>();
    LocalDate last = traded.get(traded.size() - 1);
    for (LocalDate day = traded.get(0); !day.isAfter(last); day = day.plusDays(1)) {
      if (calendar.sessionOf(day) != null) {
        sessions.add(day);
      }
    }
    assertThat(sessions).hasSizeGreaterThan(4_000).isEqualTo(traded);
  }

  @Test
  void settlesFasterFromRuleToRule() {
    assertThat(market.settlementOn(LocalDate.of(2017, 9, 4))).isEqualTo(3);
    assertThat(market.settlementOn(LocalDate.of(2017, 9, 5))).isEqualTo(2);
    assertThat(market.settlementOn(LocalDate.of(2024, 5, 28))).isEqualTo(1);
    // Bought on Friday before Memorial Day, after one session: Tuesday.
    TradingSession settled =
        Objects.requireNonNull(calendar.sessionAfter(Clock.at(market, "2025-05-23T10:00"), 1));
    assertThat(settled.day()).isEqualTo(LocalDate.of(2025, 5, 27));
  }

  private String session(String day) {
    return String.valueOf(calendar.sessionOf(LocalDate.parse(day)));
  }

  private static String file(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Markets.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
