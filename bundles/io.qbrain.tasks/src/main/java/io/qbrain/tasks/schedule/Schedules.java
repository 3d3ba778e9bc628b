package io.qbrain.tasks.schedule;

import io.qbrain.markets.Markets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads schedules: {@code now}, {@code at 2026-01-02T17:00}, {@code every PT15M}, {@code 30 17 * *
 * MON-FRI} and {@code close us-equities PT15M}. Thread-safe.
 */
public final class Schedules {
  private static final Duration LEAST_PERIOD = Duration.ofSeconds(1);
  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);
  private static final Instant END_OF_TIME = Instant.parse("2262-01-01T00:00:00Z");
  private static final Duration LONGEST_DELAY = Duration.ofHours(12);
  private static final List<String> FIELDS =
      List.of("second", "minute", "hour", "day of month", "month", "day of week");
  private static final String FORMS =
      "expected now, at 2026-01-02T17:00, every PT15M, close us-equities PT15M, or five fields of"
          + " cron such as 30 17 * * MON-FRI (minute, hour, day of month, month, day of week)";

  private final Markets markets = new Markets();

  /**
   * Reads a schedule; its canonical form is the text with single blanks.
   *
   * @param now what {@code now} means
   * @throws IllegalArgumentException saying what was found and what is expected
   */
  public Schedule parse(String text, ZoneId zone, Instant now) {
    String[] words = text.strip().split("\\s+");
    return switch (words[0]) {
      case "now" -> once(words, now);
      case "at" -> new Schedule.Once(time(argument(words, 2, text), zone));
      case "every" -> every(argument(words, 2, text));
      case "close" -> afterClose(words, text);
      default -> cron(words, text.strip(), zone);
    };
  }

  /** Reads a time zone. */
  public static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time zone such as America/New_York or UTC, found '" + text + "'", e);
    }
  }

  private static Schedule once(String[] words, Instant now) {
    if (words.length > 1) {
      throw new IllegalArgumentException("expected nothing after now, found '" + words[1] + "'");
    }
    return new Schedule.Once(now);
  }

  private static String argument(String[] words, int count, String text) {
    if (words.length != count) {
      throw new IllegalArgumentException(FORMS + ", found '" + text + "'");
    }
    return words[1];
  }

  private static Instant time(String text, ZoneId zone) {
    Instant time;
    try {
      time =
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2026-01-02T17:00:00Z, or 2026-01-02T17:00 in the schedule's"
              + " zone, found '"
              + text
              + "'",
          e);
    }
    if (!time.isBefore(END_OF_TIME)) {
      throw new IllegalArgumentException(
          "expected a time before the year 2262, found '" + text + "'");
    }
    return time;
  }

  private static Schedule every(String text) {
    Duration period = duration(text);
    if (period.compareTo(LEAST_PERIOD) < 0) {
      throw new IllegalArgumentException("expected a period of at least PT1S, found " + text);
    }
    if (period.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException(
          "expected a period of at most " + LONGEST_PERIOD + ", found " + text);
    }
    return new Schedule.Every(period);
  }

  private Schedule afterClose(String[] words, String text) {
    if (words.length < 2 || words.length > 3) {
      throw new IllegalArgumentException(
          "expected a market of "
              + markets.names()
              + " and a delay after close, found '"
              + text
              + "'");
    }
    Duration delay = words.length == 3 ? duration(words[2]) : Duration.ZERO;
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "expected a delay of PT0S to " + LONGEST_DELAY + ", found " + words[2]);
    }
    return new Schedule.AfterClose(markets.named(words[1]), delay);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a duration such as PT15M or PT2H, found '" + text + "'", e);
    }
  }

  private static Schedule cron(String[] fields, String text, ZoneId zone) {
    if (fields.length != 5 && fields.length != 6) {
      throw new IllegalArgumentException(FORMS + ", found '" + text + "'");
    }
    String six = (fields.length == 5 ? "0 " : "") + String.join(" ", fields);
    String[] all = six.split(" ");
    for (int i = 0; i < all.length; i++) {
      @Nullable String wrong = refusal(i, all[i], zone);
      if (wrong != null) {
        throw new IllegalArgumentException(
            "the field "
                + FIELDS.get(i)
                + " of cron '"
                + text
                + "' is wrong: found '"
                + all[i]
                + "', "
                + wrong);
      }
    }
    CronTimes times = CronTimes.of(six, zone);
    if (times.after(Instant.parse("2024-01-01T00:00:00Z")).isEmpty()) {
      throw new IllegalArgumentException(
          "expected a cron pattern that comes some day, found '" + text + "', which never does");
    }
    return new Schedule.Cron(text, zone, times);
  }

  /** Why a field is wrong, tried alone; null if it is not. */
  private static @Nullable String refusal(int field, String value, ZoneId zone) {
    String[] alone = {"0", "0", "0", "*", "*", "*"};
    alone[field] = value;
    try {
      CronTimes.of(String.join(" ", alone), zone);
      return null;
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      return "expected "
          + expected(field)
          + " ("
          + reason.substring(reason.lastIndexOf(':') + 1).strip()
          + ")";
    }
  }

  private static String expected(int field) {
    return switch (field) {
      case 0, 1 -> "0 to 59, lists 0,30, ranges 0-29 or steps */5";
      case 2 -> "0 to 23, lists 9,17, ranges 9-17 or steps */2";
      case 3 -> "1 to 31, lists, ranges, steps or L for the last day";
      case 4 -> "1 to 12 or JAN to DEC, lists, ranges or steps";
      default -> "0 to 7 or SUN to SAT, lists, ranges or steps";
    };
  }
}
