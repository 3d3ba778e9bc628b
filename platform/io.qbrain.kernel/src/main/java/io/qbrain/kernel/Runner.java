package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.Instance;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.StateData;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An instance in the kernel: its book, and its strategy while it has one. */
final class Runner {
  final int order;
  final Book book;
  Instance instance;
  @Nullable Strategy strategy;
  @Nullable Requirements requirements;
  @Nullable Context context;
  @Nullable StateData savedState;
  int savedStateVersion;
  long savedNanos;
  long events;
  long lastEventNanos;
  private boolean live;

  /** Length of the shortest bars that it gets; 0 if it gets none that have a length. */
  long fastestNanos;

  private final Set<InstrumentId> instruments = new LinkedHashSet<>();

  /** The markets of those that it has asked for. */
  private final Map<InstrumentId, Market> markets = new LinkedHashMap<>();

  private @Nullable Market expected;
  boolean wantsSlices;
  boolean wantsOrderUpdates;
  private boolean oneLength;
  private int barStreams;
  private final List<Bar> slice = new ArrayList<>();
  private long sliceNanos = Long.MIN_VALUE;

  /** Bars up to this time make no slice any more. */
  private long closedNanos = Long.MIN_VALUE;

  Runner(int order, Instance instance, Book book) {
    this.order = order;
    this.instance = instance;
    this.book = book;
  }

  boolean isLive() {
    return live;
  }

  void become(Instance changed) {
    instance = changed;
    live = strategy != null && changed.state() == Instance.State.RUNNING;
  }

  void attach(Strategy newStrategy, Requirements newRequirements, Context newContext) {
    strategy = newStrategy;
    requirements = newRequirements;
    context = newContext;
    barStreams = 0;
    fastestNanos = 0;
    oneLength = true;
    slice.clear();
    closedNanos = Long.MIN_VALUE;
    instruments.clear();
    markets.clear();
    expected = null;
    for (Subscription s : newRequirements.subscriptions()) {
      instruments.add(s.instrument());
      if (s.kind() == Subscription.Kind.BARS) {
        long step = s.spec().orElseThrow().stepNanos();
        oneLength &= step != 0 && (fastestNanos == 0 || fastestNanos == step);
        fastestNanos =
            fastestNanos == 0 || step == 0
                ? Math.max(fastestNanos, step)
                : Math.min(fastestNanos, step);
        barStreams++;
      }
    }
    wantsSlices = barStreams > 0 && overrides(newStrategy, "onSlice");
    wantsOrderUpdates = overrides(newStrategy, "onOrderUpdate");
    become(instance);
  }

  boolean subscribesTo(InstrumentId instrument) {
    return instruments.contains(instrument);
  }

  /** Says which market of those that it subscribes to will be asked for next, probably. */
  void expect(Market market) {
    expected = market;
  }

  /** Returns the market of an instrument that it subscribes to, or null. */
  @Nullable Market market(InstrumentId instrument, AccountState state) {
    Market probably = expected;
    if (probably != null && probably.isCalled(instrument)) {
      return probably;
    }
    Market market = markets.get(instrument);
    if (market == null && subscribesTo(instrument)) {
      market = state.market(instrument);
      if (market != null) {
        markets.put(instrument, market);
      }
    }
    return market;
  }

  void detach() {
    instruments.clear();
    markets.clear();
    expected = null;
    strategy = null;
    requirements = null;
    context = null;
    slice.clear();
    become(instance);
  }

  private static boolean overrides(Strategy strategy, String callback) {
    for (java.lang.reflect.Method m : strategy.getClass().getMethods()) {
      if (m.getName().equals(callback) && m.getDeclaringClass() != Strategy.class) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first time that makes the present slice overdue; Long.MAX_VALUE without one. */
  long sliceDueNanos() {
    return slice.isEmpty() ? Long.MAX_VALUE : sliceNanos + 1;
  }

  /**
   * Adds a bar; returns the slice if it is complete with it, or null. A bar of a time whose slice
   * is over comes too late for it.
   */
  @Nullable Slice collect(Bar bar) {
    if (bar.timeNanos() <= closedNanos || (!slice.isEmpty() && bar.timeNanos() < sliceNanos)) {
      return null;
    }
    sliceNanos = bar.timeNanos();
    slice.add(bar);
    return oneLength && slice.size() == barStreams ? takeSlice() : null;
  }

  /** Returns the slice of a time that is over, or null. */
  @Nullable Slice closed(long timeNanos) {
    return !slice.isEmpty() && sliceNanos <= timeNanos ? takeSlice() : null;
  }

  private Slice takeSlice() {
    Slice taken = Slice.of(slice, sliceNanos, requirements);
    slice.clear();
    closedNanos = sliceNanos;
    return taken;
  }
}
