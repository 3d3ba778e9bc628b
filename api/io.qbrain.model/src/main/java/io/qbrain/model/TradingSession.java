package io.qbrain.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One day's trade of a market: phases that follow each other without a gap. A night session belongs
 * to the day that it is settled with, so a session may begin on the evening before its day.
 *
 * <p>Times are nanoseconds since 1970; a phase holds its begin and not its end. Immutable.
 *
 * @since 1.1
 */
public final class TradingSession {
  private final LocalDate day;
  private final long[] bounds;
  private final TradingPhase[] phases;

  private TradingSession(LocalDate day, long[] bounds, TradingPhase[] phases) {
    this.day = day;
    this.bounds = bounds;
    this.phases = phases;
  }

  /** Starts the session of a day. */
  public static Builder builder(LocalDate day, long beginNanos) {
    return new Builder(day, beginNanos);
  }

  /** Returns the day that its trades belong to, in the market's time zone. */
  public LocalDate day() {
    return day;
  }

  /** Returns when its first phase begins. */
  public long beginNanos() {
    return bounds[0];
  }

  /** Returns when its last phase ends; the session does not hold this time. */
  public long endNanos() {
    return bounds[phases.length];
  }

  /**
   * Returns when the first trade of the day is made: at the end of the opening auction, or when
   * trade begins where there is none. Orders for the open trade at this time.
   */
  public long firstTradeNanos() {
    for (int i = 0; i < phases.length; i++) {
      if (phases[i] == TradingPhase.OPENING_AUCTION) {
        return bounds[i + 1];
      }
      if (phases[i].isOpen()) {
        return bounds[i];
      }
    }
    throw new IllegalStateException("the session of " + day + " has no phase that trades");
  }

  /** Returns how many phases there are. */
  public int phases() {
    return phases.length;
  }

  /** Returns a phase, counted from 0. */
  public TradingPhase phase(int index) {
    return phases[index];
  }

  /** Returns when a phase begins, counted from 0. */
  public long phaseBeginNanos(int index) {
    return bounds[index];
  }

  /** Returns when a phase ends, counted from 0; the phase does not hold this time. */
  public long phaseEndNanos(int index) {
    return bounds[index + 1];
  }

  /** Returns the phase at a time, {@link TradingPhase#CLOSED} outside the session. */
  public TradingPhase phaseAt(long nanos) {
    if (nanos >= bounds[0]) {
      for (int i = 0; i < phases.length; i++) {
        if (nanos < bounds[i + 1]) {
          return phases[i];
        }
      }
    }
    return TradingPhase.CLOSED;
  }

  /** Returns whether the session holds a time. */
  public boolean contains(long nanos) {
    return nanos >= beginNanos() && nanos < endNanos();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(day.toString());
    for (int i = 0; i < phases.length; i++) {
      text.append(' ').append(Times.instant(bounds[i])).append(' ').append(phases[i]);
    }
    return text.append(' ').append(Times.instant(endNanos())).toString();
  }

  /** Collects the phases of a session in the order of time. */
  public static final class Builder {
    private final LocalDate day;
    private final List<Long> bounds = new ArrayList<>();
    private final List<TradingPhase> phases = new ArrayList<>();

    private Builder(LocalDate day, long beginNanos) {
      this.day = day;
      bounds.add(beginNanos);
    }

    /**
     * Adds a phase from the end of the last one.
     *
     * @throws IllegalArgumentException if it is CLOSED or does not end later than it begins
     */
    public Builder until(long endNanos, TradingPhase phase) {
      long begin = bounds.get(bounds.size() - 1);
      if (phase == TradingPhase.CLOSED || endNanos <= begin) {
        throw new IllegalArgumentException(
            day
                + ": expected a phase that ends after "
                + Times.instant(begin)
                + ", found "
                + phase
                + " until "
                + Times.instant(endNanos));
      }
      bounds.add(endNanos);
      phases.add(phase);
      return this;
    }

    /** Returns the session; throws IllegalArgumentException if no phase of it trades. */
    public TradingSession build() {
      if (phases.stream().noneMatch(TradingPhase::isOpen)) {
        throw new IllegalArgumentException(day + ": expected a phase that trades, found " + phases);
      }
      return new TradingSession(
          day,
          bounds.stream().mapToLong(Long::longValue).toArray(),
          phases.toArray(new TradingPhase[0]));
    }
  }
}
