package io.qbrain.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words of a command: options with a value ({@code --name value} or {@code --name=value}), some of
 * them repeatable, and the others in order.
 */
final class CommandLine {
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();

  private CommandLine() {}

  /**
   * Parses words.
   *
   * @param words the words
   * @param known names of options that take a value, with their dashes
   * @param repeatable those of them that may come more than once
   * @throws IllegalArgumentException if an option is unknown, given twice, or has no value
   */
  static CommandLine parse(String[] words, Set<String> known, Set<String> repeatable) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (!word.startsWith("-") || word.equals("-")) {
        line.others.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option " + name + "; expected one of " + String.join(", ", known));
      }
      if (equals < 0 && i + 1 == words.length) {
        throw new IllegalArgumentException("expected a value after " + name + ", found none");
      }
      List<String> values = line.options.computeIfAbsent(name, n -> new ArrayList<>());
      values.add(equals < 0 ? words[++i] : word.substring(equals + 1));
      if (values.size() > 1 && !repeatable.contains(name)) {
        throw new IllegalArgumentException("expected one " + name + ", found " + values);
      }
    }
    return line;
  }

  List<String> others() {
    return others;
  }

  List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  String one(String name, String otherwise) {
    return one(name).orElse(otherwise);
  }
}
