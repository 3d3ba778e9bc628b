package io.qbrain.strategy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of market events that an instance gets.
 *
 * @since 1.0
 */
public final class Subscription {
  /** The greatest warm-up that can be asked for, in bars. */
  public static final int MAX_WARM_UP = 100_000;

  /** What kind of events come. */
  public enum Kind {
    BARS,
    QUOTES,
    TRADES,
    /**
     * @since 1.1
     */
    DEPTH
  }

  private final Kind kind;
  private final InstrumentId instrument;
  private final @Nullable BarSpec spec;
  private final int warmUp;

  private Subscription(Kind kind, InstrumentId instrument, @Nullable BarSpec spec, int warmUp) {
    this.kind = kind;
    this.instrument = Objects.requireNonNull(instrument, "instrument");
    this.spec = spec;
    this.warmUp = warmUp;
  }

  /**
   * Subscribes to bars.
   *
   * @param warmUp how many closed bars of history come first (0 to 100,000), through the same
   *     callbacks, while {@link StrategyContext#isWarmingUp} is true; fewer come where there are
   *     fewer
   */
  public static Subscription bars(InstrumentId instrument, BarSpec spec, int warmUp) {
    if (warmUp < 0 || warmUp > MAX_WARM_UP) {
      throw new IllegalArgumentException(
          instrument
              + " "
              + spec
              + ": expected a warm-up of 0 to "
              + MAX_WARM_UP
              + " bars, found "
              + warmUp);
    }
    return new Subscription(Kind.BARS, instrument, Objects.requireNonNull(spec, "spec"), warmUp);
  }

  /** Subscribes to quotes. */
  public static Subscription quotes(InstrumentId instrument) {
    return new Subscription(Kind.QUOTES, instrument, null, 0);
  }

  /** Subscribes to trades. */
  public static Subscription trades(InstrumentId instrument) {
    return new Subscription(Kind.TRADES, instrument, null, 0);
  }

  /**
   * Subscribes to order books.
   *
   * @since 1.1
   */
  public static Subscription depth(InstrumentId instrument) {
    return new Subscription(Kind.DEPTH, instrument, null, 0);
  }

  /** Returns the kind of events. */
  public Kind kind() {
    return kind;
  }

  /** Returns the instrument. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** Returns the length of a bar, for bars. */
  public Optional<BarSpec> spec() {
    return Optional.ofNullable(spec);
  }

  /** Returns how many bars of history come first. */
  public int warmUp() {
    return warmUp;
  }

  boolean sameStream(Subscription other) {
    return kind == other.kind
        && instrument.equals(other.instrument)
        && Objects.equals(spec, other.spec);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subscription that && sameStream(that) && warmUp == that.warmUp;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, instrument, spec, warmUp);
  }

  @Override
  public String toString() {
    return kind + " " + instrument + (spec == null ? "" : " " + spec);
  }
}
