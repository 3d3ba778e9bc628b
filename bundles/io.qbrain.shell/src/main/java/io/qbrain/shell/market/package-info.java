/** Commands about history: {@code data:*}. */
@NullMarked
package io.qbrain.shell.market;

import org.jspecify.annotations.NullMarked;
