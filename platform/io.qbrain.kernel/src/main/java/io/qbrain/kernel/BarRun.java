package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.strategy.Strategy;
import java.util.Objects;
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
  private final Market market;
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
    this.market = stream.market;
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
    if (!market.plain || !stream.isPlain() || !kernel.takesBarsAsTheyAre()) {
      return row;
    }
    out.begin(sink);
    long until = Math.min(untilNanos, state.due.firstNanos);
    Runner only = state.value.followsOnly(market) ? stream.only() : null;
    if (only != null && row < end && !isLate(series.closeTimeNanos(row))) {
      return alone(only, row, end, until, equity, at);
    }
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
      market.plainPrice(series.closeRaw(next), time);
      equity[point++] = state.value.equity();
      next++;
      quiet = keepsMargin();
      for (Runner r : stream.subscribers) {
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

  /** Returns whether something later has been seen; no later row of the series is late then. */
  private boolean isLate(long time) {
    return stream.isPast(time) || time < out.nowNanos || time < market.lastNanos;
  }

  /**
   * The same for one strategy, where no price but this one moves the equity. What the strategy asks
   * for is done after the loop: a loop that may do more is not half as fast, even if it never does.
   */
  private int alone(Runner runner, int row, int end, long until, long[] equity, int at) {
    Strategy strategy = Objects.requireNonNull(runner.strategy);
    Context context = Objects.requireNonNull(runner.context);
    long units = state.value.units();
    long fixed = state.value.fixed();
    int offset = at - row;
    int next = row;
    long time = 0;
    Throwable thrown = null;
    while (next < end && series.closeTimeNanos(next) < until) {
      time = series.closeTimeNanos(next);
      Bar bar = series.bar(next);
      long close = series.closeRaw(next);
      out.nowNanos = time;
      stream.push(series, next, time);
      market.set(close, time);
      equity[offset + next] = Math.addExact(fixed, Math.multiplyExact(units, close));
      next++;
      context.begin(time, false);
      try {
        strategy.onBar(bar, context);
        context.end();
      } catch (Throwable t) {
        thrown = t;
        break;
      }
      if (context.hasIntents()) {
        break;
      }
    }
    if (next > row) {
      runner.events += next - row;
      runner.lastEventNanos = time;
      finish(runner, context, thrown);
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
    boolean quiet = keepsMargin();
    for (Runner r : stream.subscribers) {
      if (r.isLive()) {
        quiet &= callbacks.bar(r, bar, time);
      }
    }
    if (!quiet) {
      kernel.afterwards();
    }
  }

  /**
   * Does what the strategy asked for when the last bar {@link BarGrid passed}; false if the bar has
   * not been taken yet.
   */
  public boolean finish() {
    Runner runner = stream.only();
    Context context = runner == null ? null : runner.context;
    return runner != null && context != null && finish(runner, context, stream.takeThrown());
  }

  /** Does what a strategy asked for on the last bar; false if that is nothing. */
  private boolean finish(Runner runner, Context context, @Nullable Throwable thrown) {
    if (thrown != null) {
      context.discard();
      callbacks.fault(runner, "onBar", thrown);
    } else if (context.hasIntents()) {
      expect(runner);
      callbacks.carryOut(runner, context);
    } else {
      return false;
    }
    kernel.afterwards();
    return true;
  }

  /** What a strategy orders on a bar is most often of the bar's instrument. */
  private void expect(Runner runner) {
    runner.expect(market);
    state.expect(market);
  }

  /** Looks at the margin; returns whether nothing came of it. */
  private boolean keepsMargin() {
    if (liquidation == null) {
      return true;
    }
    long before = out.changes();
    liquidation.check(market, stream.spec.source());
    return out.changes() == before;
  }
}
