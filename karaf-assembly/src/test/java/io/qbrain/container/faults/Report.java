package io.qbrain.container.faults;

import java.io.PrintStream;
import java.util.Locale;

/** What a drill saw, line by line, and whether all of it is as it should be. */
final class Report {
  private final PrintStream out;
  private int failures;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println(text);
  }

  /** Something that is told and not judged. */
  void fact(String what, Object value) {
    line("   ", what, String.valueOf(value));
  }

  /** Something that must hold. */
  void check(String what, boolean holds, String found) {
    failures += holds ? 0 : 1;
    line(holds ? "ok " : "BAD", what, found);
  }

  /** Two things that must be the same. */
  void same(String what, Object expected, Object found) {
    boolean holds = expected.equals(found);
    check(what, holds, holds ? String.valueOf(found) : "expected " + expected + ", found " + found);
  }

  private void line(String mark, String what, String text) {
    out.println(String.format(Locale.ROOT, "%s  %-44s %s", mark, what, text));
    out.flush();
  }

  int failures() {
    return failures;
  }
}
