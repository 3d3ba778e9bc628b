/** Breakout from the Donchian channel, in and out by stop orders. */
@NullMarked
package io.qbrain.samples.breakout;

import org.jspecify.annotations.NullMarked;
