/** Parquet files by DuckDB. */
@NullMarked
package io.qbrain.data.parquet;

import org.jspecify.annotations.NullMarked;
