package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.ReasonCode;

/** Takes what the kernel decided, in order, on the kernel's thread. Must not call the kernel. */
public interface EffectSink {
  /**
   * Takes a change, already applied to the kernel's state. What changes orders comes by the two
   * methods below, in the same order.
   */
  void effect(Effect effect);

  /**
   * Takes a change of an order that no fill brought: the same as {@link Effect.OrderChanged}, which
   * is made for a sink that does not care.
   *
   * @param order as it is now
   * @param venueSequence the number of the venue's report that changed it; 0 if none did
   */
  default void orderChanged(Order order, long venueSequence) {
    effect(new Effect.OrderChanged(order, null, venueSequence));
  }

  /**
   * Takes a fill: the same as the {@link Effect.OrderChanged} and the {@link Effect.LedgerPosted}
   * of it, which are made for a sink that does not care.
   *
   * @param order as it is now
   * @param venueSequence the number of the venue's report
   * @param entry the fill and what it posted
   */
  default void orderFilled(Order order, long venueSequence, TradeEntry entry) {
    effect(new Effect.OrderChanged(order, entry.fill(), venueSequence));
    effect(new Effect.LedgerPosted(entry.toEntry()));
  }

  /**
   * Takes an order about which the venue is to be told, after the effect that says so, in the order
   * in which it is to be told: SUBMITTED is to be sent, PENDING_CANCEL to be canceled,
   * PENDING_REPLACE to be changed, and of one whose outcome is unknown the venue is to be asked.
   */
  default void send(Order order) {}

  /**
   * Takes an event of the market that was dropped: UNKNOWN_INSTRUMENT if nobody listed it,
   * OUT_OF_ORDER if it goes back in time.
   */
  default void dropped(MarketEvent event, ReasonCode code) {}

  /** Takes a line of an instance's log. */
  void log(InstanceId instance, long timeNanos, String message);
}
