/** The jars of strategies, in rows of at most a mebibyte, so that none is held in memory whole. */
@NullMarked
package io.qbrain.data.artifact;

import org.jspecify.annotations.NullMarked;
