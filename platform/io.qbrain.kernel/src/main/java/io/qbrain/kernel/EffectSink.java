package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.ReasonCode;

/** Takes what the kernel decided, in order, on the kernel's thread. Must not call the kernel. */
public interface EffectSink {
  /** Takes a change, already applied to the kernel's state. */
  void effect(Effect effect);

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
