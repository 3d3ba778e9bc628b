package io.qbrain.series;

import io.qbrain.model.BarSpec;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How bars stand in text files. Start from {@link #of} or {@link #lean} and change what differs.
 *
 * @param separator what stands between columns; 0 finds it: comma, semicolon, tab or bar
 * @param header whether the first line names the columns
 * @param columns where each column is: its name in the header (case does not matter), or its index
 *     from 0; what is not given is found by the common names
 * @param timeFormat how times are written
 * @param zone where local times and days are
 * @param stamp which end of an intraday bar its time is; the time of a daily bar is its day
 * @param sessionClose local time at which daily bars close; 00:00 is the end of the day
 * @param priceDivisor what prices are divided by, 1 or e.g. 10000
 * @param hours bars outside of them are left out; empty takes all
 */
public record CsvLayout(
    char separator,
    Header header,
    Map<Column, String> columns,
    TimeFormat timeFormat,
    ZoneId zone,
    Stamp stamp,
    LocalTime sessionClose,
    long priceDivisor,
    Optional<Hours> hours) {

  /** New York's stock exchange: the zone of daily bars unless told otherwise. */
  public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** When daily bars close unless told otherwise. */
  public static final LocalTime NEW_YORK_CLOSE = LocalTime.of(16, 0);

  /** The columns that a bar is made of. */
  public enum Column {
    /** The day, where the time of day has a column of its own. */
    DATE,
    TIME,
    OPEN,
    HIGH,
    LOW,
    CLOSE,
    /** May be absent: then it is zero. */
    VOLUME
  }

  /** Whether the first line names the columns. */
  public enum Header {
    /** It does if it has letters where prices should be. */
    DETECT,
    PRESENT,
    ABSENT
  }

  /** How times are written. */
  public enum TimeFormat {
    /** By the look of the first row. */
    DETECT,
    /**
     * A date ({@code 2013-10-07}, {@code 20131007} or {@code 2013/10/07}), if need be with a time
     * after a space or T ({@code 09:30}, {@code 09:30:00.123}) and with Z or an offset.
     */
    TEXT,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS,
    /** Milliseconds since local midnight of the day in the file's name, {@code 20131007_...}. */
    MILLIS_OF_DAY
  }

  /** Which end of a bar its time is. */
  public enum Stamp {
    OPEN,
    CLOSE
  }

  /** Checks and copies. */
  public CsvLayout {
    EnumMap<Column, String> copy = new EnumMap<>(Column.class);
    copy.putAll(columns);
    columns = Collections.unmodifiableMap(copy);
    if (priceDivisor < 1) {
      throw new IllegalArgumentException("expected a price divisor >= 1, found " + priceDivisor);
    }
    if (Character.isLetterOrDigit(separator) || separator == '"' || separator > 127) {
      throw new IllegalArgumentException("expected a separator, found '" + separator + "'");
    }
  }

  /**
   * Returns the layout that finds out for itself: bars of days close at 16:00 in New York, times of
   * shorter bars are their opens, in UTC unless they say otherwise.
   */
  public static CsvLayout of(BarSpec spec) {
    return new CsvLayout(
        '\0',
        Header.DETECT,
        Map.of(),
        TimeFormat.DETECT,
        isDaily(spec) ? NEW_YORK : ZoneOffset.UTC,
        Stamp.OPEN,
        NEW_YORK_CLOSE,
        1,
        Optional.empty());
  }

  /**
   * Returns the layout of LEAN's files: no header, New York, prices x 10000; days and hours as
   * {@code yyyyMMdd HH:mm}, minutes and seconds as milliseconds since midnight.
   */
  public static CsvLayout lean(BarSpec spec) {
    return of(spec)
        .withHeader(Header.ABSENT)
        .withColumns(leanColumns(1, 5))
        .withZone(NEW_YORK)
        .withPriceDivisor(10_000);
  }

  /** Returns the layout of the bids in LEAN's quote files; the size of the last bid is volume. */
  public static CsvLayout leanBid(BarSpec spec) {
    return lean(spec).withColumns(leanColumns(1, 5));
  }

  /** Returns the layout of the asks in LEAN's quote files; the size of the last ask is volume. */
  public static CsvLayout leanAsk(BarSpec spec) {
    return lean(spec).withColumns(leanColumns(6, 10));
  }

  private static Map<Column, String> leanColumns(int open, int volume) {
    return Map.of(
        Column.TIME, "0",
        Column.OPEN, String.valueOf(open),
        Column.HIGH, String.valueOf(open + 1),
        Column.LOW, String.valueOf(open + 2),
        Column.CLOSE, String.valueOf(open + 3),
        Column.VOLUME, String.valueOf(volume));
  }

  static boolean isDaily(BarSpec spec) {
    return spec.hasLength() && spec.size() % 86_400 == 0;
  }

  /** Returns this with another separator. */
  public CsvLayout withSeparator(char value) {
    return new CsvLayout(
        value, header, columns, timeFormat, zone, stamp, sessionClose, priceDivisor, hours);
  }

  /** Returns this with or without a header. */
  public CsvLayout withHeader(Header value) {
    return new CsvLayout(
        separator, value, columns, timeFormat, zone, stamp, sessionClose, priceDivisor, hours);
  }

  /** Returns this with other columns. */
  public CsvLayout withColumns(Map<Column, String> value) {
    return new CsvLayout(
        separator, header, value, timeFormat, zone, stamp, sessionClose, priceDivisor, hours);
  }

  /** Returns this with times written otherwise. */
  public CsvLayout withTimeFormat(TimeFormat value) {
    return new CsvLayout(
        separator, header, columns, value, zone, stamp, sessionClose, priceDivisor, hours);
  }

  /** Returns this in another zone. */
  public CsvLayout withZone(ZoneId value) {
    return new CsvLayout(
        separator, header, columns, timeFormat, value, stamp, sessionClose, priceDivisor, hours);
  }

  /** Returns this with times that are the other end of a bar. */
  public CsvLayout withStamp(Stamp value) {
    return new CsvLayout(
        separator, header, columns, timeFormat, zone, value, sessionClose, priceDivisor, hours);
  }

  /** Returns this with daily bars that close at another time. */
  public CsvLayout withSessionClose(LocalTime value) {
    return new CsvLayout(
        separator, header, columns, timeFormat, zone, stamp, value, priceDivisor, hours);
  }

  /** Returns this with prices that are divided by something else. */
  public CsvLayout withPriceDivisor(long value) {
    return new CsvLayout(
        separator, header, columns, timeFormat, zone, stamp, sessionClose, value, hours);
  }

  /** Returns this for bars within hours only. */
  public CsvLayout withHours(Hours value) {
    return new CsvLayout(
        separator,
        header,
        columns,
        timeFormat,
        zone,
        stamp,
        sessionClose,
        priceDivisor,
        Optional.of(value));
  }
}
