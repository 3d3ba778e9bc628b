package io.qbrain.series.store;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Times;
import io.qbrain.port.SeriesId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Locale;

/** The length of time, in UTC, whose rows share a file. */
enum Period {
  DECADE,
  YEAR,
  MONTH,
  DAY;

  private static final long SECONDS_PER_DAY = 86_400;
  private static final long NANOS_PER_DAY = SECONDS_PER_DAY * 1_000_000_000L;

  /** Returns the period of a series: such that files hold thousands to some millions of rows. */
  static Period of(SeriesId id) {
    BarSpec spec = id.spec().orElse(null);
    if (spec == null) {
      return DAY;
    }
    if (!spec.hasLength()) {
      return MONTH;
    }
    if (spec.step().compareTo(Duration.ofDays(1)) >= 0) {
      return DECADE;
    }
    return spec.step().compareTo(Duration.ofMinutes(1)) >= 0 ? YEAR : MONTH;
  }

  private static LocalDate day(long nanos) {
    return LocalDate.ofEpochDay(Math.floorDiv(nanos, NANOS_PER_DAY));
  }

  private LocalDate firstDay(long nanos) {
    LocalDate day = day(nanos);
    return switch (this) {
      case DECADE -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
      case YEAR -> day.withDayOfYear(1);
      case MONTH -> day.withDayOfMonth(1);
      case DAY -> day;
    };
  }

  /** Returns the name of the period that a time is in; the order of names is that of time. */
  String name(long nanos) {
    LocalDate first = firstDay(nanos);
    return switch (this) {
      case DECADE, YEAR -> String.format(Locale.ROOT, "%04d", first.getYear());
      case MONTH -> String.format(Locale.ROOT, "%04d-%02d", first.getYear(), first.getMonthValue());
      case DAY -> first.toString();
    };
  }

  /** Returns when the period of a time ends. */
  long end(long nanos) {
    LocalDate first = firstDay(nanos);
    LocalDate next =
        switch (this) {
          case DECADE -> first.plusYears(10);
          case YEAR -> first.plusYears(1);
          case MONTH -> first.plusMonths(1);
          case DAY -> first.plusDays(1);
        };
    return nanos(next);
  }

  /** Returns when a named period begins; throws DateTimeException if it is no name. */
  long begin(String name) {
    LocalDate first =
        switch (this) {
          case DECADE, YEAR -> Year.parse(name).atDay(1);
          case MONTH -> LocalDate.parse(name + "-01");
          case DAY -> LocalDate.parse(name);
        };
    return nanos(first);
  }

  /** Times of the store end in 2262, and so does the last period. */
  private static long nanos(LocalDate day) {
    long most = Math.floorDiv(Long.MAX_VALUE, NANOS_PER_DAY);
    long least = Math.floorDiv(Long.MIN_VALUE, NANOS_PER_DAY) + 1;
    if (day.toEpochDay() > most) {
      return Long.MAX_VALUE;
    }
    return day.toEpochDay() < least
        ? Long.MIN_VALUE
        : Times.nanos(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
