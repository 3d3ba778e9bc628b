package io.qbrain.messaging.kafka;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where Kafka is: {@code etc/io.qbrain.messaging.kafka.cfg}. An environment variable {@code
 * QBRAIN_KAFKA_...} wins over each.
 */
@ObjectClassDefinition(
    id = KafkaSettings.PID,
    name = "Q-Brain Kafka",
    description = "A Kafka to which the event log is sent; none by default.")
@interface KafkaConfiguration {

  @AttributeDefinition(
      name = "Servers",
      description =
          "Addresses of brokers, e.g. kafka-1:9092,kafka-2:9092 (QBRAIN_KAFKA_SERVERS); empty for"
              + " no Kafka.")
  String servers() default "";

  @AttributeDefinition(
      name = "Prefix",
      description =
          "What the names of topics and of the relay's transactions begin with"
              + " (QBRAIN_KAFKA_PREFIX).")
  String prefix() default "qbrain.";

  @AttributeDefinition(
      name = "Partitions",
      description = "Partitions of a topic that is made (QBRAIN_KAFKA_PARTITIONS).")
  int partitions() default 3;

  @AttributeDefinition(
      name = "Replication",
      description =
          "Copies of a topic that is made; 0 for the broker's default (QBRAIN_KAFKA_REPLICATION).")
  int replication() default 0;

  @AttributeDefinition(
      name = "Days of audit",
      description = "Days that the audit topic is kept; 0 for ever (QBRAIN_KAFKA_AUDIT_DAYS).")
  int auditDays() default 0;

  @AttributeDefinition(
      name = "Days of system events",
      description = "Days that the system topic is kept; 0 for ever (QBRAIN_KAFKA_SYSTEM_DAYS).")
  int systemDays() default 90;

  @AttributeDefinition(
      name = "Days of performance events",
      description =
          "Days that the performance topic is kept; 0 for ever (QBRAIN_KAFKA_PERFORMANCE_DAYS).")
  int performanceDays() default 14;

  @AttributeDefinition(
      name = "Security",
      description = "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL (QBRAIN_KAFKA_SECURITY).")
  String security() default "PLAINTEXT";

  @AttributeDefinition(
      name = "SASL mechanism",
      description = "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512 (QBRAIN_KAFKA_MECHANISM).")
  String mechanism() default "SCRAM-SHA-512";

  @AttributeDefinition(name = "User", description = "User for SASL (QBRAIN_KAFKA_USER).")
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      type = AttributeType.PASSWORD,
      description = "Password for SASL; better as QBRAIN_KAFKA_PASSWORD than in a file.")
  String password() default "";

  @AttributeDefinition(
      name = "Trusted certificates",
      description =
          "PEM file of the certificates that are trusted for TLS; empty for those of the JDK"
              + " (QBRAIN_KAFKA_TRUSTED).")
  String trusted() default "";

  @AttributeDefinition(
      name = "Own certificate",
      description =
          "PEM file of the certificate and key that we show; empty for none"
              + " (QBRAIN_KAFKA_CERTIFICATE).")
  String certificate() default "";
}
