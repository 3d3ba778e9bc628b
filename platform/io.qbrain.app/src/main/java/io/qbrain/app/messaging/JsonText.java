package io.qbrain.app.messaging;

/** A JSON object, field by field. */
final class JsonText {
  private final StringBuilder text = new StringBuilder("{");

  /** Adds a text. */
  JsonText with(String name, Object value) {
    name(name);
    quote(value.toString());
    return this;
  }

  /** Adds a number as it is written. */
  JsonText number(String name, Object value) {
    name(name);
    text.append(value);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ') {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
