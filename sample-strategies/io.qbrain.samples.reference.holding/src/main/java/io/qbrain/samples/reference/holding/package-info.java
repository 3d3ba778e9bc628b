/** Buy and hold, as in LEAN's BasicTemplateDailyAlgorithm. */
@NullMarked
package io.qbrain.samples.reference.holding;

import org.jspecify.annotations.NullMarked;
