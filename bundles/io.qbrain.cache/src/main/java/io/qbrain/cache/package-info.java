/** The cache: {@link io.qbrain.cache.LevelledCache} over memory, the shared level and files. */
@NullMarked
package io.qbrain.cache;

import org.jspecify.annotations.NullMarked;
