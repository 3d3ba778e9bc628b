/** The scopes {@code stream} and {@code cache}. */
@NullMarked
package io.qbrain.shell.messages;

import org.jspecify.annotations.NullMarked;
