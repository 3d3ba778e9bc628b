package io.qbrain.messaging.redis;

import io.qbrain.messaging.redis.client.RedisLink;

/** A node of the platform at a server, with all that goes through it. */
final class Node implements AutoCloseable {
  final RedisMessaging messaging;
  final RedisStreams streams;
  final RedisBroadcast broadcast;
  final RedisWork work;
  final RedisCache cache;

  Node(RedisSettings settings) {
    messaging = new RedisMessaging(settings);
    streams = new RedisStreams(messaging);
    broadcast = new RedisBroadcast(messaging);
    work = new RedisWork(messaging);
    cache = new RedisCache(messaging, broadcast);
  }

  static Node started(RedisSettings settings) {
    Node node = new Node(settings);
    node.messaging.start();
    return node;
  }

  RedisLink link() {
    return messaging.link();
  }

  /** All connections break at once, and nobody says good-bye. */
  void crash() {
    link().close();
  }

  @Override
  public void close() {
    messaging.stop();
  }
}
