package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bars of a series one after the other, as {@link Kernel#bar} does, as long as they bring
 * nothing but a call of the strategies and a point of the equity curve: what depends on neither is
 * asked once for many bars. Made by {@link Kernel#run}.
 */
public final class BarRun {
  private final Kernel kernel;
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final BarStream stream;
  private final BarSeries series;
  private final EffectSink sink;

  /** What looks at the margin after each price; null on a cash account. */
  private final @Nullable Liquidation liquidation;

  BarRun(
      Kernel kernel,
      AccountState state,
      Emitter out,
      Callbacks callbacks,
      BarStream stream,
      BarSeries series,
      EffectSink sink,
      @Nullable Liquidation liquidation) {
    this.kernel = kernel;
    this.state = state;
    this.out = out;
    this.callbacks = callbacks;
    this.stream = stream;
    this.series = series;
    this.sink = sink;
    this.liquidation = liquidation;
  }

  /**
   * Takes the bars of rows until one of them brought something, which is not yet sent then, or the
   * next one has to be given to {@link #bar}.
   *
   * @param row the first row
   * @param end the row after the last one
   * @param untilNanos the first time of which no bar is to be taken
   * @param equity takes the equity on each bar, in units of 1e-8: before anything that the last one
   *     brought
   * @param at where the equity on the first row goes
   * @return the first row that was not taken
   */
  public int advance(int row, int end, long untilNanos, long[] equity, int at) {
    Market market = stream.market;
    if (!market.plain || !stream.isPlain() || !kernel.takesBarsAsTheyAre()) {
      return row;
    }
    out.begin(sink);
    AccountValue value = state.value;
    boolean linear = value.followsOnly(market);
    long units = value.units();
    long fixed = value.fixed();
    long until = Math.min(untilNanos, state.due.firstNanos);
    Runner[] subscribers = stream.subscribers;
    int next = row;
    int point = at;
    boolean quiet = true;
    while (quiet && next < end) {
      long time = series.closeTimeNanos(next);
      if (time >= until || stream.isPast(time)) {
        break;
      }
      Bar bar = series.bar(next);
      out.advance(time);
      stream.push(series, next, time);
      long close = series.closeRaw(next);
      market.plainPrice(close, time);
      equity[point++] =
          linear ? Math.addExact(fixed, Math.multiplyExact(units, close)) : value.equity();
      next++;
      quiet = keepsMargin(market);
      for (Runner r : subscribers) {
        if (r.isLive()) {
          quiet &= callbacks.bar(r, bar, time);
        }
      }
    }
    if (!quiet) {
      kernel.afterwards();
    }
    return next;
  }

  /**
   * Takes the bar of a row, as {@link Kernel#bar} does.
   *
   * @param bar the bar of the row
   * @param time when it closes
   */
  public void bar(int row, Bar bar, long time) {
    Market market = stream.market;
    if (time >= state.due.firstNanos
        || !market.plain
        || !stream.isPlain()
        || stream.isPast(time)
        || !kernel.takesBarsAsTheyAre()) {
      kernel.bar(stream, series, row, bar, time, sink);
      return;
    }
    out.begin(sink);
    out.advance(time);
    stream.push(series, row, time);
    market.plainPrice(series.closeRaw(row), time);
    boolean quiet = keepsMargin(market);
    for (Runner r : stream.subscribers) {
      if (r.isLive()) {
        quiet &= callbacks.bar(r, bar, time);
      }
    }
    if (!quiet) {
      kernel.afterwards();
    }
  }

  /** Looks at the margin; returns whether nothing came of it. */
  private boolean keepsMargin(Market market) {
    if (liquidation == null) {
      return true;
    }
    long before = out.changes();
    liquidation.check(market, stream.spec.source());
    return out.changes() == before;
  }
}
