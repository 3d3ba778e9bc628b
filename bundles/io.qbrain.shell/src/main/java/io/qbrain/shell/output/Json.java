package io.qbrain.shell.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.Money;
import io.qbrain.model.RiskScope;
import io.qbrain.model.StrategyRef;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the services return, as JSON of the same shapes as REST has: a record is an object of its
 * components; a decimal is a string; money is {@code {"amount": "12.50", "currency": "USD"}}; ids
 * are strings; {@code timeNanos} is {@code "time"} in ISO-8601; what is absent is left out.
 */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String NANOS = "Nanos";

  /** Records that have a text form. */
  private static final Set<Class<?>> TEXTS =
      Set.of(StrategyRef.class, RiskScope.class, LedgerAccount.class);

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** Prints one document. */
  static void print(PrintStream stream, Object value, boolean oneLine) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      if (!oneLine) {
        generator.useDefaultPrettyPrinter();
      }
      new Json(generator).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stream.println(text);
  }

  private void write(Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double share) {
      out.writeNumber(share);
    } else if (value instanceof Iterable<?> many) {
      out.writeStartArray();
      for (Object one : many) {
        write(one);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else if (value instanceof Money money) {
      out.writeStartObject();
      out.writeStringField("amount", Fixed.format(money.raw(), 2));
      out.writeStringField("currency", money.currency().toString());
      out.writeEndObject();
    } else {
      writeObject(value);
    }
  }

  private void writeObject(Object value) throws IOException {
    Optional<Map<String, @Nullable Object>> shape = Shapes.of(value);
    if (shape.isPresent()) {
      writeMap(shape.get());
    } else if (value instanceof Record && !TEXTS.contains(value.getClass())) {
      out.writeStartObject();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object content = read(value, component);
        String name = component.getName();
        if (name.endsWith(NANOS) && content instanceof Long nanos) {
          field(name.substring(0, name.length() - NANOS.length()), Cell.time(nanos));
        } else {
          field(name, content);
        }
      }
      out.writeEndObject();
    } else {
      out.writeString(value.toString());
    }
  }

  private void writeMap(Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      field(String.valueOf(entry.getKey()), entry.getValue());
    }
    out.writeEndObject();
  }

  private void field(String name, @Nullable Object value) throws IOException {
    Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (content != null) {
      out.writeFieldName(name);
      write(content);
    }
  }

  private static @Nullable Object read(Object value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component + " of " + value.getClass(), e);
    }
  }
}
