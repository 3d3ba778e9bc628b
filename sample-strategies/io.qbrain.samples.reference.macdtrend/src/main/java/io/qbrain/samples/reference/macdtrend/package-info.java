/** Trend following by MACD, as in LEAN's MACDTrendAlgorithm. */
@NullMarked
package io.qbrain.samples.reference.macdtrend;

import org.jspecify.annotations.NullMarked;
