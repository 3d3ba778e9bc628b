package io.qbrain.series;

import io.qbrain.model.EventSeries;

/** What an import of any kind brought: the events, and what was seen on the way. */
public record ImportedEvents(EventSeries series, ImportReport report) {}
