package io.qbrain.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Measures by name: {@code w1}, {@code w2}, {@code w3}, {@code allocation}, {@code latency}, {@code
 * hosting}, {@code store}; each in a virtual machine of its own, because what one teaches the
 * compiler changes the next. Every work checks its answer in every round.
 *
 * <p>Arguments: the name, then its size and its rounds where they are not the usual ones.
 */
public final class Benchmarks {
  private static final List<String> NAMES =
      List.of("w1", "w2", "w3", "allocation", "latency", "hosting", "store");
  private static final int THREADS = 2;

  private final PrintStream out;

  Benchmarks(PrintStream out) {
    this.out = out;
  }

  /** Runs it; the exit code is 2 if the name is unknown. */
  public static void main(String[] arguments) {
    if (!new Benchmarks(System.out).run(arguments)) {
      System.err.println("expected one of " + NAMES + ", found " + List.of(arguments));
      System.exit(2);
    }
  }

  boolean run(String... arguments) {
    String name = arguments.length == 0 ? "w1" : arguments[0];
    int[] numbers = new int[Math.max(0, arguments.length - 1)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(arguments[i + 1]);
    }
    out.printf(
        Locale.ROOT,
        "JDK %s, %s, %d processors%n",
        Runtime.version(),
        System.getProperty("java.vm.name"),
        Runtime.getRuntime().availableProcessors());
    return one(name, numbers);
  }

  private boolean one(String name, int[] numbers) {
    switch (name) {
      case "w1" -> new OneSymbol(or(numbers, 0, OneSymbol.BARS)).race(out, or(numbers, 1, 11));
      case "w2" ->
          new ManySymbols(ManySymbols.SYMBOLS, or(numbers, 0, ManySymbols.BARS))
              .race(out, or(numbers, 1, 11));
      case "w3" ->
          new ParameterSweep(or(numbers, 0, ParameterSweep.BARS), THREADS)
              .race(out, or(numbers, 1, 3));
      case "allocation" -> new Allocation(or(numbers, 0, OneSymbol.BARS)).print(out);
      case "latency" -> new Latency(out, or(numbers, 0, 300_000)).run();
      case "hosting" -> new Hosting(out, or(numbers, 0, 10_000), or(numbers, 1, 3)).run();
      case "store" -> new StoreSpeed(out, or(numbers, 0, StoreSpeed.BARS), or(numbers, 1, 3)).run();
      default -> {
        return false;
      }
    }
    out.println();
    return true;
  }

  private static int or(int[] numbers, int at, int otherwise) {
    return at < numbers.length ? numbers[at] : otherwise;
  }
}
