package io.qbrain.messaging.redis;

import io.qbrain.port.EventStream;
import io.qbrain.testkit.contract.EventStreamContract;
import org.junit.jupiter.api.AfterEach;

class RedisStreamsTest extends EventStreamContract {
  private final Nodes nodes = new Nodes(OneServer.settings());

  @Override
  protected EventStream node() {
    return nodes.next().streams;
  }

  @Override
  protected void crash(EventStream node) {
    nodes.of(node).crash();
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }
}
