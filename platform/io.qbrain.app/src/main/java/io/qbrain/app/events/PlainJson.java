package io.qbrain.app.events;

import java.util.Map;

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
}
