package io.qbrain.benchmarks;

import java.util.Arrays;

/**
 * The limit L of several symbols on one account: symbol by symbol over its columns, each adding
 * what it makes of the cash to the equity of each time.
 */
final class ManyLimitLoop {
  private final Columns[] symbols;
  private final long[] equity;
  private final int[] fillRow;
  private final long[] fillPrice;

  ManyLimitLoop(Columns[] symbols) {
    int n = symbols[0].close().length;
    this.symbols = symbols;
    this.equity = new long[n];
    this.fillRow = new int[n];
    this.fillPrice = new long[n];
  }

  Outcome run() {
    Arrays.fill(equity, LimitLoop.CASH);
    int fills = 0;
    for (Columns symbol : symbols) {
      fills += add(symbol);
    }
    return new Outcome(fills, equity[equity.length - 1]);
  }

  private int add(Columns symbol) {
    long[] open = symbol.open();
    long[] close = symbol.close();
    int n = close.length;
    long cash = 0;
    long held = 0;
    long fast = 0;
    long slow = 0;
    int state = 0;
    int fills = 0;
    long wanted = 0;
    int warm = Math.min(n, LimitLoop.SLOW - 1);
    for (int i = 0; i < warm; i++) {
      slow += close[i];
      fast += close[i] - (i >= LimitLoop.FAST ? close[i - LimitLoop.FAST] : 0);
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
      fast += c - close[i - LimitLoop.FAST];
      slow += c - (i >= LimitLoop.SLOW ? close[i - LimitLoop.SLOW] : 0);
      equity[i] += cash + held * c;
      long difference = fast * (LimitLoop.SLOW / LimitLoop.FAST) - slow;
      int now = difference > 0 ? 1 : difference < 0 ? -1 : state;
      if (now != state) {
        wanted = state == 0 ? 0 : now > 0 ? LimitLoop.QUANTITY : 0;
        state = now;
      }
    }
    return fills;
  }
}
