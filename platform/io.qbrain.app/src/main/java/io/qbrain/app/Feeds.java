package io.qbrain.app;

import io.qbrain.markets.Markets;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.Feed;
import io.qbrain.service.FeedService;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The feeds: each is started when the account takes events, and stopped before it ends. */
final class Feeds implements FeedService {
  private final List<FeedLine> lines = new CopyOnWriteArrayList<>();
  private final Consumer<MarketEvent> recorder;
  private final Consumer<MarketEvent> taken;
  private final FeedSilence silence = new FeedSilence(new Markets());
  private volatile @Nullable TradingLoop loop;

  /** Feeds whose events, if they ask for it, go to a recorder, too; all that are taken are told. */
  Feeds(Consumer<MarketEvent> recorder, Consumer<MarketEvent> taken) {
    this.recorder = recorder;
    this.taken = taken;
  }

  /** Returns whether one of them is recorded. */
  boolean isRecorded() {
    return lines.stream().anyMatch(FeedLine::isRecorded);
  }

  /** Adds a feed; it starts at once if the account takes events. */
  synchronized void add(Feed feed) {
    FeedLine line = new FeedLine(feed, recorder, taken, silence);
    lines.add(line);
    TradingLoop to = loop;
    if (to != null) {
      line.start(to);
    }
  }

  synchronized void remove(Feed feed) {
    for (FeedLine line : lines) {
      if (line.isOf(feed)) {
        lines.remove(line);
        if (loop != null) {
          line.stop();
        }
      }
    }
  }

  synchronized void startAll(TradingLoop to) {
    loop = to;
    lines.forEach(line -> line.start(to));
  }

  synchronized void stopAll() {
    loop = null;
    lines.forEach(FeedLine::stop);
  }

  @Override
  public List<FeedView> list() {
    return lines.stream().map(FeedLine::view).sorted(Comparator.comparing(FeedView::name)).toList();
  }
}
