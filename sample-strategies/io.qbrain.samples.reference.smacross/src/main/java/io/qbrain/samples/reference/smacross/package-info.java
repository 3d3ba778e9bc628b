/** Price above its average, as in backtrader's SMA cross test. */
@NullMarked
package io.qbrain.samples.reference.smacross;

import org.jspecify.annotations.NullMarked;
