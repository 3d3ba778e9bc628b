/** The scopes {@code order}, {@code position}, {@code account}, {@code ledger} and {@code risk}. */
@NullMarked
package io.qbrain.shell.trading;

import org.jspecify.annotations.NullMarked;
