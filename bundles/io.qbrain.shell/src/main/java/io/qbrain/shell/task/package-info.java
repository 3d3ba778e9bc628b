/** Commands about scheduled work and the reports that it keeps. */
@NullMarked
package io.qbrain.shell.task;

import org.jspecify.annotations.NullMarked;
