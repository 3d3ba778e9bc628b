/** Momentum rotation: the strongest of a basket, chosen anew in each period. */
@NullMarked
package io.qbrain.samples.rotation;

import org.jspecify.annotations.NullMarked;
