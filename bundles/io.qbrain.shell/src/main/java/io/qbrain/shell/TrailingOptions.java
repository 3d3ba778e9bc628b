package io.qbrain.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** Sets a command's options from words that follow its arguments. */
final class TrailingOptions {
  private final ShellAction action;

  private TrailingOptions(ShellAction action) {
    this.action = action;
  }

  static void apply(ShellAction action, List<String> words) {
    TrailingOptions options = new TrailingOptions(action);
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      options.set(rest.next(), rest);
    }
  }

  private void set(String word, Iterator<String> rest) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    List<String> known = new ArrayList<>();
    Field field = field(name, known);
    BiConsumer<String, String> others = action.others().orElse(null);
    if (field == null && (others == null || !name.startsWith("--"))) {
      throw ShellAction.invalid(
          "expected one of the options " + String.join(", ", known) + ", found '" + name + "'");
    }
    boolean flag = field != null && field.getType() == boolean.class;
    if (equals < 0 && !flag && !rest.hasNext()) {
      throw ShellAction.invalid("expected a value after " + name + ", found none");
    }
    String text = equals >= 0 ? word.substring(equals + 1) : flag ? "true" : rest.next();
    if (field == null) {
      Objects.requireNonNull(others).accept(name.substring(2), text);
      return;
    }
    try {
      field.setAccessible(true);
      field.set(action, value(field, text));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot set option " + name + " of " + action.getClass(), e);
    }
  }

  /** Returns the field of an option, or null; then with the names that there are. */
  private @Nullable Field field(String name, List<String> known) {
    if (!name.startsWith("-")) {
      throw ShellAction.invalid("expected no further argument, found '" + name + "'");
    }
    for (Class<?> type = action.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Option option = field.getAnnotation(Option.class);
        if (option != null) {
          if (option.name().equals(name) || Arrays.asList(option.aliases()).contains(name)) {
            return field;
          }
          known.add(option.name());
        }
      }
    }
    return null;
  }

  private Object value(Field field, String text) throws IllegalAccessException {
    if (field.getType() == boolean.class) {
      return Boolean.valueOf(text);
    }
    if (field.getType() == List.class) {
      List<String> all = new ArrayList<>();
      for (Object earlier : (List<?>) field.get(action)) {
        all.add(String.valueOf(earlier));
      }
      all.add(text);
      return all;
    }
    return text;
  }
}
