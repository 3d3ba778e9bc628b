/**
 * The journal of turns, and the tables that follow it in the same transaction: instruments,
 * instances, orders, fills, the ledger, latches, timers and saved states.
 */
@NullMarked
package io.qbrain.data.journal;

import org.jspecify.annotations.NullMarked;
