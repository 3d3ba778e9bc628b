package io.qbrain.rest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads single values of a request; a wrong one is a {@link Refusal} that names its field. */
public final class Wanted {
  private static final int MAX_SCALE = 40;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_CONDITIONS = 8;
  private static final int MAX_CONDITION = 300;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private Wanted() {}

  /** Returns a value that must be there. */
  public static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new Refusal(400, "request.missing", "expected " + field + ", found none", field);
    }
    return value;
  }

  /** Returns a body that must be there. */
  public static <T> T body(@Nullable T value) {
    if (value == null) {
      throw new Refusal(
          400, "request.missing", "expected a JSON object as the body, found nothing");
    }
    return value;
  }

  /** Returns a text that must be there and not be blank. */
  public static String text(String field, @Nullable String value) {
    String text = present(field, value);
    if (text.isBlank()) {
      throw new Refusal(400, "request.missing", "expected " + field + ", found a blank", field);
    }
    return text;
  }

  /** Returns a value that must be there, parsed. */
  public static <S, T> T parsed(
      String field, @Nullable S value, Function<? super S, ? extends T> parser) {
    S found = present(field, value);
    try {
      return parser.apply(found);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Refusal(400, "request.invalid", field + ": " + e.getMessage(), field);
    }
  }

  /** Returns a value that may be there, parsed. */
  public static <S, T> Optional<T> optional(
      String field, @Nullable S value, Function<? super S, ? extends T> parser) {
    return value == null ? Optional.empty() : Optional.of(parsed(field, value, parser));
  }

  /** Returns a whole number from a least to a greatest. */
  public static long number(
      String field, @Nullable String value, long fallback, long min, long max) {
    if (value == null) {
      return fallback;
    }
    if (WHOLE_NUMBER.matcher(value).matches()) {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new Refusal(
        400,
        "request.invalid",
        field + ": expected a whole number from " + min + " to " + max + ", found '" + value + "'",
        field);
  }

  /** Returns how many are wanted at most. */
  public static int limit(@Nullable String value) {
    return (int) number("limit", value, DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /** Returns conditions of the form {@code name:value}, each name once. */
  public static SortedMap<String, String> conditions(String field, List<String> texts) {
    SortedMap<String, String> conditions = new TreeMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      if (colon < 1
          || text.length() > MAX_CONDITION
          || conditions.put(text.substring(0, colon), text.substring(colon + 1)) != null
          || conditions.size() > MAX_CONDITIONS) {
        throw new Refusal(
            400,
            "request.invalid",
            field
                + ": expected name:value of at most "
                + MAX_CONDITION
                + " characters, each name once and at most "
                + MAX_CONDITIONS
                + ", found '"
                + text
                + "'",
            field);
      }
    }
    return conditions;
  }

  /** Returns one of the constants of an enum, if it is there. */
  public static <E extends Enum<E>> Optional<E> constant(
      String field, @Nullable String value, Class<E> type) {
    if (value == null) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return Optional.of(constant);
      }
    }
    throw new Refusal(
        400,
        "request.invalid",
        field + ": expected one of " + List.of(type.getEnumConstants()) + ", found '" + value + "'",
        field);
  }

  /** Returns true or false. */
  public static boolean flag(String field, @Nullable String value, boolean fallback) {
    if (value == null) {
      return fallback;
    }
    if (!value.equals("true") && !value.equals("false")) {
      throw new Refusal(
          400, "request.invalid", field + ": expected true or false, found '" + value + "'", field);
    }
    return value.equals("true");
  }

  /** Returns a list of texts that must be there. */
  public static List<String> texts(String field, @Nullable List<@Nullable String> values) {
    List<String> texts = new ArrayList<>();
    for (String value : present(field, values)) {
      texts.add(text(field + "[" + texts.size() + "]", value));
    }
    return texts;
  }

  /** Returns strategy parameters as the texts that services take. */
  public static SortedMap<String, String> parameters(@Nullable Map<String, JsonNode> values) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (values != null) {
      values.forEach((name, value) -> texts.put(name, parameter("parameters." + name, value)));
    }
    return texts;
  }

  /** Returns lists of texts by name; a single value is a list of one. */
  public static SortedMap<String, List<String>> lists(
      String field, @Nullable Map<String, JsonNode> values) {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    if (values != null) {
      values.forEach(
          (name, value) -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : value.isArray() ? value : List.of(value)) {
              texts.add(scalar(field + "." + name, element));
            }
            lists.put(name, texts);
          });
    }
    return lists;
  }

  private static String parameter(String field, JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(element -> scalar(field, element))
          .collect(Collectors.joining(","));
    }
    return scalar(field, value);
  }

  private static String scalar(String field, JsonNode value) {
    if (value.isNumber() && Math.abs((long) value.decimalValue().scale()) <= MAX_SCALE) {
      return value.decimalValue().toPlainString();
    }
    if (value.isTextual() || value.isBoolean()) {
      return value.asText();
    }
    throw new Refusal(
        400,
        "request.invalid",
        field + ": expected a text, a plain number, a boolean or a list of these",
        field);
  }
}
