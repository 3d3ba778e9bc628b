package io.qbrain.series;

import io.qbrain.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The ends of a range as users write them: {@code 2024-01-02} (UTC) or a time in full. */
public final class DayOrTime {
  private static final int DAY_LENGTH = 10;

  private DayOrTime() {}

  /**
   * Returns when a range begins: with the day, or at the time; without a text it has no beginning.
   *
   * @throws SeriesException if the text is neither
   */
  public static long from(Optional<String> text) {
    return text.map(t -> nanos(t, 0)).orElse(Long.MIN_VALUE);
  }

  /**
   * Returns the end of a range, which is not in it: the end of the day, or the time; without a text
   * it has no end.
   *
   * @throws SeriesException if the text is neither
   */
  public static long to(Optional<String> text) {
    return text.map(t -> nanos(t, 1)).orElse(Long.MAX_VALUE);
  }

  private static long nanos(String text, int days) {
    try {
      return Times.nanos(
          text.length() == DAY_LENGTH
              ? LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new SeriesException(
          "expected a day such as 2024-01-02 or a time such as 2024-01-02T14:30:00Z, found '"
              + text
              + "'",
          e);
    }
  }
}
