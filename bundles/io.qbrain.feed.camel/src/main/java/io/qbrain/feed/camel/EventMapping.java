package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a record of a message becomes an event.
 *
 * @param instrument the instrument
 * @param kind what a record is
 * @param spec how its bars are made; of others null
 * @param records how a message is taken apart
 * @param fields where each part of an event is in a record, by the names of {@link Kind}
 * @param clock what the times of records are
 * @param match field and value that a record of the instrument has; empty for any
 */
record EventMapping(
    InstrumentId instrument,
    Kind kind,
    @Nullable BarSpec spec,
    Records records,
    Map<String, String> fields,
    Clock clock,
    Map<String, String> match) {

  static final String SEQUENCE = "sequence";
  private static final String TIME = "time";
  private static final String LEVEL_PRICE = "price";
  private static final String LEVEL_SIZE = "size";
  private static final int MICRO = -6;
  private static final int NANO = -9;

  /** What a record is. */
  enum Kind {
    BARS("time", "open", "high", "low", "close", "volume"),
    QUOTES("time", "bid", "ask", "bidsize", "asksize"),
    TRADES("time", "price", "quantity"),
    /** Whole books; where price and size are in a level may be said besides. */
    DEPTH("time", "bids", "asks");

    private final List<String> parts;

    Kind(String... parts) {
      this.parts = List.of(parts);
    }

    private boolean has(String part) {
      return parts.contains(part)
          || part.equals(SEQUENCE)
          || (this == DEPTH && (part.equals(LEVEL_PRICE) || part.equals(LEVEL_SIZE)));
    }
  }

  /**
   * What times are.
   *
   * @param unit the power of ten of a number's unit in seconds; null for ISO 8601
   * @param isOpen whether the time of a bar is its open
   */
  record Clock(@Nullable Integer unit, boolean isOpen) {
    /** Reads {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, ... and open or close. */
    static Clock parse(String time, String stamp) {
      if (!stamp.equals("open") && !stamp.equals("close")) {
        throw new IllegalArgumentException("expected stamp open or close, found '" + stamp + "'");
      }
      Integer unit =
          switch (time) {
            case "iso" -> null;
            case "epoch-seconds" -> 0;
            case "epoch-millis" -> -3;
            case "epoch-micros" -> MICRO;
            case "epoch-nanos" -> NANO;
            default ->
                throw new IllegalArgumentException(
                    "expected time iso, epoch-seconds, epoch-millis, epoch-micros or epoch-nanos,"
                        + " found '"
                        + time
                        + "'");
          };
      return new Clock(unit, stamp.equals("open"));
    }

    long nanos(String text) {
      try {
        return unit == null
            ? Times.nanos(Instant.parse(text))
            : new BigDecimal(text)
                .scaleByPowerOfTen(unit - NANO)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
      } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
        throw new IllegalArgumentException("expected a time, found '" + text + "'", e);
      }
    }
  }

  /** An event and its number among those of its source, if it has one. */
  record Mapped(MarketEvent event, @Nullable Long sequence) {}

  /** Reads {@code bars}, {@code quotes}, {@code trades} or {@code depth}. */
  static Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "expected kind bars, quotes, trades or depth, found '" + text + "'");
  }

  /** Checks that every part has its place. */
  EventMapping {
    for (String part : kind.parts) {
      if (!fields.containsKey(part)) {
        throw new IllegalArgumentException(
            "expected fields " + kind.parts + ", found " + fields.keySet());
      }
    }
    for (String part : fields.keySet()) {
      if (!kind.has(part)) {
        throw new IllegalArgumentException(
            "expected fields " + kind.parts + " and sequence, found '" + part + "'");
      }
    }
  }

  /** Returns the parts of a kind by their own names, or by their places. */
  static Map<String, String> ownNames(Kind kind, boolean byPlace) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < kind.parts.size(); i++) {
      names.put(kind.parts.get(i), byPlace ? String.valueOf(i) : kind.parts.get(i));
    }
    return names;
  }

  /** Reads {@code time=T,price=p}. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new IllegalArgumentException(
            "expected fields such as time=T,price=p, found '" + text + "'");
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /**
   * Returns the event of a record; empty if it is of another instrument.
   *
   * @throws IllegalArgumentException if something in it is missing or impossible
   */
  Optional<Mapped> event(Records.Fields record) {
    for (Map.Entry<String, String> wanted : match.entrySet()) {
      if (!wanted.getValue().equals(record.text(wanted.getKey()))) {
        return Optional.empty();
      }
    }
    long time = clock.nanos(part(record, TIME));
    MarketEvent event =
        switch (kind) {
          case BARS -> bar(record, time);
          case QUOTES ->
              Quote.of(
                  instrument,
                  Times.instant(time),
                  price(record, "bid"),
                  price(record, "ask"),
                  quantity(record, "bidsize"),
                  quantity(record, "asksize"));
          case TRADES ->
              TradeTick.of(
                  instrument,
                  Times.instant(time),
                  price(record, "price"),
                  quantity(record, "quantity"));
          case DEPTH -> book().book(record, instrument, time);
        };
    return Optional.of(new Mapped(event, sequence(record)));
  }

  private BookFields book() {
    return new BookFields(
        fields.getOrDefault("bids", "bids"),
        fields.getOrDefault("asks", "asks"),
        fields.getOrDefault(LEVEL_PRICE, "0"),
        fields.getOrDefault(LEVEL_SIZE, "1"));
  }

  private Bar bar(Records.Fields record, long time) {
    if (spec == null) {
      throw new IllegalStateException("bars of " + instrument + " have no length");
    }
    return Bar.of(
        instrument,
        spec,
        Times.instant(clock.isOpen() ? time + spec.stepNanos() : time),
        price(record, "open"),
        price(record, "high"),
        price(record, "low"),
        price(record, "close"),
        quantity(record, "volume"));
  }

  private @Nullable Long sequence(Records.Fields record) {
    if (!fields.containsKey(SEQUENCE)) {
      return null;
    }
    String text = part(record, SEQUENCE);
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("expected a whole sequence number, found '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private Price price(Records.Fields record, String part) {
    return Price.parse(part(record, part));
  }

  private Quantity quantity(Records.Fields record, String part) {
    return Quantity.parse(part(record, part));
  }

  private String part(Records.Fields record, String part) {
    String place = fields.getOrDefault(part, part);
    String text = record.text(place);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("expected " + part + " at " + place + ", found nothing");
    }
    return text;
  }
}
