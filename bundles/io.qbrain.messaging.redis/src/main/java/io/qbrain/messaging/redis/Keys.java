package io.qbrain.messaging.redis;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;

/**
 * The names of our keys. What scripts touch together has one word in braces, so that it lies in one
 * slot of a cluster.
 */
record Keys(String prefix) {
  String streams() {
    return prefix + ":streams";
  }

  String stream(String name) {
    return DeadLetters.isOne(name)
        ? dead(name.substring(0, name.length() - EventStream.DEAD_LETTERS.length()))
        : prefix + ":stream:{" + name + "}";
  }

  String dead(String stream) {
    return prefix + ":stream:{" + stream + "}" + EventStream.DEAD_LETTERS;
  }

  String channel(String name) {
    return prefix + ":channel:" + name;
  }

  String queues() {
    return prefix + ":queues";
  }

  String waiting(String queue) {
    return queue(queue, "waiting");
  }

  String taken(String queue, String worker) {
    return queue(queue, "taken:" + worker);
  }

  String alive(String queue, String worker) {
    return queue(queue, "alive:" + worker);
  }

  String queue(String queue, String part) {
    return prefix + ":queue:{" + queue + "}:" + part;
  }

  String region(String region) {
    return prefix + ":cache:{" + region + "}";
  }

  String value(String region, String key) {
    return prefix + ":cache:{" + region + "}:v:" + key;
  }

  String lease(String region, String key) {
    return prefix + ":cache:{" + region + "}:l:" + key;
  }

  String evictions() {
    return prefix + ":cache:evictions";
  }
}
