package io.qbrain.shell.task;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Options that may be left out. */
final class Given {
  private static final int MOST = 1_000;

  private Given() {}

  static <T> Optional<T> of(String text, Function<String, T> parser) {
    return text.isBlank() ? Optional.empty() : Optional.of(parser.apply(text));
  }

  static int limit(String text) {
    long limit = number(text);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("expected --limit 1 to " + MOST + ", found " + limit);
    }
    return (int) limit;
  }

  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, found '" + text + "'", e);
    }
  }

  static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "expected one of " + List.of(type.getEnumConstants()) + ", found '" + text + "'");
  }
}
