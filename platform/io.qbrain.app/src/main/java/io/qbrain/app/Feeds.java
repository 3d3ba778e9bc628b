package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.PortException;
import io.qbrain.service.FeedService;
import io.qbrain.service.ServiceException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feeds: each is started when the account takes events, and stopped before it ends. */
final class Feeds implements FeedService {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final Map<Feed, String> failures = new ConcurrentHashMap<>();
  private final List<Feed> feeds = new java.util.concurrent.CopyOnWriteArrayList<>();
  private volatile @Nullable TradingLoop loop;

  /** Adds a feed; it starts at once if the account takes events. */
  synchronized void add(Feed feed) {
    feeds.add(feed);
    TradingLoop to = loop;
    if (to != null) {
      start(feed, to);
    }
  }

  synchronized void remove(Feed feed) {
    feeds.remove(feed);
    failures.remove(feed);
    if (loop != null) {
      feed.stop();
    }
  }

  synchronized void startAll(TradingLoop to) {
    loop = to;
    feeds.forEach(f -> start(f, to));
  }

  private void start(Feed feed, TradingLoop to) {
    try {
      for (Instrument instrument : feed.instruments()) {
        to.command(new Input.ListInstrument(instrument));
      }
      feed.start(to, to);
      failures.remove(feed);
    } catch (PortException | ServiceException e) {
      failures.put(feed, String.valueOf(e.getMessage()));
      LOG.warn("feed {} is not started: {}", feed.name(), e.getMessage());
    }
  }

  synchronized void stopAll() {
    loop = null;
    feeds.forEach(Feed::stop);
  }

  @Override
  public List<FeedView> list() {
    return feeds.stream().map(this::view).sorted(Comparator.comparing(FeedView::name)).toList();
  }

  private FeedView view(Feed feed) {
    FeedStatus s = feed.status();
    String failure = failures.get(feed);
    return new FeedView(
        feed.name(),
        failure == null ? s.state().name() : FeedStatus.State.FAILED.name(),
        s.source(),
        feed.instruments().stream().map(i -> i.id().toString()).toList(),
        s.events(),
        s.rejected(),
        s.lastEventNanos(),
        failure == null ? s.message() : failure);
  }
}
