package io.qbrain.backtest;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, numbers and texts as JSON; a number that is not finite becomes null. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Object value) {
    JsonText json = new JsonText();
    json.value(value, 0);
    return json.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      all('{', '}', map.entrySet(), depth);
    } else if (value instanceof Collection<?> list) {
      all('[', ']', list, depth);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      text(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth);
    } else if (value instanceof Double d) {
      out.append(d.isNaN() || d.isInfinite() ? "null" : d.toString());
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void all(char open, char close, Collection<?> parts, int depth) {
    out.append(open);
    Iterator<?> each = parts.iterator();
    while (each.hasNext()) {
      out.append('\n').append("  ".repeat(depth + 1));
      value(each.next(), depth + 1);
      out.append(each.hasNext() ? "," : "\n" + "  ".repeat(depth));
    }
    out.append(close);
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u").append(String.format("%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
