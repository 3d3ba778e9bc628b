/** When a task is due. */
@NullMarked
package io.qbrain.tasks.schedule;

import org.jspecify.annotations.NullMarked;
