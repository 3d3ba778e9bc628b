/**
 * Connections to Redis that wait for nothing longer than their time-outs and send nothing twice.
 */
@NullMarked
package io.qbrain.messaging.redis.client;

import org.jspecify.annotations.NullMarked;
