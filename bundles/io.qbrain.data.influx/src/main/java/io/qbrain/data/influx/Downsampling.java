package io.qbrain.data.influx;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Makes coarser bars of bars or trades: open of the first, close of the last, highest, lowest, sum
 * of volumes, exact. Bars end at multiples of their length since 1970, UTC; where nothing was
 * traded there is none. Only bars whose time is over are made, and what was made is not lost when
 * the fine rows have gone.
 */
final class Downsampling {
  /** Fine rows are read in pieces of at least so long. */
  private static final long PIECE_NANOS = 7 * 86_400_000_000_000L;

  private final SeriesStore store;
  private final SeriesId source;
  private final SeriesId target;
  private final long step;

  /** What was done: rows read, bars made. */
  record Outcome(SeriesId target, long read, long made) {}

  /**
   * Prepares the work.
   *
   * @throws IllegalArgumentException if the source cannot make such bars
   */
  Downsampling(SeriesStore store, SeriesId source, BarSpec to) {
    this.store = store;
    this.source = source;
    this.step = to.stepNanos();
    if (!fits(source, to)) {
      throw new IllegalArgumentException(
          "expected trades, or bars of which several make one of " + to + ", found " + source);
    }
    this.target =
        SeriesId.bars(
            source.instrument(), source.spec().map(spec -> to.of(spec.source())).orElse(to));
  }

  static boolean fits(SeriesId source, BarSpec to) {
    return switch (source.kind()) {
      case TRADES -> true;
      case QUOTES -> false;
      case BARS -> {
        long fine = source.spec().orElseThrow().stepNanos();
        yield fine > 0 && fine < to.stepNanos() && to.stepNanos() % fine == 0;
      }
    };
  }

  /**
   * Makes what is missing at the end, and what ended within a time before that once more, for rows
   * that came late.
   *
   * @param untilNanos bars that end later are left for the next time
   * @param againNanos how much is made once more
   * @param share told how far it is, from 0 to 1; may throw to end the work
   */
  Outcome run(long untilNanos, long againNanos, DoubleConsumer share) {
    Optional<Extent> fine = store.find(source);
    if (fine.isEmpty()) {
      return new Outcome(target, 0, 0);
    }
    long made = store.find(target).map(Extent::lastNanos).orElse(Long.MIN_VALUE);
    long from = begin(fine.get().firstNanos(), made, againNanos);
    long to = Math.floorDiv(Math.min(untilNanos, endOf(fine.get().lastNanos())), step) * step;
    long read = 0;
    long count = 0;
    long piece = Math.max(step, PIECE_NANOS / step * step);
    for (long at = from; at < to; at += piece) {
      share.accept((double) (at - from) / (to - from));
      long end = Math.min(to, at + piece);
      EventSeries rows = rows(at, end);
      BarSeries bars = bars(rows);
      read += rows.size();
      count += bars.size();
      if (at < made) {
        store.replace(target, at + 1, end + 1, bars);
      } else {
        store.append(bars);
      }
    }
    return new Outcome(target, read, count);
  }

  /** Where the first bar opens: none is made anew of which fine rows may have gone already. */
  private long begin(long firstNanos, long made, long again) {
    long first = Math.subtractExact(endOf(firstNanos), step);
    if (made == Long.MIN_VALUE) {
      return first;
    }
    return Math.min(made, Math.max(first + step, (made - again) / step * step));
  }

  /** Returns when the bar ends that a row belongs to: a bar that closes then does, a trade not. */
  private long endOf(long nanos) {
    return Math.floorDiv(isBars() ? nanos - 1 : nanos, step) * step + step;
  }

  private boolean isBars() {
    return source.kind() == SeriesId.Kind.BARS;
  }

  private EventSeries rows(long open, long end) {
    return isBars() ? store.read(source, open + 1, end + 1) : store.read(source, open, end);
  }

  private BarSeries bars(EventSeries rows) {
    BarSeries.Builder made = BarSeries.builder(target.instrument(), target.spec().orElseThrow());
    for (int row = 0; row < rows.size(); ) {
      long end = endOf(rows.timeNanos(row));
      int next = row;
      while (next < rows.size() && endOf(rows.timeNanos(next)) == end) {
        next++;
      }
      add(made, end, rows, row, next);
      row = next;
    }
    return made.build();
  }

  private static void add(BarSeries.Builder to, long end, EventSeries rows, int first, int next) {
    long high = Long.MIN_VALUE;
    long low = Long.MAX_VALUE;
    long volume = 0;
    if (rows instanceof BarSeries bars) {
      for (int row = first; row < next; row++) {
        high = Math.max(high, bars.highRaw(row));
        low = Math.min(low, bars.lowRaw(row));
        volume = Math.addExact(volume, bars.volumeRaw(row));
      }
      to.add(end, bars.openRaw(first), high, low, bars.closeRaw(next - 1), volume);
      return;
    }
    TradeSeries trades = (TradeSeries) rows;
    for (int row = first; row < next; row++) {
      high = Math.max(high, trades.priceRaw(row));
      low = Math.min(low, trades.priceRaw(row));
      volume = Math.addExact(volume, trades.quantityRaw(row));
    }
    to.add(end, trades.priceRaw(first), high, low, trades.priceRaw(next - 1), volume);
  }
}
