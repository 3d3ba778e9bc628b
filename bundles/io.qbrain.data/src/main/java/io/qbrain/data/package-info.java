/**
 * Everything Q-Brain keeps in PostgreSQL. {@link io.qbrain.data.PostgresDatabase} owns the server
 * (a child process, or one that is configured), the pool, the migrations and the entity managers.
 * The sub-packages are {@code server} (the child process), {@code schema} (connections, migrations,
 * EclipseLink), {@code journal} (turns and the tables that follow them) and {@code artifact}
 * (jars).
 */
@NullMarked
package io.qbrain.data;

import org.jspecify.annotations.NullMarked;
