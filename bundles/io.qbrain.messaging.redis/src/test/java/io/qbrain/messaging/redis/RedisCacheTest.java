package io.qbrain.messaging.redis;

import io.qbrain.port.SharedCache;
import io.qbrain.testkit.contract.SharedCacheContract;
import org.junit.jupiter.api.AfterEach;

class RedisCacheTest extends SharedCacheContract {
  private final Nodes nodes = new Nodes(OneServer.settings());

  @Override
  protected SharedCache node() {
    return nodes.next().cache;
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }
}
