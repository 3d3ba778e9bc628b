/** Two time frames: the trend of long bars, entries by short ones. */
@NullMarked
package io.qbrain.samples.pullback;

import org.jspecify.annotations.NullMarked;
