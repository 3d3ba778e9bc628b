package io.qbrain.messaging.redis;

import io.qbrain.port.WorkQueue;
import io.qbrain.testkit.contract.WorkQueueContract;
import org.junit.jupiter.api.AfterEach;

class RedisWorkTest extends WorkQueueContract {
  private final Nodes nodes = new Nodes(OneServer.settings());

  @Override
  protected WorkQueue node() {
    return nodes.next().work;
  }

  @Override
  protected void crash(WorkQueue node) {
    nodes.of(node).crash();
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }
}
