/**
 * Everything that goes through Redis. {@link io.qbrain.messaging.redis.RedisMessaging} owns the
 * server (included or configured) and the connections; each port has a class of its own. {@code
 * server} is the child process, {@code client} the connections.
 */
@NullMarked
package io.qbrain.messaging.redis;

import org.jspecify.annotations.NullMarked;
