package io.qbrain.messaging.redis;

import java.util.ArrayList;
import java.util.List;

/** The nodes of one test. */
final class Nodes implements AutoCloseable {
  private final List<Node> all = new ArrayList<>();
  private final RedisSettings settings;

  Nodes(RedisSettings settings) {
    this.settings = settings;
  }

  Node next() {
    Node node = Node.started(settings);
    all.add(node);
    return node;
  }

  Node of(Object port) {
    return all.stream().filter(n -> n.streams == port || n.work == port).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    all.forEach(Node::close);
  }
}
