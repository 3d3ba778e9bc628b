/**
 * The canonical work, the limit loop that it is measured against, and the mains that print both.
 */
@NullMarked
package io.qbrain.benchmarks;

import org.jspecify.annotations.NullMarked;
