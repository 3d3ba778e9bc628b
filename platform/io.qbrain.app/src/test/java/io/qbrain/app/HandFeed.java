package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Quantity;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A feed driven by hand. */
final class HandFeed implements Feed {
  private volatile @Nullable MarketSink sink;
  private volatile @Nullable Resume resume;
  volatile @Nullable String broken;
  volatile boolean enabled = true;
  volatile boolean recorded;
  volatile List<Instrument> more = List.of();
  volatile @Nullable Duration silenceLimit;
  volatile @Nullable String market;

  @Override
  public Optional<Duration> silenceLimit() {
    return Optional.ofNullable(silenceLimit);
  }

  @Override
  public boolean isRecorded() {
    return recorded;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public String name() {
    return "hand";
  }

  @Override
  public List<Instrument> instruments() {
    List<Instrument> all = new ArrayList<>(more);
    Instrument.Builder alpha =
        Instrument.builder(Bench.ALPHA, Currency.USD).maxOrderQuantity(Quantity.of(1_000));
    String of = market;
    all.add(0, of == null ? alpha.build() : alpha.market(of).build());
    return all;
  }

  @Override
  public FeedStatus status() {
    return new FeedStatus(
        sink == null ? FeedStatus.State.STOPPED : FeedStatus.State.RUNNING, "by hand", 0, 0, 0, "");
  }

  @Override
  public void start(MarketSink to, Resume from) {
    if (broken != null) {
      throw new PortException(broken);
    }
    sink = to;
    resume = from;
  }

  @Override
  public void stop() {
    sink = null;
  }

  Optional<Bar> lastBar() {
    Resume from = resume;
    return from == null ? Optional.empty() : from.lastBar(Bench.ALPHA, BarSpec.MINUTE);
  }

  void send(MarketEvent event) {
    MarketSink to = sink;
    Bench.await("a feed that runs", () -> sink != null);
    if (to == null || to.accept(event) != MarketSink.Result.ACCEPTED) {
      throw new AssertionError("not accepted: " + event);
    }
  }
}
