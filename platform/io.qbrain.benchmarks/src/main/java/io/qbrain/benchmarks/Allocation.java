package io.qbrain.benchmarks;

import com.sun.management.ThreadMXBean;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.Quote;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a run allocates on its thread, in bytes: exact where times are noisy. Compiled code
 * allocates less than interpreted code, so the least of several runs counts.
 */
final class Allocation {
  private static final int RUNS = 16;
  private static final int QUOTES = 50_000;

  /** The bytes of a bar as an object. */
  private static final int BAR = 24;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final OneSymbol work;

  Allocation(int bars) {
    work = new OneSymbol(bars);
  }

  /** Returns the bytes per bar of W1: everything that the run makes and keeps. */
  double perBar() {
    return perBar(work::engine);
  }

  /** Returns the bytes per bar of a run in which nothing is ordered; the equity curve is in it. */
  double perQuietBar() {
    return perBar(work::quiet);
  }

  /** Returns the same where an order waits, to which the venue shows each bar. */
  double perAwaitedBar() {
    return perBar(work::waiting);
  }

  private double perBar(Runnable run) {
    return (double) least(run) / work.series().size();
  }

  /**
   * Returns the bytes of an order's life in a backtest, with all that the result keeps of it, and
   * without the one bar that it waits for, which the venue needs as an object.
   */
  double perOrderKept() {
    return (perBar() - perQuietBar()) * work.series().size() / work.expected().fills() - BAR;
  }

  /** Returns the bytes of an order's life in kernel and venue, nothing of it kept. */
  static double perOrder() {
    return perQuote(true) - perQuote(false);
  }

  /** Returns the bytes of a quote that is seen and brings no order. */
  static double perQuietQuote() {
    return perQuote(false);
  }

  private static double perQuote(boolean trades) {
    TradedQuotes market = new TradedQuotes(RiskProfile.RETAIL, trades);
    Quote[] quotes = new Quote[QUOTES];
    long least = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      Arrays.setAll(quotes, n -> market.next());
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (Quote quote : quotes) {
        market.quote(quote);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / QUOTES;
  }

  private static long least(Runnable run) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /** Prints all of them. */
  void print(PrintStream out) {
    out.printf(Locale.ROOT, "allocated, W1 of %,d bars, bytes:%n", work.series().size());
    out.printf(Locale.ROOT, "%-60s %8.1f%n", "a bar of W1, in all", perBar());
    out.printf(
        Locale.ROOT, "%-60s %8.1f%n", "a bar that brings no order, curve kept", perQuietBar());
    out.printf(Locale.ROOT, "%-60s %8.1f%n", "a bar that an order waits for", perAwaitedBar());
    out.printf(
        Locale.ROOT,
        "%-60s %8.0f%n",
        "an order's life in W1, all effects kept, but its bar",
        perOrderKept());
    out.printf(
        Locale.ROOT,
        "%-60s %8.0f%n",
        "an order's life in kernel and venue, nothing kept",
        perOrder());
    out.printf(Locale.ROOT, "%-60s %8.1f%n", "a quote that brings no order", perQuietQuote());
  }
}
