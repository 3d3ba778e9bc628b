/**
 * A real Redis server as a child process. {@link io.qbrain.messaging.redis.server.RedisServer} is
 * the owner. Its data outlive it; it never outlives the program that started it.
 */
@NullMarked
package io.qbrain.messaging.redis.server;

import org.jspecify.annotations.NullMarked;
