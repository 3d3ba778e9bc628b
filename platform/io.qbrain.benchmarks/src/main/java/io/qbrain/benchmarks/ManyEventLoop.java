package io.qbrain.benchmarks;

import java.util.Arrays;

/**
 * The idealised event-driven loop E over several symbols of one account, time by time over columns
 * of each symbol: what {@link EventLoop} does for one.
 */
final class ManyEventLoop {

  /** What is called for each bar; several kinds of it are warm, so that the call stays virtual. */
  interface Listener {
    /** Takes a bar and may leave an order. */
    void onBar(int symbol, EventLoop.View bar, ManyEventLoop loop);
  }

  private record Order(long number, int symbol, long quantity, long createdNanos) {}

  /** Long in each symbol while its fast sum is above its slow one. */
  static final class Crosses implements Listener {
    private static final class Sums {
      private final long[] closes = new long[LimitLoop.SLOW];
      private long fast;
      private long slow;
      private int count;
      private int at;
      private int state;
    }

    private final Sums[] sums;

    Crosses(int symbols) {
      sums = new Sums[symbols];
      Arrays.setAll(sums, i -> new Sums());
    }

    @Override
    public void onBar(int symbol, EventLoop.View bar, ManyEventLoop loop) {
      Sums s = sums[symbol];
      long c = bar.close();
      int fastAt = s.at - LimitLoop.FAST;
      s.fast += c - s.closes[fastAt < 0 ? fastAt + LimitLoop.SLOW : fastAt];
      s.slow += c - s.closes[s.at];
      s.closes[s.at] = c;
      s.at = s.at + 1 == LimitLoop.SLOW ? 0 : s.at + 1;
      if (++s.count < LimitLoop.SLOW) {
        return;
      }
      int now = Long.compare(s.fast * LimitLoop.SLOW, s.slow * LimitLoop.FAST);
      if (now != 0 && now != s.state) {
        if (s.state != 0) {
          loop.target(symbol, now > 0 ? LimitLoop.QUANTITY : 0, bar.time());
        }
        s.state = now;
      }
    }
  }

  /** Counts bars; keeps the call virtual. */
  static final class Counter implements Listener {
    private long bars;

    @Override
    public void onBar(int symbol, EventLoop.View bar, ManyEventLoop loop) {
      bars += bar.time() > 0 ? 1 : 0;
    }

    long bars() {
      return bars;
    }
  }

  /** Remembers the last close; keeps the call virtual. */
  static final class Last implements Listener {
    private long close;

    @Override
    public void onBar(int symbol, EventLoop.View bar, ManyEventLoop loop) {
      close = bar.close();
    }

    long close() {
      return close;
    }
  }

  private static final int NONE = -1;
  private static final int POSTING = 5;
  private static final long MAX_QUANTITY = 1_000_000;
  private static final long MAX_NOTIONAL = Long.MAX_VALUE / 2;

  private final Columns[] symbols;
  private final long[] equity;
  private final int[] pending;
  private final long[] held;
  private final long[] last;
  private Order[] orders = new Order[16];
  private long[] postings = new long[64];
  private int orderCount;
  private int postingCount;
  private long cash = LimitLoop.CASH;
  private long marked;

  ManyEventLoop(Columns[] symbols) {
    this.symbols = symbols;
    this.equity = new long[symbols[0].close().length];
    this.pending = new int[symbols.length];
    this.held = new long[symbols.length];
    this.last = new long[symbols.length];
    Arrays.fill(pending, NONE);
  }

  Outcome run(Listener listener) {
    int n = equity.length;
    for (int i = 0; i < n; i++) {
      for (int s = 0; s < symbols.length; s++) {
        EventLoop.View bar = new EventLoop.View(symbols[s], i);
        if (pending[s] != NONE) {
          fill(orders[pending[s]], bar);
        }
        long close = bar.close();
        marked += held[s] * (close - last[s]);
        last[s] = close;
        listener.onBar(s, bar, this);
      }
      equity[i] = cash + marked;
    }
    return new Outcome(postingCount / POSTING, equity[n - 1]);
  }

  private void target(int symbol, long position, long timeNanos) {
    long quantity = position - held[symbol];
    if (quantity == 0 || !isAllowed(symbol, quantity)) {
      return;
    }
    if (orderCount == orders.length) {
      orders = Arrays.copyOf(orders, 2 * orderCount);
    }
    orders[orderCount] = new Order(orderCount, symbol, quantity, timeNanos);
    pending[symbol] = orderCount++;
  }

  private boolean isAllowed(int symbol, long quantity) {
    long size = Math.abs(quantity);
    long notional = Math.multiplyExact(size, last[symbol]);
    return size <= MAX_QUANTITY
        && notional <= MAX_NOTIONAL
        && (quantity < 0 ? held[symbol] >= size : Math.addExact(notional, notional / 100) <= cash);
  }

  private void fill(Order order, EventLoop.View bar) {
    int symbol = order.symbol();
    pending[symbol] = NONE;
    long price = bar.open() + Long.signum(order.quantity()) * LimitLoop.SLIPPAGE;
    long notional = Math.multiplyExact(order.quantity(), price);
    long fee = Math.abs(notional) / LimitLoop.FEE_DIVISOR;
    cash = Math.subtractExact(cash, Math.addExact(notional, fee));
    held[symbol] += order.quantity();
    marked += order.quantity() * last[symbol];
    post(bar.time(), order.number(), notional, fee);
  }

  private void post(long timeNanos, long order, long position, long fee) {
    if (postingCount + POSTING > postings.length) {
      postings = Arrays.copyOf(postings, 2 * postings.length);
    }
    postings[postingCount++] = timeNanos;
    postings[postingCount++] = order;
    postings[postingCount++] = position;
    postings[postingCount++] = fee;
    postings[postingCount++] = -Math.addExact(position, fee);
  }
}
