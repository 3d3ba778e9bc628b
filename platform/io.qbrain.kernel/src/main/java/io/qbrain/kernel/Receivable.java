package io.qbrain.kernel;

import io.qbrain.model.Currency;

/** Money from a sale that becomes cash at a time. */
record Receivable(Currency currency, long amount, long dueNanos) {}
