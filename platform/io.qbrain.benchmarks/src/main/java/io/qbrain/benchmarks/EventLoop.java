package io.qbrain.benchmarks;

import java.util.Arrays;

/**
 * The idealised event-driven loop E: for each bar a virtual call with a bar object, and for each
 * decision an order object, a risk check and double-entry postings. What an engine cannot go
 * without, and nothing else: no states of orders, no reports, no parameters, no faults.
 */
final class EventLoop {

  /** What is called for each bar; several kinds of it are warm, so that the call stays virtual. */
  interface Listener {
    /** Takes a bar and may leave an order. */
    void onBar(View bar, EventLoop loop);
  }

  /** A bar as a view on the columns. */
  static final class View {
    private final Columns bars;
    private final int row;

    View(Columns bars, int row) {
      this.bars = bars;
      this.row = row;
    }

    long close() {
      return bars.close()[row];
    }

    long open() {
      return bars.open()[row];
    }

    long time() {
      return bars.time()[row];
    }
  }

  /** An order to reach a position at the next open. */
  private record Order(long number, long quantity, long createdNanos) {}

  /** Long while the fast sum is above the slow one. */
  static final class Cross implements Listener {
    private final long[] closes = new long[LimitLoop.SLOW];
    private long fast;
    private long slow;
    private int count;
    private int at;
    private int state;

    @Override
    public void onBar(View bar, EventLoop loop) {
      long c = bar.close();
      int fastAt = at - LimitLoop.FAST;
      fast += c - closes[fastAt < 0 ? fastAt + LimitLoop.SLOW : fastAt];
      slow += c - closes[at];
      closes[at] = c;
      at = at + 1 == LimitLoop.SLOW ? 0 : at + 1;
      if (++count < LimitLoop.SLOW) {
        return;
      }
      int now = Long.compare(fast * LimitLoop.SLOW, slow * LimitLoop.FAST);
      if (now != 0 && now != state) {
        if (state != 0) {
          loop.target(now > 0 ? LimitLoop.QUANTITY : 0, bar.time());
        }
        state = now;
      }
    }
  }

  /** The same with lengths that vary from run to run. */
  static final class CrossOf implements Listener {
    private final int fastBars;
    private final int slowBars;
    private final long[] closes;
    private long fast;
    private long slow;
    private int count;
    private int at;
    private int state;

    CrossOf(int fastBars, int slowBars) {
      this.fastBars = fastBars;
      this.slowBars = slowBars;
      this.closes = new long[slowBars];
    }

    @Override
    public void onBar(View bar, EventLoop loop) {
      long c = bar.close();
      int fastAt = at - fastBars;
      fast += c - closes[fastAt < 0 ? fastAt + slowBars : fastAt];
      slow += c - closes[at];
      closes[at] = c;
      at = at + 1 == slowBars ? 0 : at + 1;
      if (++count < slowBars) {
        return;
      }
      int now = Long.compare(fast * slowBars, slow * fastBars);
      if (now != 0 && now != state) {
        if (state != 0) {
          loop.target(now > 0 ? LimitLoop.QUANTITY : 0, bar.time());
        }
        state = now;
      }
    }
  }

  /** Counts bars; keeps the call virtual. */
  static final class Counter implements Listener {
    private long bars;

    @Override
    public void onBar(View bar, EventLoop loop) {
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
    public void onBar(View bar, EventLoop loop) {
      close = bar.close();
    }

    long close() {
      return close;
    }
  }

  private final Columns bars;
  private final long[] equity;
  private Order[] orders = new Order[16];
  private long[] postings = new long[64];
  private int orderCount;
  private int postingCount;
  private int pending = -1;
  private long cash = LimitLoop.CASH;
  private long held;
  private long last;

  EventLoop(Columns bars) {
    this.bars = bars;
    this.equity = new long[bars.close().length];
  }

  /** Runs the other kinds of listeners over a few bars, so that no call is bound to one kind. */
  static void warm(Columns bars) {
    int n = Math.min(WARM_BARS, bars.close().length);
    Columns few =
        new Columns(
            Arrays.copyOf(bars.time(), n),
            Arrays.copyOf(bars.open(), n),
            Arrays.copyOf(bars.close(), n));
    new EventLoop(few).run(new Counter());
    new EventLoop(few).run(new Last());
  }

  Outcome run(Listener listener) {
    int n = bars.close().length;
    for (int i = 0; i < n; i++) {
      View bar = new View(bars, i);
      if (pending >= 0) {
        fill(orders[pending], bar);
      }
      last = bar.close();
      listener.onBar(bar, this);
      equity[i] = cash + held * last;
    }
    return new Outcome(postingCount / POSTING, n == 0 ? cash : equity[n - 1]);
  }

  private void target(long position, long timeNanos) {
    long quantity = position - held;
    if (quantity == 0 || !isAllowed(quantity)) {
      return;
    }
    if (orderCount == orders.length) {
      orders = Arrays.copyOf(orders, 2 * orderCount);
    }
    orders[orderCount] = new Order(orderCount, quantity, timeNanos);
    pending = orderCount++;
  }

  private boolean isAllowed(long quantity) {
    long size = Math.abs(quantity);
    long notional = Math.multiplyExact(size, last);
    return size % QUANTITY_STEP == 0
        && size <= MAX_QUANTITY
        && notional <= MAX_NOTIONAL
        && (quantity < 0 ? held >= size : Math.addExact(notional, notional / 100) <= cash);
  }

  private static final int WARM_BARS = 1_000;
  private static final int POSTING = 5;
  private static final long QUANTITY_STEP = 1;
  private static final long MAX_QUANTITY = 1_000_000;
  private static final long MAX_NOTIONAL = Long.MAX_VALUE / 2;

  private void fill(Order order, View bar) {
    pending = -1;
    long price = bar.open() + Long.signum(order.quantity()) * LimitLoop.SLIPPAGE;
    long notional = Math.multiplyExact(order.quantity(), price);
    long fee = Math.abs(notional) / LimitLoop.FEE_DIVISOR;
    cash = Math.subtractExact(cash, Math.addExact(notional, fee));
    held += order.quantity();
    post(bar.time(), order.number(), notional, fee, -Math.addExact(notional, fee));
  }

  private void post(long timeNanos, long order, long position, long fee, long money) {
    if (position + fee + money != 0) {
      throw new IllegalStateException("expected debits = credits");
    }
    if (postingCount + POSTING > postings.length) {
      postings = Arrays.copyOf(postings, 2 * postings.length);
    }
    postings[postingCount++] = timeNanos;
    postings[postingCount++] = order;
    postings[postingCount++] = position;
    postings[postingCount++] = fee;
    postings[postingCount++] = money;
  }
}
