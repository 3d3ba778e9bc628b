package io.qbrain.series;

/**
 * A date, a time of day or both, as written; parsed by hand, because a formatter takes most of an
 * import's time.
 */
final class TimeText {
  /** There is no offset in the text. */
  static final int NO_OFFSET = Integer.MIN_VALUE;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int MAX_FRACTION = 9;

  private CharSequence text = "";
  private int at;
  private long epochDay;
  private long nanoOfDay;
  private int offsetSeconds;

  /** Reads a date, and a time and offset if they follow; returns whether that is all there is. */
  boolean readDateTime(CharSequence value) {
    begin(value);
    if (!date()) {
      return false;
    }
    if (at == text.length()) {
      return true;
    }
    char c = text.charAt(at);
    if (c == 'T' || c == ' ' || c == ';') {
      at++;
      return time() && offset() && at == text.length();
    }
    return false;
  }

  /** Reads a time of day such as {@code 09:30:00}; returns whether that is all there is. */
  boolean readTimeOfDay(CharSequence value) {
    begin(value);
    return time() && at == text.length();
  }

  /** Returns the days since 1970. */
  long epochDay() {
    return epochDay;
  }

  /** Returns the time of day; 0 if there was none. */
  long nanoOfDay() {
    return nanoOfDay;
  }

  /** Returns the offset from UTC, or {@link #NO_OFFSET}. */
  int offsetSeconds() {
    return offsetSeconds;
  }

  private void begin(CharSequence value) {
    text = value;
    at = 0;
    epochDay = 0;
    nanoOfDay = 0;
    offsetSeconds = NO_OFFSET;
  }

  private boolean date() {
    int year = digits(4);
    char separator = at < text.length() ? text.charAt(at) : ' ';
    boolean separated = separator == '-' || separator == '/' || separator == '.';
    at += separated ? 1 : 0;
    int month = digits(2);
    if (separated && !skip(separator)) {
      return false;
    }
    int day = digits(2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return false;
    }
    epochDay = epochDay(year, month, day);
    return true;
  }

  private boolean time() {
    int hour = digits(2);
    if (hour < 0 || hour > 23 || !skip(':')) {
      return false;
    }
    int minute = digits(2);
    if (minute < 0 || minute > 59) {
      return false;
    }
    nanoOfDay = (hour * 3600L + minute * 60L) * NANOS_PER_SECOND;
    if (skip(':')) {
      int second = digits(2);
      if (second < 0 || second > 59) {
        return false;
      }
      nanoOfDay += second * NANOS_PER_SECOND;
      return !skip('.') || fraction();
    }
    return true;
  }

  private boolean fraction() {
    long value = 0;
    int digits = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && digits < MAX_FRACTION) {
      value = value * 10 + (text.charAt(at++) - '0');
      digits++;
    }
    for (int i = digits; i < MAX_FRACTION; i++) {
      value *= 10;
    }
    nanoOfDay += value;
    return digits > 0;
  }

  private boolean offset() {
    skip(' ');
    if (at == text.length()) {
      return true;
    }
    if (skip('Z')) {
      offsetSeconds = 0;
      return true;
    }
    int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
    if (sign == 0) {
      return false;
    }
    int hours = digits(2);
    skip(':');
    int minutes = at == text.length() ? 0 : digits(2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return false;
    }
    offsetSeconds = sign * (hours * 3600 + minutes * 60);
    return true;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads exactly n digits; returns -1 if they are not there. */
  private int digits(int n) {
    int value = 0;
    for (int i = 0; i < n; i++, at++) {
      if (at >= text.length() || !isDigit(text.charAt(at))) {
        return -1;
      }
      value = value * 10 + (text.charAt(at) - '0');
    }
    return value;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Counts days in years that begin in March, so that the leap day is the last. */
  private static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
