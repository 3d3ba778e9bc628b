package io.qbrain.app.messaging;

import io.qbrain.port.Broadcast;
import io.qbrain.testkit.contract.BroadcastContract;

class InProcessBroadcastTest extends BroadcastContract {
  private final InProcessBroadcast broadcast = new InProcessBroadcast();

  @Override
  protected Broadcast node() {
    return broadcast;
  }
}
