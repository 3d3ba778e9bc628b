package io.qbrain.series;

import io.qbrain.model.BarSpec;
import io.qbrain.series.CsvLayout.Stamp;
import io.qbrain.series.CsvLayout.TimeFormat;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the time of a row into the time at which its bar closes. */
final class StampReader {
  /** The text is no time. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final Pattern DAY_IN_NAME =
      Pattern.compile("(?<![0-9])(?:19|20)[0-9]{6}(?![0-9])");

  private final TimeFormat format;
  private final boolean daily;
  private final Stamp stamp;
  private final long stepNanos;
  private final long sessionCloseSeconds;
  private final LocalClock clock;
  private final Optional<Hours> hours;
  private final long fileDay;
  private final TimeText text = new TimeText();
  private long previousUtc = Long.MIN_VALUE;

  StampReader(CsvLayout layout, BarSpec spec, TimeFormat format, String file) {
    this.format = format;
    this.daily = CsvLayout.isDaily(spec);
    this.stamp = layout.stamp();
    this.stepNanos = spec.stepNanos();
    this.sessionCloseSeconds =
        layout.sessionClose().equals(LocalTime.MIDNIGHT)
            ? SECONDS_PER_DAY
            : layout.sessionClose().toSecondOfDay();
    this.clock = new LocalClock(layout.zone());
    this.hours = layout.hours();
    this.fileDay = format == TimeFormat.MILLIS_OF_DAY ? dayOf(file) : 0;
  }

  private static long dayOf(String file) {
    String name = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    Matcher m = DAY_IN_NAME.matcher(name);
    TimeText day = new TimeText();
    if (!m.find() || !day.readDateTime(m.group())) {
      throw new SeriesException(
          file
              + ": expected the day in the name of a file with milliseconds since midnight, such as"
              + " 20131007_trade.zip, found '"
              + name
              + "'");
    }
    return day.epochDay();
  }

  /** Finds the format of times from the first one. */
  static TimeFormat detect(CharSequence first) {
    int length = first.length();
    for (int i = 0; i < length; i++) {
      if (!TimeText.isDigit(first.charAt(i))) {
        return TimeFormat.TEXT;
      }
    }
    if (length == 0 || length == 8 && new TimeText().readDateTime(first)) {
      return TimeFormat.TEXT;
    }
    if (length <= 8) {
      return TimeFormat.MILLIS_OF_DAY;
    }
    if (length <= 10) {
      return TimeFormat.EPOCH_SECONDS;
    }
    return length <= 13
        ? TimeFormat.EPOCH_MILLIS
        : length <= 16 ? TimeFormat.EPOCH_MICROS : TimeFormat.EPOCH_NANOS;
  }

  /** Returns what a time of this format looks like. */
  String expected() {
    return switch (format) {
      case TEXT, DETECT ->
          "a time that exists in its zone, such as 2013-10-07 or 2013-10-07 09:30:00";
      case MILLIS_OF_DAY -> "milliseconds since midnight from 0 to 86399999";
      default ->
          "a number of " + format.name().toLowerCase(Locale.ROOT).substring(6) + " since 1970";
    };
  }

  /** Returns when the bar of a time closes, or {@link #NO_TIME}. */
  long closeNanos(CharSequence time) {
    return switch (format) {
      case TEXT, DETECT ->
          text.readDateTime(time)
              ? ofLocal(text.epochDay(), text.nanoOfDay(), text.offsetSeconds())
              : NO_TIME;
      case MILLIS_OF_DAY -> {
        long millis = wholeNumber(time);
        yield millis < 0 || millis >= MILLIS_PER_DAY
            ? NO_TIME
            : ofLocal(fileDay, millis * 1_000_000, TimeText.NO_OFFSET);
      }
      case EPOCH_SECONDS -> ofEpoch(wholeNumber(time), NANOS_PER_SECOND);
      case EPOCH_MILLIS -> ofEpoch(wholeNumber(time), 1_000_000);
      case EPOCH_MICROS -> ofEpoch(wholeNumber(time), 1_000);
      case EPOCH_NANOS -> ofEpoch(wholeNumber(time), 1);
    };
  }

  /** Returns when the bar of a date and a time of day closes, or {@link #NO_TIME}. */
  long closeNanos(CharSequence date, CharSequence timeOfDay) {
    if (!text.readDateTime(date)) {
      return NO_TIME;
    }
    long day = text.epochDay();
    return text.readTimeOfDay(timeOfDay)
        ? ofLocal(day, text.nanoOfDay(), TimeText.NO_OFFSET)
        : NO_TIME;
  }

  private long ofEpoch(long value, long nanosPerUnit) {
    if (value == NO_TIME || Math.abs(value) > Long.MAX_VALUE / nanosPerUnit) {
      return NO_TIME;
    }
    long nanos = value * nanosPerUnit;
    long day = Math.floorDiv(nanos, SECONDS_PER_DAY * NANOS_PER_SECOND);
    return daily && nanos == day * SECONDS_PER_DAY * NANOS_PER_SECOND
        ? ofLocal(day, 0, TimeText.NO_OFFSET)
        : closeOf(nanos);
  }

  private long ofLocal(long day, long nanoOfDay, int offsetSeconds) {
    if (Math.abs(day) > 100_000) {
      return NO_TIME;
    }
    boolean isDay = daily && nanoOfDay == 0;
    long local =
        day * SECONDS_PER_DAY + (isDay ? sessionCloseSeconds : nanoOfDay / NANOS_PER_SECOND);
    long utc =
        offsetSeconds == TimeText.NO_OFFSET || isDay
            ? clock.utcSeconds(local, previousUtc)
            : local - offsetSeconds;
    if (utc == LocalClock.SKIPPED) {
      return NO_TIME;
    }
    previousUtc = utc;
    long nanos = utc * NANOS_PER_SECOND + (isDay ? 0 : nanoOfDay % NANOS_PER_SECOND);
    return isDay ? nanos : closeOf(nanos);
  }

  private long closeOf(long nanos) {
    return stamp == Stamp.OPEN ? nanos + stepNanos : nanos;
  }

  private static long wholeNumber(CharSequence value) {
    int length = value.length();
    int at = length > 1 && value.charAt(0) == '-' ? 1 : 0;
    if (length == at || length - at > 18 + 1) {
      return NO_TIME;
    }
    long number = 0;
    for (int i = at; i < length; i++) {
      char c = value.charAt(i);
      if (!TimeText.isDigit(c) || number > (Long.MAX_VALUE - 9) / 10) {
        return NO_TIME;
      }
      number = number * 10 + (c - '0');
    }
    return at == 0 ? number : -number;
  }

  /** Returns whether a bar lies within the hours that were asked for. */
  boolean isInHours(long closeNanos) {
    if (hours.isEmpty() || daily) {
      return true;
    }
    long openNanos = closeNanos - stepNanos;
    long offset = clock.offsetAt(Math.floorDiv(openNanos, NANOS_PER_SECOND));
    long local =
        Math.floorMod(openNanos + offset * NANOS_PER_SECOND, SECONDS_PER_DAY * NANOS_PER_SECOND);
    return hours.get().contain(local, stepNanos);
  }

  /** Returns the local day on which a bar opens. */
  long openDay(long closeNanos) {
    long seconds = Math.floorDiv(closeNanos - stepNanos, NANOS_PER_SECOND);
    return Math.floorDiv(seconds + clock.offsetAt(seconds), SECONDS_PER_DAY);
  }
}
