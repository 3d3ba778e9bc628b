package io.qbrain.benchmarks;

/** The limit L of a sweep: the loop of {@link LimitLoop} with lengths that vary from run to run. */
final class SweepLoop {
  private final Columns bars;
  private final long[] equity;
  private final int[] fillRow;
  private final long[] fillPrice;

  SweepLoop(Columns bars) {
    this.bars = bars;
    this.equity = new long[bars.close().length];
    this.fillRow = new int[bars.close().length];
    this.fillPrice = new long[bars.close().length];
  }

  Outcome run(int fastBars, int slowBars) {
    long[] open = bars.open();
    long[] close = bars.close();
    int n = close.length;
    long cash = LimitLoop.CASH;
    long held = 0;
    long fast = 0;
    long slow = 0;
    int state = 0;
    int fills = 0;
    long wanted = 0;
    int warm = Math.min(n, slowBars - 1);
    for (int i = 0; i < warm; i++) {
      slow += close[i];
      fast += close[i] - (i >= fastBars ? close[i - fastBars] : 0);
      equity[i] = cash;
    }
    for (int i = warm; i < n; i++) {
      if (wanted != held) {
        long price = wanted > held ? open[i] + LimitLoop.SLIPPAGE : open[i] - LimitLoop.SLIPPAGE;
        long notional = LimitLoop.QUANTITY * price;
        cash += (wanted > held ? -notional : notional) - notional / LimitLoop.FEE_DIVISOR;
        held = wanted;
        fillRow[fills] = i;
        fillPrice[fills++] = price;
      }
      long c = close[i];
      fast += c - close[i - fastBars];
      slow += c - (i >= slowBars ? close[i - slowBars] : 0);
      equity[i] = cash + held * c;
      long difference = fast * slowBars - slow * fastBars;
      int now = difference > 0 ? 1 : difference < 0 ? -1 : state;
      if (now != state) {
        wanted = state == 0 ? 0 : now > 0 ? LimitLoop.QUANTITY : 0;
        state = now;
      }
    }
    return new Outcome(fills, equity[n - 1]);
  }
}
