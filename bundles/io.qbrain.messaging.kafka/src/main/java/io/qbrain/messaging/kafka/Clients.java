package io.qbrain.messaging.kafka;

import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients; each is opened by its user and closed by it. */
final class Clients {
  private final KafkaSettings settings;

  Clients(KafkaSettings settings) {
    this.settings = settings;
  }

  KafkaSettings settings() {
    return settings;
  }

  Admin admin() {
    return ours(() -> Admin.create(settings.clientProperties("admin")));
  }

  /** A producer whose transactions end those of every older producer of the same name. */
  Producer<String, String> transactionalProducer(String name) {
    Properties properties = producerProperties(name);
    properties.put("transactional.id", settings.prefix() + name);
    properties.put("transaction.timeout.ms", "20000");
    return ours(
        () -> new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer()));
  }

  Producer<String, String> plainProducer(String name) {
    Properties properties = producerProperties(name);
    return ours(
        () -> new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer()));
  }

  /** A consumer of a group that commits by hand. */
  Consumer<String, String> groupReader(String group, String name) {
    Properties properties = settings.clientProperties(name);
    properties.put("group.id", group);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("allow.auto.create.topics", "false");
    properties.put("session.timeout.ms", "6000");
    properties.put("heartbeat.interval.ms", "1500");
    properties.put("max.poll.interval.ms", Integer.toString(10 * 60_000));
    properties.put("fetch.max.wait.ms", "100");
    return ours(
        () -> new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer()));
  }

  private Properties producerProperties(String name) {
    Properties properties = settings.clientProperties(name);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("delivery.timeout.ms", "15000");
    properties.put("max.block.ms", "10000");
    properties.put("linger.ms", "5");
    properties.put("max.request.size", Integer.toString(8 << 20));
    return properties;
  }

  /** A consumer of what is committed, without a group. */
  Consumer<String, String> reader(String name) {
    Properties properties = settings.clientProperties(name);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "none");
    properties.put("allow.auto.create.topics", "false");
    properties.put("max.poll.records", "1000");
    properties.put("fetch.max.wait.ms", "100");
    return ours(
        () -> new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer()));
  }

  /** Kafka finds its classes by the thread's class loader. */
  private static <T> T ours(Supplier<T> client) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
    try {
      return client.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
