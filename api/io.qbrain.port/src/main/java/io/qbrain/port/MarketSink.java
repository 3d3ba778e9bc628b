package io.qbrain.port;

import io.qbrain.model.MarketEvent;

/** Takes market data; may be called on any thread. */
public interface MarketSink {
  /** What became of an event. */
  enum Result {
    ACCEPTED,
    /** It replaced an older event of its kind that nobody had seen yet. */
    CONFLATED,
    /** It was not taken: a replay waits and tries again, a live feed marks a gap. */
    FULL
  }

  /** Takes an event; never blocks. */
  Result accept(MarketEvent event);
}
