package io.qbrain.simulation;

import io.qbrain.model.BarSeries;

/** What replays the bars of a series and knows which came last ({@link SimulatedVenue#follow}). */
public interface RowSource {
  /** Returns the series. */
  BarSeries series();

  /** Returns the row of the last bar that passed since the last call; -1 if none did. */
  int takeRow();
}
