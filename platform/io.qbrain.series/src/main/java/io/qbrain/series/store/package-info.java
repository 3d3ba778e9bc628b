/**
 * History in files of columns that grow at their ends.
 *
 * <p>{@link io.qbrain.series.store.ColumnStore} is the {@link io.qbrain.port.SeriesStore} of a
 * machine: a folder, each series a folder in it, a file for each period of time. A file is a header
 * and blocks of {@value io.qbrain.series.store.BlockLayout#ROWS} rows; in a block stands one column
 * after the other. {@link io.qbrain.series.store.BlockWriter} says in which order things are
 * written, so that a writer may be killed at any point.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.series.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
