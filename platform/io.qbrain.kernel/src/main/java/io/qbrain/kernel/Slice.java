package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Times;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bars of one time. */
record Slice(long timeNanos, List<Bar> bars, List<InstrumentId> missing)
    implements io.qbrain.strategy.Slice {

  static Slice of(List<Bar> bars, long timeNanos, @Nullable Requirements requirements) {
    List<Bar> sorted = new ArrayList<>(bars);
    sorted.sort(Comparator.comparing(Bar::instrument).thenComparing(Bar::spec));
    List<InstrumentId> missing = new ArrayList<>();
    if (requirements != null) {
      for (Subscription s : requirements.subscriptions()) {
        boolean there = sorted.stream().anyMatch(b -> b.instrument().equals(s.instrument()));
        if (s.kind() == Subscription.Kind.BARS && !there && !missing.contains(s.instrument())) {
          missing.add(s.instrument());
        }
      }
    }
    missing.sort(null);
    return new Slice(timeNanos, List.copyOf(sorted), List.copyOf(missing));
  }

  @Override
  public Instant time() {
    return Times.instant(timeNanos);
  }

  @Override
  public Optional<Bar> bar(InstrumentId instrument) {
    Bar first = null;
    for (Bar b : bars) {
      if (b.instrument().equals(instrument)) {
        if (b.spec().source() == PriceSource.LAST) {
          return Optional.of(b);
        }
        first = first == null ? b : first;
      }
    }
    return Optional.ofNullable(first);
  }

  @Override
  public Optional<Bar> bar(InstrumentId instrument, BarSpec spec) {
    Bar last = null;
    for (Bar b : bars) {
      if (b.instrument().equals(instrument) && b.spec().equals(spec)) {
        last = b;
      }
    }
    return Optional.ofNullable(last);
  }
}
