package io.qbrain.strategy;

import io.qbrain.model.Bar;
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

  /** Returns the bars, in the order of instrument ids. */
  List<Bar> bars();

  /** Returns the bar of an instrument, if it is in this slice. */
  Optional<Bar> bar(InstrumentId instrument);

  /** Returns the subscribed instruments without a bar at this time. */
  List<InstrumentId> missing();
}
