/** One order, as in LEAN's StopMarketOrderRegressionAlgorithm and in zipline's tests of costs. */
@NullMarked
package io.qbrain.samples.reference.singleorder;

import org.jspecify.annotations.NullMarked;
