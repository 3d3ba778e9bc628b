/**
 * Bars from files into columns, and over columns in order of time.
 *
 * <p>Start with {@link io.qbrain.series.DataSpec}: it reads what a user writes, {@code
 * SPY.ARCA:1d=spy.csv?adjust=total&factors=spy_factors.csv}, and loads it. Behind it are {@link
 * io.qbrain.series.CsvImport} with its {@link io.qbrain.series.CsvLayout}, which reads text and
 * tells in an {@link io.qbrain.series.ImportReport} what is wrong with it; {@link
 * io.qbrain.series.FactorFile} for adjusted prices; and {@link io.qbrain.series.ColumnFile} for
 * bars that were imported once. A replay goes through a {@link io.qbrain.series.SeriesCursor}.
 *
 * <p>What cannot be read is refused with a {@link io.qbrain.series.SeriesException} that names
 * file, line, what was expected and what was found.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.qbrain.series;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
