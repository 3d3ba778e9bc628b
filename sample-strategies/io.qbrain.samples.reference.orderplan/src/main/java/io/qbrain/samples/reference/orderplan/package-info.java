/** Orders by a plan, as in LEAN's OrderTicketDemoAlgorithm and its like. */
@NullMarked
package io.qbrain.samples.reference.orderplan;

import org.jspecify.annotations.NullMarked;
