package io.qbrain.port;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A source of market data. */
public interface Feed {
  /** Returns the name, e.g. {@code sim}. */
  String name();

  /** Returns the instruments that it brings. */
  List<Instrument> instruments();

  /**
   * Returns whether its configuration wants it; one that is switched off is listed and never
   * started.
   *
   * @since 1.1
   */
  default boolean isEnabled() {
    return true;
  }

  /**
   * Returns whether its configuration wants what it brings kept in the store of series.
   *
   * @since 1.1
   */
  default boolean isRecorded() {
    return false;
  }

  /**
   * Returns after how long a time without an event somebody is to be told, while it runs; empty for
   * never. Of instruments with a market, only the time counts in which that trades. Positive.
   *
   * @since 1.1
   */
  default Optional<Duration> silenceLimit() {
    return Optional.empty();
  }

  /** Returns where it stands. */
  FeedStatus status();

  /**
   * Starts to deliver, on a thread of its own.
   *
   * @throws PortException if it cannot, e.g. a file is missing
   */
  void start(MarketSink sink, Resume resume);

  /** Stops to deliver; returns when the last event was given. */
  void stop();

  /** Where to go on after a restart. */
  interface Resume {
    /** Returns the last bar that the platform has of an instrument and length. */
    Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec);
  }
}
