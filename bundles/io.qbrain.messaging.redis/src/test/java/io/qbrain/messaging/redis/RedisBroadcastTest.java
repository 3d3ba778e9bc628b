package io.qbrain.messaging.redis;

import io.qbrain.port.Broadcast;
import io.qbrain.testkit.contract.BroadcastContract;
import org.junit.jupiter.api.AfterEach;

class RedisBroadcastTest extends BroadcastContract {
  private final Nodes nodes = new Nodes(OneServer.settings());

  @Override
  protected Broadcast node() {
    return nodes.next().broadcast;
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }
}
