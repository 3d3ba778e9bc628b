/** What a new strategy begins as. */
@NullMarked
package io.qbrain.samples.template;

import org.jspecify.annotations.NullMarked;
