package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.Feed;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last bar of each instrument and length that came: where feeds go on after a restart. */
final class LastBars implements Feed.Resume {
  private record Key(InstrumentId instrument, BarSpec spec) {}

  private final Map<Key, Bar> bars = new ConcurrentHashMap<>();

  void see(MarketEvent event) {
    if (event instanceof Bar bar) {
      bars.put(new Key(bar.instrument(), bar.spec()), bar);
    }
  }

  @Override
  public Optional<Bar> lastBar(InstrumentId instrument, BarSpec spec) {
    return Optional.ofNullable(bars.get(new Key(instrument, spec)));
  }
}
