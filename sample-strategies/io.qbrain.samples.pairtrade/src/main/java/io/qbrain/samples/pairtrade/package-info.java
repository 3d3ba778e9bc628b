/** Pair trading: two instruments whose ratio returns to its mean. */
@NullMarked
package io.qbrain.samples.pairtrade;

import org.jspecify.annotations.NullMarked;
