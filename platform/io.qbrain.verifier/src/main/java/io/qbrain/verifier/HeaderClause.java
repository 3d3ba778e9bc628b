package io.qbrain.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A clause of a manifest header: {@code path;path;attribute=value;directive:=value}.
 *
 * @param paths what the clause is about: packages, names, namespaces
 * @param attributes values by name, as written without their quotes
 * @param directives values by name, as written without their quotes
 */
record HeaderClause(
    List<String> paths, Map<String, String> attributes, Map<String, String> directives) {

  /**
   * Parses a header's value.
   *
   * @throws IllegalArgumentException if a quote is not closed or a clause is about nothing
   */
  static List<HeaderClause> parse(String header) {
    List<HeaderClause> clauses = new ArrayList<>();
    for (String clause : split(header, ',')) {
      if (!clause.isBlank()) {
        clauses.add(clause(clause));
      }
    }
    return clauses;
  }

  private static HeaderClause clause(String text) {
    List<String> paths = new ArrayList<>();
    Map<String, String> attributes = new TreeMap<>();
    Map<String, String> directives = new TreeMap<>();
    for (String part : split(text, ';')) {
      List<String> sides = split(part, '=');
      if (sides.size() == 1) {
        paths.add(part.trim());
      } else {
        String name = sides.get(0).trim();
        String value = unquoted(part.substring(sides.get(0).length() + 1).trim());
        if (name.endsWith(":")) {
          directives.put(name.substring(0, name.length() - 1).trim(), value);
        } else {
          attributes.put(typeless(name), value);
        }
      }
    }
    if (paths.isEmpty() || paths.contains("")) {
      throw new IllegalArgumentException("expected a name in '" + text.trim() + "'");
    }
    return new HeaderClause(paths, attributes, directives);
  }

  private static String typeless(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** Splits at a separator that stands outside quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed in '" + text.trim() + "'");
    }
    parts.add(text.substring(start));
    return parts;
  }
}
