package io.qbrain.markets;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The day files of the United States as they follow from Jollyday's calendar of the New York Stock
 * Exchange and the exchange's rules for short days. {@link #main} writes them anew.
 */
final class UsDayFiles {
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = Days.LAST.getYear();

  /** Short days that follow no rule. */
  private static final Set<LocalDate> SINGLE_SHORT_DAYS =
      Set.of(LocalDate.of(1997, 12, 26), LocalDate.of(1999, 12, 31), LocalDate.of(2003, 12, 26));

  private static final Set<String> NO_FUTURES_TRADE =
      Set.of("NEW_YEAR", "GOOD_FRIDAY", "CHRISTMAS");

  private final Map<LocalDate, String> holidays = new TreeMap<>();

  UsDayFiles() {
    HolidayManager nyse =
        HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.NYSE));
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      for (Holiday h : nyse.getHolidays(Year.of(year))) {
        if (!SpecialDays.isWeekend(h.getDate())
            && !(h.getPropertiesKey().equals("MARTIN_LUTHER_KING") && year < 1998)) {
          holidays.put(h.getDate(), h.getPropertiesKey().replace("christian.", ""));
        }
      }
    }
    holidays.put(LocalDate.of(1994, 4, 27), "FUNERAL_OF_PRESIDENT_NIXON");
  }

  private Map<LocalDate, String> shortDays() {
    Map<LocalDate, String> days = new TreeMap<>();
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      int hour = year < 1993 ? 14 : 13;
      LocalDate thanksgiving =
          LocalDate.of(year, Month.NOVEMBER, 1)
              .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
      if (year >= 1992) {
        days.put(thanksgiving.plusDays(1), hour + ":00 day after Thanksgiving");
      }
      days.put(LocalDate.of(year, Month.DECEMBER, 24), hour + ":00 Christmas Eve");
      LocalDate fourth = LocalDate.of(year, Month.JULY, 4);
      if (year >= 1995) {
        boolean after = fourth.getDayOfWeek() == DayOfWeek.THURSDAY && year < 2013;
        days.put(after ? fourth.plusDays(1) : fourth.minusDays(1), "13:00 beside Independence Day");
      }
    }
    SINGLE_SHORT_DAYS.forEach(day -> days.put(day, "13:00 short day of this year"));
    days.keySet().removeIf(day -> SpecialDays.isWeekend(day) || holidays.containsKey(day));
    return days;
  }

  String equities() {
    Map<LocalDate, String> rows = new TreeMap<>(shortDays());
    holidays.forEach((day, key) -> rows.put(day, "closed " + words(key)));
    return """
        # Weekdays on which the New York Stock Exchange is closed or closes early (New York time).
        # Source: nyse.com/markets/hours-calendars by way of Jollyday 2.19.0 (Apache-2.0); short days by the
        # exchange's rules. Written by UsDayFiles, and compared with it in every build.
        """
        + text(rows);
  }

  String futures() {
    Map<LocalDate, String> rows = new TreeMap<>();
    shortDays().forEach((day, text) -> rows.put(day, "12:15" + text.substring(5)));
    holidays.forEach(
        (day, key) -> {
          boolean event =
              day.equals(LocalDate.of(1994, 4, 27))
                  || key.contains("PRESIDENT")
                  || key.contains("MOURNING")
                  || key.contains("SEPTEMBER")
                  || key.contains("HURRICANE");
          String hours = event || NO_FUTURES_TRADE.contains(key) ? "closed " : "12:00 ";
          rows.put(day, hours + words(key));
        });
    rows.keySet().removeIf(day -> day.getYear() < 2000);
    return """
        # Weekdays on which CME Globex is closed or closes early (Chicago time), from 2000 on.
        # Source: cmegroup.com/trading-hours: noon on holidays of the United States, 12:15 on the short days of the
        # stock exchange, closed on New Year's Day, Good Friday and Christmas Day; closed, too, where the stock
        # exchange was by an event, though some products traded for a part of the day.
        # Written by UsDayFiles, and compared with it in every build.
        """
        + text(rows);
  }

  private static String text(Map<LocalDate, String> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach((day, row) -> text.append(day).append(' ').append(row).append('\n'));
    return text.toString();
  }

  private static String words(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Writes the files into the folder of the resources, which is the argument. */
  public static void main(String[] arguments) throws IOException {
    UsDayFiles files = new UsDayFiles();
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("us-equities.days"), files.equities());
    Files.writeString(folder.resolve("futures.days"), files.futures());
  }
}
