/** Reversals by two exponential averages, as in nautilus_trader's EMA cross. */
@NullMarked
package io.qbrain.samples.reference.emareversal;

import org.jspecify.annotations.NullMarked;
