package io.qbrain.kernel;

import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;

/** Takes what the kernel decided, in order, on the kernel's thread. Must not call the kernel. */
public interface EffectSink {
  /**
   * Takes a change, already applied to the kernel's state. An order that became SUBMITTED is to be
   * sent to the venue, one that became PENDING_CANCEL to be canceled there, in this order.
   */
  void effect(Effect effect);

  /** Takes a line of an instance's log. */
  void log(InstanceId instance, long timeNanos, String message);
}
