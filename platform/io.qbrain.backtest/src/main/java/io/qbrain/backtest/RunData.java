package io.qbrain.backtest;

import io.qbrain.kernel.BarSources;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.MarketLookup;
import io.qbrain.kernel.MarketPrices;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Times;
import io.qbrain.model.TradeSeries;
import io.qbrain.series.SeriesCursor;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The data of a backtest, and how they are replayed. A replay leaves them unchanged. */
final class RunData {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final List<EventSeries> all = new ArrayList<>();
  private final List<BarSeries> bars = new ArrayList<>();

  void add(EventSeries series) {
    all.add(series);
    if (series instanceof BarSeries b) {
      bars.add(b);
    }
  }

  /** Repeats bars of the instruments of markets where some are missing. */
  void repeatMissing(Map<InstrumentId, MarketProfile> markets, long untilNanos) {
    List<EventSeries> before = List.copyOf(all);
    all.clear();
    bars.clear();
    for (EventSeries s : before) {
      MarketProfile market = markets.get(s.instrument());
      add(
          s instanceof BarSeries b && market != null
              ? RepeatedBars.of(b, market.calendar(), untilNanos)
              : s);
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<BarSeries> bars() {
    return Collections.unmodifiableList(bars);
  }

  /** Returns the streams that the data bring. */
  private List<Subscription> brought() {
    return all.stream().map(RunData::stream).toList();
  }

  private static Subscription stream(EventSeries series) {
    InstrumentId id = series.instrument();
    if (series instanceof BarSeries b) {
      return Subscription.bars(id, b.spec(), 0);
    } else if (series instanceof QuoteSeries) {
      return Subscription.quotes(id);
    }
    return series instanceof DepthSeries ? Subscription.depth(id) : Subscription.trades(id);
  }

  /** Throws BacktestException if there are prices that their market does not have. */
  void checkPrices(List<Instrument> instruments, MarketLookup markets) {
    for (Instrument i : instruments) {
      MarketProfile market = i.market().map(markets::find).orElse(null);
      if (market != null && market.negativePrices()) {
        continue;
      }
      for (EventSeries s : all) {
        OptionalInt row =
            s.instrument().equals(i.id()) ? MarketPrices.firstNegative(s) : OptionalInt.empty();
        if (row.isPresent()) {
          throw new BacktestException(
              "data.invalid",
              ReasonCode.NEGATIVE_PRICE
                  + ": expected prices above 0, found "
                  + s.event(row.getAsInt()));
        }
      }
    }
  }

  void bring(Kernel kernel) {
    brought().forEach(kernel::brings);
  }

  /** Returns the instruments of which the data say what they are quoted at. */
  Set<InstrumentId> quoted() {
    Set<InstrumentId> quoted = new TreeSet<>();
    for (EventSeries s : all) {
      boolean isQuoted =
          s instanceof BarSeries b
              ? b.spec().source() == PriceSource.BID || b.spec().source() == PriceSource.ASK
              : !(s instanceof TradeSeries);
      if (isQuoted) {
        quoted.add(s.instrument());
      }
    }
    return quoted;
  }

  /**
   * Notes what is built of what; throws BacktestException if a strategy asks for what is neither
   * there nor can be built: it would do nothing, and say nothing.
   */
  void check(String strategy, Requirements requirements, Map<String, String> built) {
    for (Subscription s : requirements.subscriptions()) {
      List<Subscription> here =
          brought().stream().filter(b -> b.instrument().equals(s.instrument())).toList();
      Optional<BarSpec> spec = s.spec();
      boolean there = here.stream().anyMatch(b -> b.kind() == s.kind() && b.spec().equals(spec));
      if (there) {
        continue;
      }
      Subscription from = spec.flatMap(wanted -> BarSources.of(wanted, here)).orElse(null);
      if (from == null) {
        throw new BacktestException(
            "data.invalid",
            strategy
                + " asks for "
                + name(s)
                + " of "
                + s.instrument()
                + spec.map(wanted -> " " + wanted).orElse("")
                + "; the data are "
                + all);
      }
      built.put(
          "bars " + s.instrument() + " " + spec.orElseThrow(),
          "built from " + name(from) + from.spec().map(base -> " " + base).orElse(""));
    }
  }

  private static String name(Subscription s) {
    return switch (s.kind()) {
      case BARS -> "bars";
      case QUOTES -> "quotes";
      case TRADES -> "trades";
      case DEPTH -> "depth";
    };
  }

  /** Gives what is before a time to the kernel, as the past. */
  void history(Kernel kernel, Replay replay, long fromNanos) {
    if (fromNanos == Long.MIN_VALUE) {
      return;
    }
    SeriesCursor cursor = SeriesCursor.between(all, Long.MIN_VALUE, fromNanos);
    long last = Long.MIN_VALUE;
    while (cursor.next()) {
      MarketEvent event = cursor.event();
      kernel.history(event);
      replay.history(event);
      last = cursor.timeNanos();
    }
    if (last != Long.MIN_VALUE) {
      replay.command(new Input.TimeAdvanced(last));
    }
  }

  /**
   * Replays everything from a time on and before another one.
   *
   * @param plain whether no bars are built
   */
  EquityCurve replay(Kernel kernel, Replay replay, long fromNanos, long toNanos, boolean plain) {
    if (plain && all.size() == 1 && bars.size() == 1 && bars.get(0).spec().hasLength()) {
      return only(kernel, replay, bars.get(0), fromNanos, toNanos);
    }
    EquityCurve equity = new EquityCurve(bars.stream().mapToInt(BarSeries::size).max().orElse(0));
    if (all.size() == bars.size()) {
      bars(kernel, replay, SeriesCursor.between(sideBySide(), fromNanos, toNanos), equity);
    } else {
      events(kernel, replay, SeriesCursor.between(all, fromNanos, toNanos), equity);
    }
    return equity;
  }

  private static EquityCurve only(
      Kernel kernel, Replay replay, BarSeries series, long fromNanos, long toNanos) {
    int first = series.firstRowAtOrAfter(fromNanos);
    int end = endRow(series, toNanos);
    EquityCurve equity = new EquityCurve(series, first, end);
    Replay.Track track = replay.track(series, true);
    int row = first;
    while (row < end) {
      row = replay.bars(track, row, end, equity);
      equity.replaceLast(kernel.equityRaw());
    }
    return equity;
  }

  /**
   * Returns the bars; series of one grid have one column of times, which is near while it is read.
   */
  private List<BarSeries> sideBySide() {
    BarSeries first = bars.get(0);
    return bars.stream().map(s -> s.sharingTimesOf(first)).toList();
  }

  /** A point of the curve for each time. */
  private static void bars(Kernel kernel, Replay replay, SeriesCursor cursor, EquityCurve equity) {
    Replay.Track[] tracks =
        cursor.all().stream()
            .map(s -> replay.track((BarSeries) s, false))
            .toArray(Replay.Track[]::new);
    if (cursor.isGrid()) {
      grid(kernel, replay, cursor, tracks, equity);
      return;
    }
    while (cursor.next()) {
      replay.bar(tracks[cursor.index()], cursor.row(), cursor.timeNanos());
      if (cursor.lastOfTime()) {
        long time = cursor.timeNanos();
        replay.endOfTime(time);
        equity.add(time, kernel.equityRaw());
      }
    }
  }

  /** The same where all series close at the same times. */
  private static void grid(
      Kernel kernel,
      Replay replay,
      SeriesCursor cursor,
      Replay.Track[] tracks,
      EquityCurve equity) {
    int count = (int) (cursor.remaining() / tracks.length);
    int[] first = new int[tracks.length];
    Arrays.setAll(first, cursor::nextRow);
    Replay.Grid grid = replay.grid(tracks, first);
    for (int row = 0; row < count; row++) {
      long time = tracks[0].series.closeTimeNanos(first[0] + row);
      if (row % Ahead.BLOCK == 0) {
        for (int i = 0; i < tracks.length; i++) {
          tracks[i].reach(first[i] + row);
        }
      }
      replay.row(grid, row, time);
      replay.endOfTime(time);
      equity.add(time, kernel.equityRaw());
    }
  }

  /** A point of the curve for the last time of each minute: ticks are many. */
  private static void events(
      Kernel kernel, Replay replay, SeriesCursor cursor, EquityCurve equity) {
    long last = Long.MIN_VALUE;
    while (cursor.next()) {
      long time = cursor.timeNanos();
      if (last != Long.MIN_VALUE
          && Math.floorDiv(time, MINUTE_NANOS) != Math.floorDiv(last, MINUTE_NANOS)) {
        equity.add(last, kernel.equityRaw());
      }
      last = time;
      replay.event(cursor.event());
      if (cursor.lastOfTime()) {
        replay.endOfTime(time);
      }
    }
    if (last != Long.MIN_VALUE) {
      equity.add(last, kernel.equityRaw());
    }
  }

  private static int endRow(EventSeries series, long toNanos) {
    return toNanos == Long.MAX_VALUE ? series.size() : series.firstRowAtOrAfter(toNanos);
  }

  /** Returns the last bar of each series that was replayed. */
  List<Bar> lastBars(long fromNanos, long toNanos) {
    List<Bar> last = new ArrayList<>();
    for (BarSeries s : bars) {
      int end = endRow(s, toNanos);
      if (end > s.firstRowAtOrAfter(fromNanos)) {
        last.add(s.bar(end - 1));
      }
    }
    return last;
  }

  /** Returns the last bar of each series with its open, or with the close of the bar before it. */
  Map<Bar, Price> lastPrices(long fromNanos, long toNanos, boolean before) {
    Map<Bar, Price> prices = new LinkedHashMap<>();
    for (BarSeries s : bars) {
      int last = endRow(s, toNanos) - 1;
      int first = s.firstRowAtOrAfter(fromNanos);
      if (last >= first) {
        Bar bar = s.bar(last);
        prices.put(bar, before && last > first ? s.bar(last - 1).closePrice() : bar.openPrice());
      }
    }
    return prices;
  }

  /** Throws BacktestException if the data are all before a time, or at or after another one. */
  void checkRange(long fromNanos, long toNanos) {
    if (SeriesCursor.between(all, fromNanos, toNanos).next()) {
      return;
    }
    SeriesCursor cursor = SeriesCursor.between(all, Long.MIN_VALUE, Long.MAX_VALUE);
    if (!cursor.next()) {
      return;
    }
    long last = Long.MIN_VALUE;
    for (EventSeries s : all) {
      last = s.size() > 0 ? Math.max(last, s.timeNanos(s.size() - 1)) : last;
    }
    throw new BacktestException(
        "data.invalid",
        "expected data"
            + (fromNanos == Long.MIN_VALUE ? "" : " from " + Times.instant(fromNanos))
            + (toNanos == Long.MAX_VALUE ? "" : " before " + Times.instant(toNanos))
            + ", found only data from "
            + Times.instant(cursor.timeNanos())
            + " to "
            + Times.instant(last));
  }

  /** Returns the first and the last time of an instrument's events; nothing if it has none. */
  Optional<long[]> span(InstrumentId instrument) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (EventSeries s : all) {
      if (s.instrument().equals(instrument) && s.size() > 0) {
        first = Math.min(first, s.timeNanos(0));
        last = Math.max(last, s.timeNanos(s.size() - 1));
      }
    }
    return first > last ? Optional.empty() : Optional.of(new long[] {first, last});
  }

  /** Returns when the first bar opens, or the first tick is. */
  long firstNanos() {
    return firstNanos(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Returns the same of those from a time on and before another one. */
  long firstNanos(long fromNanos, long toNanos) {
    long first = Long.MAX_VALUE;
    for (EventSeries s : all) {
      int row = s.firstRowAtOrAfter(fromNanos);
      if (row < endRow(s, toNanos)) {
        long begin = s instanceof BarSeries b ? b.openTimeNanos(row) : s.timeNanos(row);
        first = Math.min(first, begin);
      }
    }
    return first == Long.MAX_VALUE ? 0 : first;
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
