package io.qbrain.series;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Times;
import io.qbrain.series.CsvLayout.Column;
import io.qbrain.series.CsvLayout.Header;
import io.qbrain.series.CsvLayout.Stamp;
import io.qbrain.series.CsvLayout.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be said about data besides where they are, as {@code name=value}. */
public enum DataOption {
  /** {@code none}, {@code split} or {@code total}; needs {@link #FACTORS}. */
  ADJUST,
  /** The factor file ({@link FactorFile}). */
  FACTORS,
  /**
   * What the account books: {@code factors} for the splits and dividends that the factor file takes
   * out and {@link #ADJUST} leaves in; {@code factors-as-written} for the same with splits by their
   * rounded factors, not by the small numbers that are meant; or a file of actions ({@link
   * ActionFile}).
   */
  ACTIONS,
  /** {@code auto}, {@code lean}, {@code lean-bid} or {@code lean-ask}. */
  LAYOUT,
  /** The zone of local times and days, e.g. {@code America/New_York}. */
  TZ,
  /** What prices are divided by, e.g. {@code 10000}. */
  DIVISOR,
  /** Whether the time of an intraday bar is its {@code open} or its {@code close}. */
  STAMP,
  /** When daily bars close, local time, e.g. {@code 16:00}; {@code 00:00} is the day's end. */
  CLOSE,
  /** Takes only bars within these hours, local time, e.g. {@code 09:30-16:00}. */
  HOURS,
  /** {@code comma}, {@code semicolon}, {@code tab} or {@code bar}. */
  SEPARATOR,
  /** {@code present} or {@code absent}. */
  HEADER,
  /** {@code text}, {@code epoch-seconds}, {@code epoch-millis}, ... ({@link TimeFormat}). */
  TIME,
  /**
   * Columns by name or index from 0, e.g. {@code time:Date,open:1}; of quotes {@code time, bid,
   * ask, bidsize, asksize}, of trades {@code time, price, quantity}, of books {@code time, bid0,
   * bidsize0, ask0, asksize0, bid1, ...}.
   */
  COLUMNS,
  /** {@code strict} or {@code lenient}. */
  MODE,
  /** Where refused lines are written; implies {@code mode=lenient}. */
  QUARANTINE,
  /** Refuses prices that are no multiple of it, e.g. {@code 0.01}. */
  TICK,
  /** Takes prices of zero and less: {@code allowed}. */
  NEGATIVE,
  /** Refuses rows at or after a time, {@code 2026-01-01} or {@code 2026-01-01T14:30:00Z}. */
  UNTIL,
  /** The market that the instrument is traded on, e.g. {@code us-equities}. */
  MARKET;

  static final String FROM_FACTORS = "factors";
  static final String AS_WRITTEN = "factors-as-written";

  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|');

