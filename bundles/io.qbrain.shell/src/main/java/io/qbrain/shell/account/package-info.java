/** Commands on an account's money, rates, corporate actions and terms. */
@NullMarked
package io.qbrain.shell.account;

import org.jspecify.annotations.NullMarked;
