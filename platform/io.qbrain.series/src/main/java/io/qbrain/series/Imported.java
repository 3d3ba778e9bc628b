package io.qbrain.series;

import io.qbrain.model.BarSeries;

/** What an import brought: the bars, and what was seen on the way. */
public record Imported(BarSeries series, ImportReport report) {}
