package io.qbrain.shell.output;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values after RFC 4180. */
final class Csv {
  private Csv() {}

  static void line(PrintStream out, List<String> values) {
    out.print(values.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n");
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
