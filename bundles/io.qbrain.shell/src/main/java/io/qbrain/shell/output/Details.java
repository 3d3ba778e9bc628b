package io.qbrain.shell.output;

import io.qbrain.model.Money;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and values of one thing, in order. */
public final class Details {
  private record Line(String name, @Nullable Object value) {}

  private final List<Line> lines = new ArrayList<>();

  /** Adds a line. */
  public Details line(String name, @Nullable Object value) {
    lines.add(new Line(name, value));
    return this;
  }

  /** Adds a line unless the text is empty. */
  public Details lineUnlessEmpty(String name, String text) {
    return text.isEmpty() ? this : line(name, text);
  }

  void print(PrintStream out, boolean plain) {
    int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    for (Line line : lines) {
      String gap = plain ? "\t" : " ".repeat(width - line.name().length() + 2);
      out.println(line.name() + gap + Cell.shown(line.value()));
    }
  }

  void csv(PrintStream out, boolean plain) {
    if (!plain) {
      Csv.line(out, List.of("Name", "Value"));
    }
    for (Line line : lines) {
      Object value = line.value();
      String text = value instanceof Money ? value.toString() : Cell.exact(value);
      Csv.line(out, List.of(line.name(), text));
    }
  }
}
