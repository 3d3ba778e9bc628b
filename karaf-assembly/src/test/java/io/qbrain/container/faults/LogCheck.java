package io.qbrain.container.faults;

import java.util.ArrayList;
import java.util.List;

/** What the log says of a fault: a few lines, and no stack traces. */
final class LogCheck {
  private static final int LINES = 30;
  private static final int LINES_A_MINUTE = 15;
  private static final int SHOWN = 12;
  private static final int WIDTH = 240;

  private final List<String> told;
  private final long traces;
  private final int bound;

  private LogCheck(List<String> told, long traces, int bound) {
    this.told = told;
    this.traces = traces;
    this.bound = bound;
  }

  /** Takes the lines that were written after the first so many. */
  static LogCheck of(List<String> log, long from, int seconds) {
    List<String> told = new ArrayList<>();
    long traces = 0;
    for (String line : log.subList((int) Math.min(from, log.size()), log.size())) {
      if (line.contains("\"WARN\"") || line.contains("\"ERROR\"")) {
        told.add(line);
        traces += line.contains("error.stack_trace") ? 1 : 0;
      }
    }
    return new LogCheck(told, traces, LINES + LINES_A_MINUTE * (seconds / 60));
  }

  void tell(Report report) {
    report.check(
        "the log has at most " + bound + " lines of warning",
        told.size() <= bound,
        told.size() + "");
    report.same("stack traces in the log", 0L, traces);
    told.stream().limit(SHOWN).forEach(line -> report.fact("log", text(line)));
  }

  private static String text(String line) {
    String text = line.replaceAll("^.*?\"message\":\"((?:[^\"\\\\]|\\\\.)*)\".*$", "$1");
    return text.substring(0, Math.min(WIDTH, text.length()));
  }
}
