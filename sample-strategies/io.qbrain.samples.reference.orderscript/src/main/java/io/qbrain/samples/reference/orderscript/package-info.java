/** Orders by script, to compare how engines fill them. */
@NullMarked
package io.qbrain.samples.reference.orderscript;

import org.jspecify.annotations.NullMarked;
