package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Applies a change to the state and tells the sink of the current turn; holds the kernel's time.
 */
final class Emitter {
  private final AccountState state;
  private @Nullable EffectSink sink;
  long nowNanos;

  /** How many changes there were. */
  private long changes;

  /** When a run begins: no entry and no line carries an earlier time. */
  private long openedNanos;

  /** Whether nothing has been seen yet, though the time is that at which a run begins. */
  private boolean unseen;

  Emitter(AccountState state) {
    this.state = state;
    state.clock = this;
  }

  void begin(EffectSink turnSink) {
    if (sink != turnSink) {
      sink = turnSink;
    }
  }

  void advance(long timeNanos) {
    nowNanos = Math.max(nowNanos, timeNanos);
  }

  /** A run begins; an account that has seen nothing is at that time. */
  void openAt(long timeNanos) {
    openedNanos = timeNanos;
    if (nowNanos == 0) {
      unseen = true;
      advance(timeNanos);
    }
  }

  /** Returns the time of an entry or a line that is made now. */
  long entryNanos() {
    return Math.max(nowNanos, openedNanos);
  }

  /** Returns the time of what was seen last; 0 if nothing was. */
  long seenNanos() {
    return unseen ? 0 : nowNanos;
  }

  /** Something is seen at a time; returns the time of what was seen before it. */
  long see(long timeNanos) {
    long earlier = seenNanos();
    unseen = false;
    advance(timeNanos);
    return earlier;
  }

  /** Returns how many changes there were. */
  long changes() {
    return changes;
  }

  void emit(Effect effect) {
    changes++;
    state.apply(effect);
    current().effect(effect);
  }

  /** Changes an order; the same as the effect. */
  void change(Order order, long venueSequence) {
    changes++;
    state.order(order, null, null, venueSequence);
    current().orderChanged(order, venueSequence);
  }

  /** Changes an order by a fill in a holding and posts it; the same as the two effects. */
  void fill(Order order, long venueSequence, TradeEntry entry, Holding holding) {
    changes++;
    state.order(order, entry.fill(), holding.market, venueSequence);
    state.trade(entry, holding);
    current().orderFilled(order, venueSequence, entry);
  }

  /** Changes an order and tells the venue. */
  void send(Order order) {
    change(order, 0);
    tell(order);
  }

  /** Tells the venue of an order that was changed. */
  void tell(Order order) {
    current().send(order);
  }

  /** Tells of an event of the market that goes back in time. */
  void outOfOrder(MarketEvent event) {
    current().dropped(event, ReasonCode.OUT_OF_ORDER);
  }

  void log(InstanceId instance, String message) {
    current().log(instance, entryNanos(), message);
  }

  private EffectSink current() {
    if (sink == null) {
      throw new IllegalStateException("an effect outside a turn");
    }
    return sink;
  }
}
