package io.qbrain.kernel;

import io.qbrain.model.BarSpec;
import io.qbrain.model.PriceSource;
import io.qbrain.strategy.Subscription;
import io.qbrain.strategy.Subscription.Kind;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What bars that no feed brings are built from.
 *
 * <ul>
 *   <li>Bars of time: the longest bars of time and of the same prices whose length divides theirs;
 *       without such, trades, or for bid, ask and middle quotes, or else order books.
 *   <li>Other bars: trades, or for bid, ask and middle quotes or order books; without such, the
 *       shortest bars of time and of the same prices. Quotes trade nothing, so there are no bars of
 *       volume or value of them.
 * </ul>
 */
public final class BarSources {
  private BarSources() {}

  /**
   * Returns what bars of an instrument are built from, empty if they cannot be.
   *
   * @param wanted the bars, which are not among what is brought
   * @param brought what feeds bring of the instrument
   */
  public static Optional<Subscription> of(BarSpec wanted, Collection<Subscription> brought) {
    Subscription ticks = ticks(wanted, brought);
    Subscription bars = bars(wanted, brought);
    Subscription first = wanted.hasLength() ? bars : ticks;
    return Optional.ofNullable(first != null ? first : wanted.hasLength() ? ticks : bars);
  }

  private static @Nullable Subscription ticks(BarSpec wanted, Collection<Subscription> brought) {
    if (wanted.source() == PriceSource.LAST) {
      return find(Kind.TRADES, brought);
    }
    if (wanted.kind() == BarSpec.Kind.VOLUME || wanted.kind() == BarSpec.Kind.VALUE) {
      return null;
    }
    Subscription quotes = find(Kind.QUOTES, brought);
    return quotes != null ? quotes : find(Kind.DEPTH, brought);
  }

  private static @Nullable Subscription find(Kind kind, Collection<Subscription> brought) {
    for (Subscription s : brought) {
      if (s.kind() == kind) {
        return s;
      }
    }
    return null;
  }

  private static @Nullable Subscription bars(BarSpec wanted, Collection<Subscription> brought) {
    Subscription best = null;
    long bestStep = 0;
    for (Subscription s : brought) {
      BarSpec spec = s.spec().orElse(null);
      if (spec == null || !spec.hasLength() || spec.source() != wanted.source()) {
        continue;
      }
      long step = spec.stepNanos();
      boolean longest = wanted.hasLength();
      if (longest && (step >= wanted.stepNanos() || wanted.stepNanos() % step != 0)) {
        continue;
      }
      if (best == null || (longest ? step > bestStep : step < bestStep)) {
        best = s;
        bestStep = step;
      }
    }
    return best;
  }
}
