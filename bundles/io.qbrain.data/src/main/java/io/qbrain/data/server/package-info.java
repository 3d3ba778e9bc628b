/**
 * A real PostgreSQL server as a child process. {@link io.qbrain.data.server.PostgresServer} is the
 * owner; {@link io.qbrain.data.server.ServerSettings} says where its data lives and on which port
 * it listens. The data directory is durable, survives every kind of kill, and is used by one
 * process at a time; the server never outlives the program that started it.
 */
@NullMarked
package io.qbrain.data.server;

import org.jspecify.annotations.NullMarked;
