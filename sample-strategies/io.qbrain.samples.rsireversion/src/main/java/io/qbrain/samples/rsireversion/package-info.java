/** Mean reversion: buy what fell too fast, by the relative strength index. */
@NullMarked
package io.qbrain.samples.rsireversion;

import org.jspecify.annotations.NullMarked;
