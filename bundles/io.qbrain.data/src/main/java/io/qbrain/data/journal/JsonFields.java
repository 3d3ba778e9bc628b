package io.qbrain.data.journal;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the fields of a JSON object, and names what is missing or of another type. */
final class JsonFields {
  private JsonFields() {}

  static JsonNode field(JsonNode from, String name) {
    JsonNode value = from.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected the field " + name + " in " + from);
    }
    return value;
  }

  static String text(JsonNode from, String name) {
    JsonNode value = field(from, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "expected a text in the field " + name + ", found " + value);
    }
    return value.textValue();
  }

  static long number(JsonNode from, String name) {
    JsonNode value = field(from, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(
          "expected a whole number in the field " + name + ", found " + value);
    }
    return value.longValue();
  }

  static boolean bool(JsonNode from, String name) {
    JsonNode value = field(from, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(
          "expected true or false in the field " + name + ", found " + value);
    }
    return value.booleanValue();
  }
}
