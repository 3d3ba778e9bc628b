package io.qbrain.benchmarks;

/**
 * The limit L: the canonical work as one scalar loop over arrays, without anything that an engine
 * needs. Equity per bar and a trade list come out, as from the engine.
 */
final class LimitLoop {
  static final int FAST = 10;
  static final int SLOW = 30;
  static final long QUANTITY = 100;
  static final long SLIPPAGE = 1_000_000;
  static final long FEE_DIVISOR = 1_000;
  static final long CASH = 10_000_000L * 100_000_000L;

  private final Columns bars;
  private final long[] equity;
  private final int[] fillRow;
  private final long[] fillPrice;

  LimitLoop(Columns bars) {
    this.bars = bars;
    this.equity = new long[bars.close().length];
    this.fillRow = new int[bars.close().length];
    this.fillPrice = new long[bars.close().length];
  }

  Outcome run() {
    long[] open = bars.open();
    long[] close = bars.close();
    int n = close.length;
    long cash = CASH;
    long held = 0;
    long fast = 0;
    long slow = 0;
    int state = 0;
    int fills = 0;
    long wanted = 0;
    int warm = Math.min(n, SLOW - 1);
    for (int i = 0; i < warm; i++) {
      slow += close[i];
      fast += close[i] - (i >= FAST ? close[i - FAST] : 0);
      equity[i] = cash;
    }
    for (int i = warm; i < n; i++) {
      if (wanted != held) {
        long price = wanted > held ? open[i] + SLIPPAGE : open[i] - SLIPPAGE;
        long notional = QUANTITY * price;
        cash += (wanted > held ? -notional : notional) - notional / FEE_DIVISOR;
        held = wanted;
        fillRow[fills] = i;
        fillPrice[fills++] = price;
      }
      long c = close[i];
      fast += c - close[i - FAST];
      slow += c - (i >= SLOW ? close[i - SLOW] : 0);
      equity[i] = cash + held * c;
      long difference = fast * (SLOW / FAST) - slow;
      int now = difference > 0 ? 1 : difference < 0 ? -1 : state;
      if (now != state) {
        wanted = state == 0 ? 0 : now > 0 ? QUANTITY : 0;
        state = now;
      }
    }
    return new Outcome(fills, equity[n - 1]);
  }
}
