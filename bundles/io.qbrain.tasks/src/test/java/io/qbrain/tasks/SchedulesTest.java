package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.tasks.schedule.Schedule;
import io.qbrain.tasks.schedule.Schedules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final Schedules schedules = new Schedules();

  private static List<String> times(Schedule schedule, String from, int count) {
    List<String> times = new ArrayList<>();
    Optional<Instant> next = schedule.first(Instant.parse(from));
    while (next.isPresent() && times.size() < count) {
      times.add(next.get().toString());
      next = schedule.next(next.get(), next.get());
    }
    return times;
  }

  private List<String> times(String text, ZoneId zone, String from, int count) {
    return times(schedules.parse(text, zone, Instant.parse(from)), from, count);
  }

  @Test
  void cronOfFiveFieldsComesOnTheMinuteOfItsZone() {
    assertThat(times("30 17 * * MON-FRI", NEW_YORK, "2026-01-02T12:00:00Z", 3))
        .containsExactly("2026-01-02T22:30:00Z", "2026-01-05T22:30:00Z", "2026-01-06T22:30:00Z");
  }

  @Test
  void cronOfSixFieldsBeginsWithTheSecond() {
    assertThat(times("*/20 0 0 L 2 *", UTC, "2028-02-01T00:00:00Z", 3))
        .containsExactly("2028-02-29T00:00:00Z", "2028-02-29T00:00:20Z", "2028-02-29T00:00:40Z");
  }

  @Test
  void anHourThatIsLeftOutInSpringIsMadeUpForAndOneThatComesTwiceInAutumnCountsOnce() {
    assertThat(times("30 2 * * *", NEW_YORK, "2026-03-07T12:00:00Z", 3))
        .containsExactly("2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z", "2026-03-10T06:30:00Z");
    assertThat(times("30 1 * * *", NEW_YORK, "2026-10-31T12:00:00Z", 2))
        .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
  }

  @Test
  void closeFollowsTheCalendarOfTheMarketWithHolidaysAndHalfDays() {
    assertThat(times("close us-equities PT15M", UTC, "2025-11-26T12:00:00Z", 3))
        .containsExactly("2025-11-26T21:15:00Z", "2025-11-28T18:15:00Z", "2025-12-01T21:15:00Z");
  }

  @Test
  void everyLeavesOutWhatWasMissed() {
    Schedule every = schedules.parse("every PT15M", UTC, Instant.EPOCH);
    Instant kept = Instant.parse("2026-01-02T12:00:00Z");
    assertThat(every.next(kept, Instant.parse("2026-01-02T12:00:01Z")))
        .contains(Instant.parse("2026-01-02T12:15:00Z"));
    assertThat(every.next(kept, Instant.parse("2026-01-02T12:50:00Z")))
        .contains(Instant.parse("2026-01-02T13:00:00Z"));
  }

  @Test
  void atIsOnceAndInTheZoneUnlessItSaysUtc() {
    assertThat(times("at 2026-07-01T17:00", NEW_YORK, "2026-01-01T00:00:00Z", 5))
        .containsExactly("2026-07-01T21:00:00Z");
    assertThat(times("at 2026-07-01T17:00:00Z", NEW_YORK, "2026-01-01T00:00:00Z", 5))
        .containsExactly("2026-07-01T17:00:00Z");
    assertThat(times("at 2020-01-01T00:00", UTC, "2026-01-01T00:00:00Z", 5))
        .as("what has passed comes at once")
        .containsExactly("2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * * | field minute of cron | found '61', expected 0 to 59",
        "0 0 32 * * | field day of month of cron | found '32', expected 1 to 31",
        "0 0 * JAX * | field month of cron | found 'JAX', expected 1 to 12 or JAN to DEC",
        "0 0 * * 9 | field day of week of cron | found '9', expected 0 to 7",
        "*/x * * * * | field minute of cron | steps */5",
        "0 0 30 2 * | comes some day | which never does",
        "0 0 * * | five fields of cron | found '0 0 * *'",
        "0 0 0 0 * * * | five fields of cron | found '0 0 0 0 * * *'",
        "daily | five fields of cron | found 'daily'",
        "every 15m | expected a duration such as PT15M | found '15m'",
        "every PT0S | expected a period of at least PT1S | found PT0S",
        "at noon | expected a time such as | found 'noon'",
        "at 2999-01-01T00:00 | expected a time before the year 2262 | found '2999-01-01T00:00'",
        "now or never | expected nothing after now | found 'or'",
        "close nasdaq | expected a market of | found 'nasdaq'",
        "close us-equities PT13H | expected a delay of PT0S to PT12H | found PT13H"
      })
  void whatIsWrongIsSaidWithWhatIsExpected(String text, String expected, String found) {
    assertThatThrownBy(() -> schedules.parse(text, UTC, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining(found);
  }

  @Test
  void anUnknownZoneIsNamed() {
    assertThatThrownBy(() -> Schedules.zone("Mars/Olympus"))
        .hasMessageContaining("America/New_York")
        .hasMessageContaining("'Mars/Olympus'");
  }
}
