package io.qbrain.strategy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a strategy, read off its configuration record: the form in the console, the
 * check in REST, the range of a sweep.
 *
 * @param <C> the configuration record
 * @since 1.0
 */
public final class ParameterSchema<C extends Record> {

  /**
   * One parameter. Values are texts; null means: none.
   *
   * @param name the component's name
   * @param type how its values are written: int, long, double, boolean, string, enum, duration,
   *     time, quantity, price, instrument, bars; list of one of these ends in {@code []}
   * @param defaultValue the default; without one the parameter must be given
   * @param help what it means
   * @param min least value
   * @param max greatest value
   * @param step step of a sweep
   * @param choices the values of an enum; empty for other types
   */
  public record Parameter(
      String name,
      String type,
      @Nullable String defaultValue,
      String help,
      @Nullable String min,
      @Nullable String max,
      @Nullable String step,
      List<String> choices) {}

  private final Class<C> type;
  private final List<Parameter> parameters;

  private ParameterSchema(Class<C> type, List<Parameter> parameters) {
    this.type = type;
    this.parameters = parameters;
  }

  /**
   * Reads a configuration record.
   *
   * @throws IllegalArgumentException if the class is no record, or a component has a type that is
   *     no parameter type or a default that does not fit
   */
  public static <C extends Record> ParameterSchema<C> of(Class<C> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("expected a record, found " + type);
    }
    List<Parameter> found = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      found.add(parameter(c));
    }
    return new ParameterSchema<>(type, List.copyOf(found));
  }

  private static Parameter parameter(RecordComponent c) {
    Param p = c.getAnnotation(Param.class);
    Class<?> element = elementType(c);
    Parameter parameter =
        new Parameter(
            c.getName(),
            typeName(element, c) + (c.getType() == List.class ? "[]" : ""),
            p == null ? null : orNull(p.value()),
            p == null ? "" : p.help(),
            p == null ? null : orNull(p.min()),
            p == null ? null : orNull(p.max()),
            p == null ? null : orNull(p.step()),
            element.isEnum()
                ? Arrays.stream(element.getEnumConstants()).map(Object::toString).toList()
                : List.of());
    if (parameter.defaultValue() != null) {
      value(c, parameter, parameter.defaultValue());
    }
    return parameter;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Class<?> elementType(RecordComponent c) {
    if (c.getType() != List.class) {
      return c.getType();
    }
    Type generic = c.getGenericType();
    if (generic instanceof ParameterizedType p
        && p.getActualTypeArguments()[0] instanceof Class<?> element) {
      return element;
    }
    throw new IllegalArgumentException(
        "parameter " + c.getName() + ": expected a list of a parameter type, found " + generic);
  }

  private static String typeName(Class<?> type, RecordComponent c) {
    if (type.isEnum()) {
      return "enum";
    }
    return switch (type.getName()) {
      case "int", "java.lang.Integer" -> "int";
      case "long", "java.lang.Long" -> "long";
      case "double", "java.lang.Double" -> "double";
      case "boolean", "java.lang.Boolean" -> "boolean";
      case "java.lang.String" -> "string";
      case "java.time.Duration" -> "duration";
      case "java.time.LocalTime" -> "time";
      case "io.qbrain.model.Quantity" -> "quantity";
      case "io.qbrain.model.Price" -> "price";
      case "io.qbrain.model.InstrumentId" -> "instrument";
      case "io.qbrain.model.BarSpec" -> "bars";
      default ->
          throw new IllegalArgumentException(
              "parameter " + c.getName() + ": " + type.getName() + " is no parameter type");
    };
  }

  /** Returns the parameters in the order of the record's components. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the configuration's class. */
  public Class<C> type() {
    return type;
  }

  /**
   * Returns the given values completed with the defaults.
   *
   * @throws IllegalArgumentException if a name is unknown or a value is missing, listing what is
   *     expected
   */
  public SortedMap<String, String> complete(Map<String, String> given) {
    SortedMap<String, String> unknown = new TreeMap<>(given);
    SortedMap<String, String> all = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (Parameter p : parameters) {
      String value = unknown.remove(p.name());
      value = value == null ? p.defaultValue() : value;
      if (value == null) {
        missing.add(p.name());
      } else {
        all.put(p.name(), value);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown parameter " + String.join(", ", unknown.keySet()) + "; expected " + describe());
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "missing parameter " + String.join(", ", missing) + "; expected " + describe());
    }
    return all;
  }

  private String describe() {
    return parameters.stream()
        .map(p -> p.name() + (p.defaultValue() == null ? "" : "=" + p.defaultValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Makes the configuration of the given values and the defaults.
   *
   * @throws IllegalArgumentException if a name is unknown, a value is missing, ill-typed or out of
   *     range, or the record's constructor refuses; the message names the parameter
   */
  public C bind(Map<String, String> given) {
    SortedMap<String, String> all = complete(given);
    Map<String, Object> values = new LinkedHashMap<>();
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Parameter p = parameters.get(i);
      String text = all.get(p.name());
      values.put(p.name(), value(components[i], p, text == null ? "" : text));
    }
    return construct(values);
  }

  private C construct(Map<String, Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<C> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.values().toArray());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + type.getName() + ": " + e, e);
    }
  }

  private static Object value(RecordComponent c, Parameter p, String text) {
    Class<?> element = elementType(c);
    if (c.getType() != List.class) {
      return single(element, p, text);
    }
    List<Object> list = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        list.add(single(element, p, part.trim()));
      }
    }
    return List.copyOf(list);
  }

  private static Object single(Class<?> type, Parameter p, String text) {
    Object value;
    try {
      value = parse(type, text);
    } catch (RuntimeException e) {
      String expected =
          type.isEnum() ? "one of " + p.choices() : "a value of type " + p.type().replace("[]", "");
      throw new IllegalArgumentException(
          "parameter " + p.name() + ": expected " + expected + ", found '" + text + "'", e);
    }
    checkRange(p, text);
    return value;
  }

  private static void checkRange(Parameter p, String text) {
    if (p.min() == null && p.max() == null) {
      return;
    }
    BigDecimal value = new BigDecimal(text);
    if ((p.min() != null && value.compareTo(new BigDecimal(p.min())) < 0)
        || (p.max() != null && value.compareTo(new BigDecimal(p.max())) > 0)) {
      throw new IllegalArgumentException(
          "parameter "
              + p.name()
              + ": expected"
              + (p.min() == null ? "" : " at least " + p.min())
              + (p.min() == null || p.max() == null ? "" : " and")
              + (p.max() == null ? "" : " at most " + p.max())
              + ", found "
              + text);
    }
  }

  private static Object parse(Class<?> type, String text) {
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (constant.toString().equals(text)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(text);
    }
    return switch (type.getName()) {
      case "int", "java.lang.Integer" -> Integer.valueOf(text);
      case "long", "java.lang.Long" -> Long.valueOf(text);
      case "double", "java.lang.Double" -> finite(text);
      case "boolean", "java.lang.Boolean" -> bool(text);
      case "java.lang.String" -> text;
      case "java.time.Duration" -> Duration.parse(text);
      case "java.time.LocalTime" -> LocalTime.parse(text);
      case "io.qbrain.model.Quantity" -> Quantity.ofRaw(Fixed.parse(text));
      case "io.qbrain.model.Price" -> Price.ofRaw(Fixed.parse(text));
      case "io.qbrain.model.InstrumentId" -> InstrumentId.of(text);
      case "io.qbrain.model.BarSpec" -> BarSpec.parse(text);
      default -> throw new IllegalArgumentException(type.getName());
    };
  }

  private static Double finite(String text) {
    double value = new BigDecimal(text).doubleValue();
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }
}
