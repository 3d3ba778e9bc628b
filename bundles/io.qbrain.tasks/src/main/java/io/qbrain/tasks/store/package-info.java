/** Tasks, runs and reports in PostgreSQL. */
@NullMarked
package io.qbrain.tasks.store;

import org.jspecify.annotations.NullMarked;
