package io.qbrain.backtest;

import io.qbrain.model.Fixed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was said, by option; what cannot be read is refused with the name of its option. */
final class OptionValues {
  /** The word for no limit. */
  static final String UNLIMITED = "unlimited";

  private static final Pattern LATENCY = Pattern.compile("([0-9]{1,9})(ns|us|ms|s)");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private final Map<BacktestOption, List<String>> values;

  private OptionValues(Map<BacktestOption, List<String>> values) {
    this.values = values;
  }

  /** Takes values by name. */
  static OptionValues of(Map<String, List<String>> given) {
    Map<BacktestOption, List<String>> values = new EnumMap<>(BacktestOption.class);
    for (Map.Entry<String, List<String>> entry : given.entrySet()) {
      BacktestOption option = named(entry.getKey());
      if (entry.getValue().size() > 1 && !option.isRepeatable()) {
        throw BacktestException.of(option, "expected it once, found " + entry.getValue());
      }
      for (String value : entry.getValue()) {
        if (value.isBlank()) {
          throw BacktestException.of(option, "expected " + option.form() + ", found nothing");
        }
      }
      if (!entry.getValue().isEmpty()) {
        values.put(option, List.copyOf(entry.getValue()));
      }
    }
    return new OptionValues(values);
  }

  private static BacktestOption named(String name) {
    for (BacktestOption option : BacktestOption.values()) {
      if (option.text().equals(name)) {
        return option;
      }
    }
    throw new BacktestException(
        BacktestException.OPTION,
        "expected an option of "
            + String.join(", ", BacktestOption.names())
            + "; found '"
            + name
            + "'");
  }

  boolean has(BacktestOption option) {
    return values.containsKey(option);
  }

  List<String> all(BacktestOption option) {
    return values.getOrDefault(option, List.of());
  }

  Optional<String> one(BacktestOption option) {
    return all(option).stream().findFirst();
  }

  /** Returns the options that were given, in the order of their declaration. */
  List<BacktestOption> given() {
    return new ArrayList<>(values.keySet());
  }

  /** Returns the value that was given, read; or another one. */
  <T> T value(BacktestOption option, T otherwise, Function<String, ? extends T> reader) {
    Optional<String> text = one(option);
    return text.isPresent() ? read(option, text.get(), reader) : otherwise;
  }

  static <T> T read(BacktestOption option, String text, Function<String, ? extends T> reader) {
    try {
      return reader.apply(text);
    } catch (ArithmeticException e) {
      throw BacktestException.of(option, "expected " + option.form() + ", found '" + text + "'");
    } catch (IllegalArgumentException e) {
      throw BacktestException.of(option, String.valueOf(e.getMessage()));
    }
  }

  boolean flag(BacktestOption option, boolean otherwise) {
    return choice(option, otherwise, Boolean.TRUE, Boolean.FALSE);
  }

  /** Returns the constant that was named, by its words in small letters. */
  @SafeVarargs
  final <T> T choice(BacktestOption option, T otherwise, T... constants) {
    String[] words = option.form().split(", ", -1);
    return value(
        option,
        otherwise,
        text -> {
          for (int i = 0; i < words.length; i++) {
            if (words[i].equals(text)) {
              return constants[i];
            }
          }
          String last = words[words.length - 1];
          throw new IllegalArgumentException(
              "expected "
                  + String.join(", ", List.of(words).subList(0, words.length - 1))
                  + " or "
                  + last
                  + ", found '"
                  + text
                  + "'");
        });
  }

  /** Returns a number in units of 1e-8; MAX_VALUE for no limit. */
  long limit(BacktestOption option, long otherwise, String unlimited) {
    return value(
        option,
        otherwise,
        text -> {
          if (text.equals(unlimited)) {
            return Long.MAX_VALUE;
          }
          return above(text, 0, " or " + unlimited);
        });
  }

  private static long above(String text, long least, String or) {
    long number = Fixed.parse(text);
    if (number <= least) {
      throw new IllegalArgumentException("expected a number > 0" + or + ", found '" + text + "'");
    }
    return number;
  }

  /** Returns a number above zero in units of 1e-8. */
  static long positive(String text) {
    return above(text, 0, "");
  }

  static int whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a whole number, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  static int wholeAboveZero(String text) {
    int number = whole(text);
    if (number == 0) {
      throw new IllegalArgumentException("expected a whole number > 0, found '" + text + "'");
    }
    return number;
  }

  /** Returns a time on the way in nanoseconds. */
  static long latency(String text) {
    Matcher m = LATENCY.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected a latency such as 0s, 50ms, 200us or 10ns, found '" + text + "'");
    }
    long unit =
        switch (m.group(2)) {
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "us" -> 1_000L;
          default -> 1L;
        };
    return Math.multiplyExact(Long.parseLong(m.group(1)), unit);
  }
}
