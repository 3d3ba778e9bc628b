package io.qbrain.benchmarks;

import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.Quote;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tick to order on one thread without a journal: from the call that gives the kernel a quote to the
 * moment when the order leaves it, all risk checks passed. Times are of the clock, which costs what
 * is printed with them.
 */
final class Latency {
  private static final int WARM = 200_000;
  private static final long PACE_NANOS = 100_000;
  private static final int WINDOW = 5_000;
  private static final int BLOCK = 20_000;
  private static final int BLOCKS = 25;

  private final PrintStream out;
  private final int orders;

  /** Makes a measurement of so many orders at full speed, and a tenth of them paced. */
  Latency(PrintStream out, int orders) {
    this.out = out;
    this.orders = orders;
  }

  void run() {
    TradedQuotes market = new TradedQuotes(RiskProfile.RETAIL, true);
    for (int i = 0; i < Math.min(WARM, orders); i++) {
      sample(market);
    }
    out.printf(
        Locale.ROOT, "tick to order, one thread, journal off, retail limits, %,d orders%n", orders);
    out.printf("%-24s %10s %10s %10s %10s %12s   (ns)%n", "", "p50", "p90", "p99", "p99.9", "max");
    print("the clock itself", clock(orders));
    print("full speed", fullSpeed(market));
    long[] paced = paced(market);
    market.check();
    print("10,000 a second", paced.clone());
    bestWindow(paced);
    checks();
  }

  private static long sample(TradedQuotes market) {
    Quote quote = market.next();
    market.match(quote);
    long before = System.nanoTime();
    market.decide(quote);
    long nanos = market.sentNanos() - before;
    market.settle();
    return nanos;
  }

  private static long[] clock(int samples) {
    long[] nanos = new long[samples];
    for (int i = 0; i < samples; i++) {
      long before = System.nanoTime();
      nanos[i] = System.nanoTime() - before;
    }
    return nanos;
  }

  private long[] fullSpeed(TradedQuotes market) {
    long[] nanos = new long[orders];
    for (int i = 0; i < orders; i++) {
      nanos[i] = sample(market);
    }
    return nanos;
  }

  private long[] paced(TradedQuotes market) {
    long[] nanos = new long[Math.max(WINDOW, orders / 10 / WINDOW * WINDOW)];
    long due = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      due += PACE_NANOS;
      while (System.nanoTime() - due < 0) {
        Thread.onSpinWait();
      }
      nanos[i] = sample(market);
    }
    return nanos;
  }

  private void bestWindow(long[] nanos) {
    long[] best = new long[0];
    for (int from = 0; from < nanos.length; from += WINDOW) {
      long[] window = Arrays.copyOfRange(nanos, from, from + WINDOW);
      Arrays.sort(window);
      if (best.length == 0 || percentile(window, 0.99) < percentile(best, 0.99)) {
        best = window;
      }
    }
    print("  its best half second", best);
  }

  private void print(String name, long[] nanos) {
    Arrays.sort(nanos);
    out.printf(
        Locale.ROOT,
        "%-24s %,10d %,10d %,10d %,10d %,12d%n",
        name,
        percentile(nanos, 0.5),
        percentile(nanos, 0.9),
        percentile(nanos, 0.99),
        percentile(nanos, 0.999),
        nanos[nanos.length - 1]);
  }

  static long percentile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))];
  }

  /** An order's life under both profiles in turn: the difference is what the limits cost. */
  private void checks() {
    TradedQuotes sanity = new TradedQuotes(RiskProfile.REFERENCE, true);
    TradedQuotes retail = new TradedQuotes(RiskProfile.RETAIL, true);
    Quote[] quotes = new Quote[Math.min(BLOCK, orders)];
    double[] without = new double[BLOCKS];
    double[] with = new double[BLOCKS];
    double[] difference = new double[BLOCKS];
    for (int block = -BLOCKS / 2; block < BLOCKS; block++) {
      double one = perQuote(sanity, quotes);
      double other = perQuote(retail, quotes);
      if (block >= 0) {
        without[block] = one;
        with[block] = other;
        difference[block] = other - one;
      }
    }
    sanity.check();
    retail.check();
    Arrays.sort(without);
    Arrays.sort(with);
    Arrays.sort(difference);
    out.printf(
        Locale.ROOT,
        "an order's life in kernel and venue: %.0f ns under reference, %.0f ns under retail limits"
            + " (best blocks); risk checks: best %.0f ns, middle of the differences %.0f ns%n",
        without[0],
        with[0],
        with[0] - without[0],
        difference[BLOCKS / 2]);
  }

  private static double perQuote(TradedQuotes market, Quote[] quotes) {
    Arrays.setAll(quotes, i -> market.next());
    long before = Run.threadNanos();
    for (Quote quote : quotes) {
      market.quote(quote);
    }
    return (double) (Run.threadNanos() - before) / quotes.length;
  }
}
