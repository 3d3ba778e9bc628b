package io.qbrain.messaging.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes market events of records: JSON by the names of fields, CSV by the numbers of columns. */
final class RecordMapping {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 5;

  /** What a record tells. */
  enum Kind {
    TRADES(List.of("time", "price", "size")),
    QUOTES(List.of("time", "bid", "ask", "bidSize", "askSize")),
    BARS(List.of("time", "open", "high", "low", "close", "volume"));

    private final List<String> parts;

    Kind(List<String> parts) {
      this.parts = parts;
    }
  }

  private final InstrumentId instrument;
  private final Kind kind;
  private final BarSpec bars;
  private final boolean csv;
  private final String timeUnit;
  private final Map<String, String> fields = new TreeMap<>();

  /**
   * Makes a mapping.
   *
   * @param fields {@code part=name} where a part is not named as we do, or column numbers for CSV
   * @param timeUnit seconds, millis, micros, nanos or iso
   */
  RecordMapping(
      InstrumentId instrument,
      String kind,
      String bars,
      String format,
      String fields,
      String timeUnit) {
    this.instrument = instrument;
    this.kind = kind(kind);
    this.bars = BarSpec.parse(bars);
    this.csv = oneOf("format", format, "json", "csv").equals("csv");
    this.timeUnit = oneOf("timeUnit", timeUnit, "seconds", "millis", "micros", "nanos", "iso");
    for (int i = 0; i < this.kind.parts.size(); i++) {
      String part = this.kind.parts.get(i);
      this.fields.put(part, csv ? Integer.toString(i + 1) : part);
    }
    for (String pair : fields.isBlank() ? new String[0] : fields.split(",", -1)) {
      int equals = pair.indexOf('=');
      String part = equals < 1 ? "" : pair.substring(0, equals).strip();
      if (!this.fields.containsKey(part)) {
        throw new IllegalArgumentException(
            "expected fields such as time=ts of " + this.kind.parts + ", found '" + pair + "'");
      }
      this.fields.put(part, pair.substring(equals + 1).strip());
    }
  }

  private static Kind kind(String text) {
    return Kind.valueOf(oneOf("kind", text, "trades", "quotes", "bars").toUpperCase(Locale.ROOT));
  }

  private static String oneOf(String name, String text, String... allowed) {
    if (!List.of(allowed).contains(text)) {
      throw new IllegalArgumentException(
          "expected " + name + " of " + List.of(allowed) + ", found '" + text + "'");
    }
    return text;
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if it is none
   */
  MarketEvent event(@Nullable String value) {
    Map<String, String> found = csv ? columns(value) : json(value);
    Instant time = time(part(found, "time"));
    return switch (kind) {
      case TRADES -> TradeTick.of(instrument, time, price(found, "price"), size(found, "size"));
      case QUOTES ->
          Quote.of(
              instrument,
              time,
              price(found, "bid"),
              price(found, "ask"),
              size(found, "bidSize"),
              size(found, "askSize"));
      case BARS ->
          Bar.of(
              instrument,
              bars,
              time,
              price(found, "open"),
              price(found, "high"),
              price(found, "low"),
              price(found, "close"),
              size(found, "volume"));
    };
  }

  private String part(Map<String, String> found, String part) {
    String name = fields.getOrDefault(part, part);
    @Nullable String value = found.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("expected " + part + " as '" + name + "', found none");
    }
    return value.strip();
  }

  private Price price(Map<String, String> found, String part) {
    return Price.parse(part(found, part));
  }

  private Quantity size(Map<String, String> found, String part) {
    return Quantity.parse(part(found, part));
  }

  private Instant time(String text) {
    try {
      return switch (timeUnit) {
        case "iso" -> Instant.parse(text);
        case "seconds" -> Instant.ofEpochSecond(Long.parseLong(text));
        case "millis" -> Instant.ofEpochMilli(Long.parseLong(text));
        case "micros" -> Times.instant(Math.multiplyExact(Long.parseLong(text), 1_000L));
        default -> Times.instant(Long.parseLong(text));
      };
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected a time in " + timeUnit + ", found '" + text + "'", e);
    }
  }

  private static Map<String, String> columns(@Nullable String value) {
    Map<String, String> found = new HashMap<>();
    String[] columns = value == null ? new String[0] : value.split(",", -1);
    for (int i = 0; i < columns.length; i++) {
      found.put(Integer.toString(i + 1), columns[i]);
    }
    return found;
  }

  private static Map<String, String> json(@Nullable String value) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(value == null ? "" : value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object, found " + value);
      }
      object(parser, "", 0, found);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected JSON, found " + value, e);
    }
    return found;
  }

  /** An inner object's fields are named {@code outer.inner}. */
  private static void object(JsonParser parser, String prefix, int depth, Map<String, String> found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
        object(parser, name + ".", depth + 1, found);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        found.put(name, parser.getText());
      }
    }
  }
}
