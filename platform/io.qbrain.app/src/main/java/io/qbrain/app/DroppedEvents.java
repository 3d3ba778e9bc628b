package io.qbrain.app;

import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.ReasonCode;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator once of each instrument whose events an account does not take, and why. */
final class DroppedEvents {
  /** Instruments that are told of; more are counted only. */
  private static final int MAX_TOLD = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(DroppedEvents.class);

  private record Told(InstrumentId instrument, ReasonCode code) {}

  private final Set<Told> told = new HashSet<>();

  void add(MarketEvent event, ReasonCode code) {
    if (told.size() < MAX_TOLD && told.add(new Told(event.instrument(), code))) {
      LOG.warn(
          "{}: an event of {} at {} was dropped ({}); further ones are counted only",
          code,
          event.instrument(),
          event.time(),
          code.description());
    }
  }
}
