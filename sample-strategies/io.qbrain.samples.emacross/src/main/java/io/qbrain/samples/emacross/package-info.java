/** Trend following: two exponential averages that cross. */
@NullMarked
package io.qbrain.samples.emacross;

import org.jspecify.annotations.NullMarked;
