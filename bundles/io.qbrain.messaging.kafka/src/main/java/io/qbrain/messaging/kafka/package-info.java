/**
 * Kafka: {@link io.qbrain.messaging.kafka.KafkaRelay} sends the outbox on, {@link
 * io.qbrain.messaging.kafka.KafkaEventLog} reads it there.
 */
@NullMarked
package io.qbrain.messaging.kafka;

import org.jspecify.annotations.NullMarked;
