package io.qbrain.benchmarks;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.Subscription;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The idealised event-driven loop E: the strategy that the engine runs, called for each bar of one
 * or more series of one grid, and for each decision an order object, a risk check and double-entry
 * postings. What an engine cannot go without, and nothing else: no states of orders, no reports, no
 * parameters, no faults, no other order than a target.
 */
final class EventLoop implements StrategyContext {

  /** Counts bars; keeps the call of the strategy virtual. */
  private static final class Counter implements Strategy {
    private long bars;

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      bars += bar.timeNanos() > 0 ? 1 : 0;
    }
  }

  /** Remembers the last close; keeps the call of the strategy virtual. */
  private static final class Last implements Strategy {
    private long close;

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      close = bar.closePrice().raw();
    }
  }

  /** An order to reach a position at the next open, in whole units. */
  private record Target(long number, int series, long quantity, long createdNanos) {}

  private static final int WARM_RUNS = 3;
  private static final int NONE = -1;
  private static final int POSTING = 5;
  private static final long QUANTITY_STEP = 1;
  private static final long MAX_QUANTITY = 1_000_000;
  private static final long MAX_NOTIONAL = Long.MAX_VALUE / 2;

  private final BarSeries[] series;
  private final Map<InstrumentId, Integer> places = new HashMap<>();
  private final long[] equity;
  private final int[] pending;
  private final long[] held;
  private final long[] last;
  private Target[] orders = new Target[16];
  private long[] postings = new long[64];
  private int orderCount;
  private int postingCount;
  private long cash = LimitLoop.CASH;
  private long marked;
  private long nowNanos;

  EventLoop(List<BarSeries> ofOneGrid) {
    series = ofOneGrid.toArray(new BarSeries[0]);
    for (int i = 0; i < series.length; i++) {
      places.put(series[i].instrument(), i);
    }
    equity = new long[series[0].size()];
    pending = new int[series.length];
    held = new long[series.length];
    last = new long[series.length];
    Arrays.fill(pending, NONE);
  }

  /**
   * Runs several kinds of strategies in turn, each as often as the others, so that no call is bound
   * to one of them: an engine does not know either whom it will call.
   */
  static void warm(BarSeries bars, Strategy other) {
    for (int i = 0; i < WARM_RUNS; i++) {
      for (Strategy s : List.of(new Counter(), new Last(), other)) {
        new EventLoop(List.of(bars)).run(s);
        new EventLoop(List.of(bars)).many(s);
      }
    }
  }

  Outcome run(Strategy strategy) {
    if (series.length == 1) {
      one(strategy);
    } else {
      many(strategy);
    }
    return new Outcome(postingCount / POSTING, equity.length == 0 ? cash : lastEquity());
  }

  private long lastEquity() {
    return equity[equity.length - 1];
  }

  private void one(Strategy strategy) {
    BarSeries only = series[0];
    for (int row = 0; row < equity.length; row++) {
      Bar bar = only.bar(row);
      nowNanos = bar.timeNanos();
      if (pending[0] != NONE) {
        fill(orders[pending[0]], bar);
      }
      long close = bar.closePrice().raw();
      last[0] = close;
      strategy.onBar(bar, this);
      equity[row] = Math.addExact(cash, Math.multiplyExact(held[0], close));
    }
  }

  private void many(Strategy strategy) {
    for (int row = 0; row < equity.length; row++) {
      for (int s = 0; s < series.length; s++) {
        Bar bar = series[s].bar(row);
        nowNanos = bar.timeNanos();
        if (pending[s] != NONE) {
          fill(orders[pending[s]], bar);
        }
        long close = bar.closePrice().raw();
        marked = Math.addExact(marked, Math.multiplyExact(held[s], close - last[s]));
        last[s] = close;
        strategy.onBar(bar, this);
      }
      equity[row] = Math.addExact(cash, marked);
    }
  }

  @Override
  public void target(InstrumentId instrument, Size size) {
    Integer place = places.get(instrument);
    if (place == null) {
      throw new IllegalArgumentException("expected one of " + places + ", found " + instrument);
    }
    long quantity = size.raw() / Fixed.ONE - held[place];
    if (quantity == 0 || !isAllowed(place, quantity)) {
      return;
    }
    if (orderCount == orders.length) {
      orders = Arrays.copyOf(orders, 2 * orderCount);
    }
    orders[orderCount] = new Target(orderCount, place, quantity, nowNanos);
    pending[place] = orderCount++;
  }

  private boolean isAllowed(int place, long quantity) {
    long size = Math.abs(quantity);
    long notional = Math.multiplyExact(size, last[place]);
    return size % QUANTITY_STEP == 0
        && size <= MAX_QUANTITY
        && notional <= MAX_NOTIONAL
        && (quantity < 0 ? held[place] >= size : Math.addExact(notional, notional / 100) <= cash);
  }

  private void fill(Target order, Bar bar) {
    int place = order.series();
    pending[place] = NONE;
    long price = bar.openPrice().raw() + Long.signum(order.quantity()) * LimitLoop.SLIPPAGE;
    long notional = Math.multiplyExact(order.quantity(), price);
    long fee = Math.abs(notional) / LimitLoop.FEE_DIVISOR;
    long paid = Math.addExact(notional, fee);
    cash = Math.subtractExact(cash, paid);
    held[place] += order.quantity();
    marked = Math.addExact(marked, Math.multiplyExact(order.quantity(), last[place]));
    post(order.number(), notional, fee, -paid);
  }

  private void post(long order, long position, long fee, long money) {
    if (position + fee + money != 0) {
      throw new IllegalStateException("expected debits = credits");
    }
    if (postingCount + POSTING > postings.length) {
      postings = Arrays.copyOf(postings, 2 * postings.length);
    }
    postings[postingCount++] = nowNanos;
    postings[postingCount++] = order;
    postings[postingCount++] = position;
    postings[postingCount++] = fee;
    postings[postingCount++] = money;
  }

  @Override
  public long timeNanos() {
    return nowNanos;
  }

  private static UnsupportedOperationException onlyTargets() {
    return new UnsupportedOperationException("the idealised loop takes targets, nothing else");
  }

  @Override
  public InstanceId instance() {
    throw onlyTargets();
  }

  @Override
  public Instant time() {
    throw onlyTargets();
  }

  @Override
  public boolean isWarmingUp() {
    throw onlyTargets();
  }

  @Override
  public Instrument instrument(InstrumentId instrument) {
    throw onlyTargets();
  }

  @Override
  public Position position(InstrumentId instrument) {
    throw onlyTargets();
  }

  @Override
  public Money cash() {
    throw onlyTargets();
  }

  @Override
  public Money equity() {
    throw onlyTargets();
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument) {
    throw onlyTargets();
  }

  @Override
  public List<Bar> history(Subscription subscription, int n) {
    throw onlyTargets();
  }

  @Override
  public List<Order> openOrders() {
    throw onlyTargets();
  }

  @Override
  public ClientOrderId submit(OrderRequest request) {
    throw onlyTargets();
  }

  @Override
  public List<ClientOrderId> submit(OrderList list) {
    throw onlyTargets();
  }

  @Override
  public void replace(
      ClientOrderId order,
      @Nullable Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice) {
    throw onlyTargets();
  }

  @Override
  public void cancel(ClientOrderId order) {
    throw onlyTargets();
  }

  @Override
  public void schedule(String name, Instant at) {
    throw onlyTargets();
  }

  @Override
  public void log(String message) {
    throw onlyTargets();
  }
}
