/**
 * The event log in PostgreSQL: the outbox, which the journal fills in its own transaction, the
 * cursors of its readers, and the tables that are made of it.
 */
@NullMarked
package io.qbrain.data.events;

import org.jspecify.annotations.NullMarked;
