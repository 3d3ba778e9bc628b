package io.qbrain.messaging.kafka;

import io.qbrain.model.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Kafka, how to get in, and how topics are made.
 *
 * @param servers addresses; empty if there is no Kafka
 * @param prefix what names begin with
 * @param partitions of a topic that is made
 * @param replication of a topic that is made; 0 for the broker's default
 * @param days how long each topic is kept; 0 for ever
 * @param security how to get in, as Kafka names it; holds secrets
 * @param lease how long a relay that died keeps others from going on
 */
public record KafkaSettings(
    String servers,
    String prefix,
    int partitions,
    int replication,
    Map<EventTopic, Integer> days,
    Map<String, String> security,
    Duration lease) {
  /** The configuration. */
  static final String PID = "io.qbrain.messaging.kafka";

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Set<String> PROTOCOLS =
      Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
  private static final Map<String, String> LOGIN_MODULES =
      Map.of(
          "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
          "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
          "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

  /** Checks and copies. */
  public KafkaSettings {
    if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new IllegalArgumentException(
          "expected QBRAIN_KAFKA_PREFIX of letters, digits, '.', '_' or '-', found '"
              + prefix
              + "'");
    }
    if (partitions < 1 || partitions > 100) {
      throw new IllegalArgumentException(
          "expected QBRAIN_KAFKA_PARTITIONS of 1 to 100, found " + partitions);
    }
    days = Map.copyOf(days);
    security = Map.copyOf(security);
  }

  /** A broker without locks on its doors, for tests and laptops. */
  public static KafkaSettings plain(String servers, String prefix) {
    return new KafkaSettings(
        servers,
        prefix,
        3,
        0,
        Map.of(EventTopic.AUDIT, 0, EventTopic.SYSTEM, 90, EventTopic.PERFORMANCE, 14),
        Map.of(),
        LEASE);
  }

  /** Returns this with another time after which a dead relay's work goes to others. */
  public KafkaSettings withLease(Duration time) {
    return new KafkaSettings(servers, prefix, partitions, replication, days, security, time);
  }

  static KafkaSettings of(KafkaConfiguration file, Map<String, String> environment) {
    return new KafkaSettings(
        text(environment, "SERVERS", file.servers()).replace(" ", ""),
        text(environment, "PREFIX", file.prefix()),
        number(environment, "PARTITIONS", file.partitions()),
        number(environment, "REPLICATION", file.replication()),
        Map.of(
            EventTopic.AUDIT, number(environment, "AUDIT_DAYS", file.auditDays()),
            EventTopic.SYSTEM, number(environment, "SYSTEM_DAYS", file.systemDays()),
            EventTopic.PERFORMANCE,
                number(environment, "PERFORMANCE_DAYS", file.performanceDays())),
        security(file, environment),
        LEASE);
  }

  private static Map<String, String> security(
      KafkaConfiguration file, Map<String, String> environment) {
    String protocol = text(environment, "SECURITY", file.security());
    if (!PROTOCOLS.contains(protocol)) {
      throw new IllegalArgumentException(
          "expected QBRAIN_KAFKA_SECURITY of " + PROTOCOLS + ", found '" + protocol + "'");
    }
    Map<String, String> security = new java.util.TreeMap<>();
    security.put("security.protocol", protocol);
    if (protocol.startsWith("SASL")) {
      String mechanism = text(environment, "MECHANISM", file.mechanism());
      @Nullable String module = LOGIN_MODULES.get(mechanism);
      if (module == null) {
        throw new IllegalArgumentException(
            "expected QBRAIN_KAFKA_MECHANISM of "
                + LOGIN_MODULES.keySet()
                + ", found '"
                + mechanism
                + "'");
      }
      security.put("sasl.mechanism", mechanism);
      security.put(
          "sasl.jaas.config",
          module
              + " required username="
              + quoted(text(environment, "USER", file.user()))
              + " password="
              + quoted(text(environment, "PASSWORD", file.password()))
              + ";");
    }
    String trusted = text(environment, "TRUSTED", file.trusted());
    if (protocol.endsWith("SSL") && !trusted.isEmpty()) {
      security.put("ssl.truststore.type", "PEM");
      security.put("ssl.truststore.location", trusted);
    }
    String certificate = text(environment, "CERTIFICATE", file.certificate());
    if (protocol.endsWith("SSL") && !certificate.isEmpty()) {
      security.put("ssl.keystore.type", "PEM");
      security.put("ssl.keystore.location", certificate);
    }
    return security;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String text(Map<String, String> environment, String name, String otherwise) {
    return environment.getOrDefault("QBRAIN_KAFKA_" + name, otherwise).strip();
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String text = text(environment, name, Integer.toString(otherwise));
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "expected a number as QBRAIN_KAFKA_" + name + ", found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /** Whether there is a Kafka at all. */
  boolean isOn() {
    return !servers.isEmpty();
  }

  /** The name of a topic in Kafka. */
  String topicName(EventTopic topic) {
    return prefix + topic;
  }

  List<String> topicNames() {
    return List.of(EventTopic.values()).stream().map(this::topicName).toList();
  }

  /** What every client needs, with a time-out on everything. */
  Properties clientProperties(String client) {
    Properties properties = new Properties();
    properties.putAll(security);
    properties.put("bootstrap.servers", servers);
    properties.put("client.id", prefix + client);
    properties.put("request.timeout.ms", "5000");
    properties.put("default.api.timeout.ms", "10000");
    properties.put("reconnect.backoff.max.ms", "2000");
    properties.put("socket.connection.setup.timeout.ms", "3000");
    properties.put("enable.metrics.push", "false");
    return properties;
  }

  @Override
  public String toString() {
    return servers + " topics " + prefix + "* " + security.getOrDefault("security.protocol", "");
  }
}
