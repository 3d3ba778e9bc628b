package io.qbrain.markets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The weekdays on which a market is closed or closes early, of a data file: a date, {@code closed}
 * or a local time, and a reason; {@code #} starts a comment.
 */
final class SpecialDays {
  private final Map<LocalDate, LocalTime> closes;

  private SpecialDays(Map<LocalDate, LocalTime> closes) {
    this.closes = closes;
  }

  /** Reads a file of this package. */
  static SpecialDays read(String file) {
    InputStream in = SpecialDays.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException("expected the file " + file + " beside " + SpecialDays.class);
    }
    Map<LocalDate, LocalTime> closes = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && line.charAt(0) != '#') {
          add(closes, line, file + " line " + number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
    return new SpecialDays(closes);
  }

  private static void add(Map<LocalDate, LocalTime> closes, String line, String place) {
    String[] part = line.split(" ", 3);
    try {
      LocalDate day = LocalDate.parse(part[0]);
      LocalTime close = part[1].equals("closed") ? LocalTime.MIDNIGHT : LocalTime.parse(part[1]);
      if (!isWeekend(day) && closes.put(day, close) == null) {
        return;
      }
    } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalStateException(place + ": " + e.getMessage(), e);
    }
    throw new IllegalStateException(place + ": expected a new weekday, found '" + line + "'");
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /** Returns whether nothing trades on a day: a weekend or a holiday. */
  boolean isClosed(LocalDate day) {
    return isWeekend(day) || LocalTime.MIDNIGHT.equals(closes.get(day));
  }

  /** Returns when a day ends early, or null if it does not. */
  @Nullable LocalTime earlyClose(LocalDate day) {
    LocalTime close = closes.get(day);
    return LocalTime.MIDNIGHT.equals(close) ? null : close;
  }
}