  /** Returns whether actions are those of the factor file, and not of a file of their own. */
  static boolean isFromFactors(String actions) {
    return actions.equals(FROM_FACTORS) || actions.equals(AS_WRITTEN);
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Map<DataOption, String> parse(String text) {
    Map<DataOption, String> options = new LinkedHashMap<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      DataOption option =
          choice(DataOption.class, "option", equals < 0 ? part : part.substring(0, equals));
      if (equals < 0 || equals == part.length() - 1) {
        throw new IllegalArgumentException("expected a value after " + part + ", found none");
      }
      if (options.put(option, part.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("expected one " + option.text() + ", found two");
      }
    }
    return options;
  }

  /** Throws IllegalArgumentException if an option has a wrong value or lacks another one. */
  static void check(Map<DataOption, String> options, DataKind kind, BarSpec spec) {
    boolean strict =
        choice(Mode.class, "mode", options.getOrDefault(MODE, "strict")) == Mode.STRICT;
    if (strict && options.containsKey(MODE) && options.containsKey(QUARANTINE)) {
      throw new IllegalArgumentException("expected mode=lenient with quarantine, found strict");
    }
    Adjustment adjustment = Adjustment.parse(options.getOrDefault(ADJUST, "none"));
    if (adjustment != Adjustment.NONE && !options.containsKey(FACTORS)) {
      throw new IllegalArgumentException(
          "expected factors=PATH with adjust=" + adjustment + ", found none");
    }
    String actions = options.get(ACTIONS);
    if (actions != null && adjustment == Adjustment.TOTAL) {
      throw new IllegalArgumentException(
          "expected no actions with adjust=total, whose prices hold them already, found "
              + actions);
    }
    boolean fromFactors = actions != null && isFromFactors(actions);
    if (fromFactors && !options.containsKey(FACTORS)) {
      throw new IllegalArgumentException(
          "expected factors=PATH with actions=" + actions + ", found none");
    }
    if (actions != null && !fromFactors && adjustment != Adjustment.NONE) {
      throw new IllegalArgumentException(
          "expected adjust=none with a file of actions, found " + adjustment);
    }
    if (options.containsKey(MARKET)) {
      MarketProfile.checkName(options.get(MARKET));
    }
    layout(options, kind, spec);
    checks(options);
    if (kind != DataKind.BARS) {
      for (DataOption option : List.of(ADJUST, FACTORS, ACTIONS, STAMP, CLOSE, HOURS)) {
        if (options.containsKey(option)) {
          throw new IllegalArgumentException(
              "expected no " + option.text() + " with " + kind.text() + ", found one");
        }
      }
      tickColumns(options);
    }
  }

  private enum Mode {
    STRICT,
    LENIENT
  }

  static boolean isLenient(Map<DataOption, String> options) {
    return options.containsKey(QUARANTINE) || "lenient".equals(options.get(MODE));
  }

  static CsvLayout layout(Map<DataOption, String> options, DataKind kind, BarSpec spec) {
    CsvLayout layout = named(options.getOrDefault(LAYOUT, "auto"), spec);
    for (Map.Entry<DataOption, String> option : options.entrySet()) {
      if (option.getKey() != COLUMNS || kind == DataKind.BARS) {
        layout = option.getKey().apply(option.getValue(), layout);
      }
    }
    return layout;
  }

  private static CsvLayout named(String name, BarSpec spec) {
    return switch (name) {
      case "auto" -> CsvLayout.of(spec);
      case "lean" ->
          switch (spec.source()) {
            case BID -> CsvLayout.leanBid(spec);
            case ASK -> CsvLayout.leanAsk(spec);
            case MID, LAST -> CsvLayout.lean(spec);
          };
      case "lean-bid" -> CsvLayout.leanBid(spec);
      case "lean-ask" -> CsvLayout.leanAsk(spec);
      default ->
          throw new IllegalArgumentException(
              "expected a layout auto, lean, lean-bid or lean-ask, found '" + name + "'");
    };
  }

  private CsvLayout apply(String value, CsvLayout layout) {
    return switch (this) {
      case TZ -> layout.withZone(zone(value));
      case DIVISOR -> layout.withPriceDivisor(divisor(value));
      case STAMP -> layout.withStamp(choice(Stamp.class, "stamp", value));
      case CLOSE -> layout.withSessionClose(time(value));
      case HOURS -> layout.withHours(Hours.parse(value));
      case SEPARATOR -> layout.withSeparator(separator(value));
      case HEADER -> layout.withHeader(choice(Header.class, "header", value));
      case TIME -> layout.withTimeFormat(choice(TimeFormat.class, "time", value));
      case COLUMNS -> layout.withColumns(columns(value));
      case ADJUST, FACTORS, ACTIONS, LAYOUT, MODE, QUARANTINE, TICK, NEGATIVE, UNTIL, MARKET ->
          layout;
    };
  }

  /** Returns what is asked of a row besides being readable. */
  static RowChecks checks(Map<DataOption, String> options) {
    String negative = options.getOrDefault(NEGATIVE, "refused");
    if (!negative.equals("allowed") && !negative.equals("refused")) {
      throw new IllegalArgumentException(
          "expected negative=allowed or refused, found '" + negative + "'");
    }
    String tick = options.getOrDefault(TICK, "0");
    return new RowChecks(Fixed.parse(tick), negative.equals("allowed"), until(options.get(UNTIL)));
  }

  private static long until(@Nullable String value) {
    if (value == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Times.nanos(
          value.length() == 10
              ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(value));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected until=2026-01-01 or 2026-01-01T14:30:00Z, found '" + value + "'", e);
    }
  }

  /** Returns the columns that were asked for by the names of quotes, trades and books. */
  static Map<String, String> tickColumns(Map<DataOption, String> options) {
    Map<String, String> columns = new LinkedHashMap<>();
    String value = options.get(COLUMNS);
    for (String part : value == null ? new String[0] : value.split(",", -1)) {
      int colon = part.indexOf(':');
      String name = colon < 1 ? "" : part.substring(0, colon);
      if (!name.matches("date|time|price|quantity|(bid|ask)(size)?[0-9]{0,2}")
          || colon == part.length() - 1) {
        throw new IllegalArgumentException(
            "expected columns such as time:Date,bid:1, found '" + value + "'");
      }
      columns.put(name, part.substring(colon + 1));
    }
    return columns;
  }

  private static ZoneId zone(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time zone such as America/New_York or UTC, found '" + value + "'", e);
    }
  }

  private static LocalTime time(String value) {
    try {
      return LocalTime.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time of day such as 16:00, found '" + value + "'", e);
    }
  }

  private static long divisor(String value) {
    if (!value.matches("[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException("expected a divisor such as 10000, found '" + value + "'");
    }
    return Long.parseLong(value);
  }

  private static char separator(String value) {
    Character separator = SEPARATORS.get(value);
    if (separator == null) {
      throw new IllegalArgumentException(
          "expected a separator comma, semicolon, tab or bar, found '" + value + "'");
    }
    return separator;
  }

  private static Map<Column, String> columns(String value) {
    Map<Column, String> columns = new EnumMap<>(Column.class);
    for (String part : value.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 1 || colon == part.length() - 1) {
        throw new IllegalArgumentException(
            "expected columns such as time:Date,open:1, found '" + value + "'");
      }
      columns.put(
          choice(Column.class, "column", part.substring(0, colon)), part.substring(colon + 1));
    }
    return columns;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String what, String value) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected "
                        + what
                        + " as one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(DataOption::text)
                            .collect(Collectors.joining(", "))
                        + ", found '"
                        + value
                        + "'"));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
