/** The scopes {@code platform}, {@code feed} and {@code backtest}. */
@NullMarked
package io.qbrain.shell.platform;

import org.jspecify.annotations.NullMarked;
