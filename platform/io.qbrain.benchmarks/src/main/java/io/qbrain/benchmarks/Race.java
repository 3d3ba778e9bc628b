package io.qbrain.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Contestants that do the same work in turn, round by round, so that all of them see the same
 * machine. Each answer of each round is checked to the last digit; the best and the middle round of
 * each are printed, and the ratios to the first contestant and to the second.
 */
final class Race {
  /**
   * What is run.
   *
   * @param title its name
   * @param unit what is counted, e.g. {@code bar}
   * @param units how many of them a run takes
   * @param expected the answer
   */
  record Task(String title, String unit, long units, Outcome expected) {}

  /**
   * How often it is run.
   *
   * @param warm rounds that are not counted
   * @param counted rounds that are
   */
  record Rounds(int warm, int counted) {}

  private static final class Contestant {
    private final String name;
    private final Supplier<Run> work;
    private final long[] nanos;

    Contestant(String name, Supplier<Run> work, int rounds) {
      this.name = name;
      this.work = work;
      this.nanos = new long[rounds];
    }

    long best() {
      return Arrays.stream(nanos).min().orElseThrow();
    }

    long middle() {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  private final PrintStream out;
  private final Task task;
  private final Rounds rounds;
  private final List<Contestant> contestants = new ArrayList<>();

  Race(PrintStream out, Task task, Rounds rounds) {
    this.out = out;
    this.task = task;
    this.rounds = rounds;
  }

  /** Adds a contestant: the limit loop first, then the event loop, then others. */
  Race with(String name, Supplier<Run> work) {
    contestants.add(new Contestant(name, work, rounds.counted()));
    return this;
  }

  /** Runs all rounds and prints the table. */
  void run() {
    out.printf(
        Locale.ROOT,
        "%s, %,d %ss, %d rounds: %s%n",
        task.title(),
        task.units(),
        task.unit(),
        rounds.counted(),
        task.expected());
    for (int round = -rounds.warm(); round < rounds.counted(); round++) {
      for (Contestant c : contestants) {
        Run run = c.work.get();
        if (!run.outcome().equals(task.expected())) {
          throw new IllegalStateException(
              c.name + ": expected " + task.expected() + ", found " + run.outcome());
        }
        if (round >= 0) {
          c.nanos[round] = run.nanos();
        }
      }
    }
    print();
  }

  private void print() {
    String perUnit = "ns a " + task.unit();
    out.printf(
        "%-16s %12s %10s %8s %8s   %12s %10s%n",
        "", "million/s", perUnit, "x L", "x E", "middle: m/s", perUnit);
    for (Contestant c : contestants) {
      out.printf(
          Locale.ROOT,
          "%-16s %12.1f %10.2f %8.2f %8.2f   %12.1f %10.2f%n",
          c.name,
          task.units() * 1e3 / c.best(),
          (double) c.best() / task.units(),
          (double) c.best() / contestants.get(0).best(),
          (double) c.best() / contestants.get(1).best(),
          task.units() * 1e3 / c.middle(),
          (double) c.middle() / task.units());
    }
  }
}
