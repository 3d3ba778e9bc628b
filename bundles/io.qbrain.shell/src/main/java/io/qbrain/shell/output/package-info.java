/**
 * Rendering, once for all commands: a {@link io.qbrain.shell.output.Table} for rows, {@link
 * io.qbrain.shell.output.Details} for one thing, JSON for both.
 */
@NullMarked
package io.qbrain.shell.output;

import org.jspecify.annotations.NullMarked;
