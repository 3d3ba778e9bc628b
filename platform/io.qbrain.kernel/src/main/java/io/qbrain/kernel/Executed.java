package io.qbrain.kernel;

import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A fill and what it did to the ledger.
 *
 * @param entry its entry, or null while it is not posted
 * @param reversed whether it was taken back
 */
record Executed(Fill fill, @Nullable LedgerEntry entry, boolean reversed) {}
