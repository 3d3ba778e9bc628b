package io.qbrain.strategy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bars of all subscribed instruments that closed at one time.
 *
 * @since 1.0
 */
@ProviderType
public interface Slice {
  /** Returns when the bars closed. */
  Instant time();

  /** Returns the bars, in the order of instrument ids, then of their specs. */
  List<Bar> bars();

  /**
   * Returns the bar of an instrument, if it is in this slice: of several the shortest one of
   * trades, else the first.
   */
  Optional<Bar> bar(InstrumentId instrument);

  /**
   * Returns the bar of an instrument and spec, if it is in this slice; of several that closed at
   * one time the last.
   *
   * @since 1.1
   */
  Optional<Bar> bar(InstrumentId instrument, BarSpec spec);

  /** Returns the subscribed instruments without a bar at this time. */
  List<InstrumentId> missing();
}
