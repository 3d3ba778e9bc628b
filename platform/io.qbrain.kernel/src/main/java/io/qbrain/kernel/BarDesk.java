package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.Depth;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Builds the bars that instances ask for and no feed brings, from what feeds bring ({@link
 * BarSources}), and brings bars to those who subscribe to them.
 *
 * <p>What feeds bring is what was said of them, or what came so far; as soon as a feed brings bars
 * that were built, they are not built any more.
 */
final class BarDesk {
  private static final Comparator<BuiltBars> ORDER = Comparator.comparing(b -> b.stream.spec);

  private final KernelSettings settings;
  private final AccountState state;
  private final Emitter out;
  private final LongConsumer clock;
  private final Callbacks callbacks;
  private final List<Bar> closed = new ArrayList<>();

  /** How many past events of an instrument are kept to build bars of; none of the present if 0. */
  private int remembered;

  /** Whether any bars are built or any events kept. */
  private boolean busy;

  BarDesk(
      KernelSettings settings,
      AccountState state,
      Emitter out,
      LongConsumer clock,
      Callbacks callbacks) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.clock = clock;
    this.callbacks = callbacks;
  }

  boolean isBusy() {
    return busy;
  }

  void remember(int events) {
    remembered = events;
    busy = true;
  }

  /** A feed will bring this. */
  void brings(Subscription s) {
    Market market = state.market(s.instrument());
    if (market != null) {
      switch (s.kind()) {
        case QUOTES -> market.bringsQuotes = true;
        case TRADES -> market.bringsTrades = true;
        case DEPTH -> market.bringsDepth = true;
        case BARS -> isFed(market, market.streamOf(s.spec().orElseThrow(), settings.historyBars()));
      }
    }
  }

  /** Makes sure that a subscription gets its bars, and that there is a history of them. */
  BarStream subscribe(Market market, Subscription s) {
    BarStream stream =
        market.streamOf(s.spec().orElseThrow(), Math.max(s.warmUp(), settings.historyBars()));
    if (!stream.isFed()) {
      build(market, stream);
    }
    return stream;
  }

  /** Builds a stream, if it can be, from what is remembered. */
  private void build(Market market, BarStream stream) {
    Optional<Subscription> from = BarSources.of(stream.spec, brought(market));
    if (from.isEmpty()) {
      market.unbuilt.remove(stream);
      market.unbuilt.add(stream);
      return;
    }
    BuiltBars built = new BuiltBars(market, stream, from.get(), settings.builtBars());
    List<BuiltBars> all = new ArrayList<>(List.of(market.built));
    all.removeIf(b -> b.stream == stream);
    all.add(built);
    all.sort(ORDER);
    market.built = all.toArray(new BuiltBars[0]);
    busy = true;
    stream.clear();
    for (MarketEvent event : past(market, from.get())) {
      built.add(event, closed);
      pushClosed(stream);
    }
    while (built.dueNanos() <= out.nowNanos) {
      built.end(closed);
      pushClosed(stream);
    }
    state.due.barToo(built.dueNanos());
  }

  private void pushClosed(BarStream stream) {
    for (int i = 0; i < closed.size(); i++) {
      stream.push(closed.get(i));
    }
    closed.clear();
  }

  private static Iterable<? extends MarketEvent> past(Market market, Subscription from) {
    Deque<MarketEvent> kept = market.past;
    BarStream base = from.spec().map(market::stream).orElse(null);
    return kept.isEmpty() && base != null ? base.last(base.capacity()) : kept;
  }

  private static List<Subscription> brought(Market market) {
    List<Subscription> brought = new ArrayList<>();
    if (market.bringsTrades) {
      brought.add(Subscription.trades(market.instrument.id()));
    }
    if (market.bringsQuotes) {
      brought.add(Subscription.quotes(market.instrument.id()));
    }
    if (market.bringsDepth) {
      brought.add(Subscription.depth(market.instrument.id()));
    }
    for (BarStream s : market.streams) {
      if (s.isFed()) {
        brought.add(Subscription.bars(market.instrument.id(), s.spec, 0));
      }
    }
    return brought;
  }

  /** Notes that a feed brings bars of a stream. */
  void isFed(Market market, BarStream stream) {
    if (stream.isFed()) {
      return;
    }
    stream.fed();
    List<BuiltBars> kept = new ArrayList<>(List.of(market.built));
    kept.removeIf(b -> b.stream == stream);
    market.built = kept.toArray(new BuiltBars[0]);
    market.unbuilt.remove(stream);
    buildMore(market);
  }

  /** Notes that a feed brings ticks of a kind. */
  void isFed(Market market, MarketEvent tick) {
    boolean isNew;
    if (tick instanceof Quote) {
      isNew = !market.bringsQuotes;
      market.bringsQuotes = true;
    } else if (tick instanceof TradeTick) {
      isNew = !market.bringsTrades;
      market.bringsTrades = true;
    } else {
      isNew = tick instanceof Depth && !market.bringsDepth;
      market.bringsDepth = isNew || market.bringsDepth;
    }
    if (isNew) {
      buildMore(market);
    }
  }

  private void buildMore(Market market) {
    List<BarStream> waiting = List.copyOf(market.unbuilt);
    market.unbuilt.clear();
    for (BarStream stream : waiting) {
      build(market, stream);
    }
  }

  /** Builds with an event; what it closes comes at once, the shorter bars first. */
  void add(Market market, MarketEvent event) {
    if (!busy) {
      return;
    }
    for (BuiltBars built : market.built) {
      built.add(event, closed);
      deliver(market, built);
      state.due.barToo(built.dueNanos());
    }
    if (remembered > 0) {
      keep(market, event, remembered);
    }
  }

  /** Takes an event of the past: nobody is told. */
  void addHistory(Market market, MarketEvent event) {
    for (BuiltBars built : market.built) {
      built.add(event, closed);
      pushClosed(built.stream);
    }
    keep(market, event, remembered > 0 ? remembered : Integer.MAX_VALUE);
  }

  private static void keep(Market market, MarketEvent event, int limit) {
    market.past.addLast(event);
    if (market.past.size() > limit) {
      market.past.removeFirst();
    }
  }

  private void deliver(Market market, BuiltBars built) {
    if (closed.isEmpty()) {
      return;
    }
    List<Bar> bars = List.copyOf(closed);
    closed.clear();
    for (Bar bar : bars) {
      if (!built.stream.isPast(bar.timeNanos())) {
        deliver(built.stream, bar);
      }
    }
    if (market.built.length > 0) {
      recompute();
    }
  }

  private void deliver(BarStream stream, Bar bar) {
    stream.push(bar);
    tell(stream, bar, bar.timeNanos());
  }

  /** Calls the subscribers of a bar that is in the view. */
  void tell(BarStream stream, Bar bar, long timeNanos) {
    for (Runner r : stream.subscribers) {
      if (r.isLive()) {
        callbacks.bar(r, bar, timeNanos);
        if (stream.sliced && r.wantsSlices && r.isLive()) {
          Slice complete = r.collect(bar);
          if (complete != null) {
            callbacks.call(r, complete, timeNanos, false);
          } else {
            state.due.barToo(r.sliceDueNanos());
          }
        }
      }
    }
  }

  /** All events up to a time are in: closes what ended by then, in the order of time. */
  void advance(long timeNanos) {
    while (state.due.barNanos() - 1 <= timeNanos) {
      long due = state.due.barNanos();
      closeDue(due);
      recompute();
      if (state.due.barNanos() <= due) {
        throw new IllegalStateException("bars are due at " + due + " again and again");
      }
    }
  }

  private void closeDue(long due) {
    for (Market market : state.markets.values()) {
      for (BuiltBars built : market.built) {
        if (built.dueNanos() <= due) {
          built.end(closed);
          clock.accept(closed.get(0).timeNanos());
          deliver(market, built);
        }
      }
    }
    for (Runner r : state.runners.values()) {
      if (r.wantsSlices && r.isLive()) {
        Slice slice = r.closed(due - 1);
        if (slice != null) {
          callbacks.call(r, slice, slice.timeNanos(), false);
        }
      }
    }
  }

  private void recompute() {
    long first = Long.MAX_VALUE;
    for (Market market : state.markets.values()) {
      for (BuiltBars built : market.built) {
        first = Math.min(first, built.dueNanos());
      }
    }
    for (Runner r : state.runnersInOrder) {
      if (r.wantsSlices && r.isLive()) {
        first = Math.min(first, r.sliceDueNanos());
      }
    }
    state.due.bar(first);
  }
}
