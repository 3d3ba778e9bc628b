package io.qbrain.kernel;

/**
 * A dividend that a book will receive (or, below zero, pay), for it had the shares at the ex time.
 *
 * @param amount in units of 1e-8 of the instrument's currency
 * @param payNanos when it is paid
 */
record Entitlement(Holding holding, long amount, long payNanos) {}
