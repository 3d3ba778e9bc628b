package io.qbrain.app.events;

import java.util.Map;
import java.util.Optional;

/** Small JSON texts of names, texts, numbers and objects of these. */
final class PlainJson {
  private PlainJson() {}

  static String object(Map<String, ?> fields) {
    StringBuilder to = new StringBuilder();
    object(fields, to);
    return to.toString();
  }

  private static void object(Map<?, ?> fields, StringBuilder to) {
    to.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      if (!first) {
        to.append(',');
      }
      first = false;
      text(String.valueOf(field.getKey()), to);
      to.append(':');
      if (field.getValue() instanceof Map<?, ?> inner) {
        object(inner, to);
      } else if (field.getValue() instanceof Number || field.getValue() instanceof Boolean) {
        to.append(field.getValue());
      } else {
        text(String.valueOf(field.getValue()), to);
      }
    }
    to.append('}');
  }

  private static void text(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  /**
   * Returns a field of an object: a text without its quotes, anything else as it is written; empty
   * if there is none of that name on the first level. The object is well formed.
   */
  static Optional<String> field(String object, String name) {
    int at = object.indexOf('{') + 1;
    while (at > 0 && at < object.length()) {
      int begin = object.indexOf('"', at);
      if (begin < 0) {
        return Optional.empty();
      }
      int end = endOf(object, begin);
      String found = unquoted(object.substring(begin, end));
      int value = object.indexOf(':', end) + 1;
      int after = endOf(object, value);
      if (found.equals(name)) {
        return Optional.of(unquoted(object.substring(value, after).strip()));
      }
      at = after + 1;
    }
    return Optional.empty();
  }

  /** Returns where a text ends that begins here, or a value: behind it, at a comma or a brace. */
  private static int endOf(String json, int from) {
    int depth = 0;
    boolean isText = false;
    for (int i = from; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isText) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          isText = false;
          if (i > from && json.charAt(from) == '"') {
            return i + 1;
          }
        }
      } else if (c == '"') {
        isText = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == '}')) {
        return i;
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return json.length();
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") && value.endsWith("\"") && value.length() > 1
        ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : value;
  }
}
