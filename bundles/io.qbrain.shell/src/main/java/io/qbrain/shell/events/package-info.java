/** Commands of the event log. */
@NullMarked
package io.qbrain.shell.events;

import org.jspecify.annotations.NullMarked;
