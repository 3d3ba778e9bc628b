package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.Instrument;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Times;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.service.ServiceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed on its way into an account. Sees whether the feed lives in the account's time: a kernel's
 * time is the greatest of all its inputs, so events of the past beside events of the present cannot
 * be traded on.
 */
final class FeedLine {
  /** An event so much older than the account's time is of another time, not late. */
  static final Duration OTHER_TIME = Duration.ofDays(1);

  /** An event so much later than the clock is a wrong one: the account would follow it for good. */
  static final Duration FUTURE = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(FeedLine.class);

  private final Feed feed;
  private final Consumer<MarketEvent> recorder;
  private final Consumer<MarketEvent> taken;
  private final FeedSilence silence;
  private volatile @Nullable String failure;
  private volatile @Nullable String otherTime;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong heardNanos = new AtomicLong();
  private volatile @Nullable TradingLoop loop;
  private volatile @Nullable String future;

  FeedLine(
      Feed feed, Consumer<MarketEvent> recorder, Consumer<MarketEvent> taken, FeedSilence silence) {
    this.feed = feed;
    this.recorder = recorder;
    this.taken = taken;
    this.silence = silence;
  }

  boolean isRecorded() {
    return feed.isEnabled() && feed.isRecorded();
  }

  boolean isOf(Feed other) {
    return feed.equals(other);
  }

  /** Lists the feed's instruments and starts it, unless it is switched off. */
  void start(TradingLoop to) {
    failure = null;
    otherTime = null;
    future = null;
    if (!feed.isEnabled()) {
      LOG.info("feed {} is switched off by its configuration", feed.name());
      return;
    }
    try {
      for (Instrument instrument : feed.instruments()) {
        to.command(new Input.ListInstrument(instrument));
      }
      heardNanos.set(to.clockNanos());
      feed.start(watched(to), to);
      loop = to;
    } catch (PortException | ServiceException e) {
      failure = String.valueOf(e.getMessage());
      LOG.warn("feed {} is not started: {}", feed.name(), e.getMessage());
    }
  }

  void stop() {
    loop = null;
    feed.stop();
  }

  private MarketSink watched(TradingLoop to) {
    boolean recorded = feed.isRecorded();
    return event -> {
      long clockNanos = to.clockNanos();
      if (event.timeNanos() - clockNanos > FUTURE.toNanos()) {
        refuse(event, clockNanos);
        return MarketSink.Result.ACCEPTED;
      }
      MarketSink.Result result = to.accept(event);
      heardNanos.set(clockNanos);
      if (recorded && result != MarketSink.Result.FULL) {
        recorder.accept(event);
      }
      if (result == MarketSink.Result.ACCEPTED) {
        taken.accept(event);
      }
      boolean isOther = to.nowNanos() - event.timeNanos() > OTHER_TIME.toNanos();
      if (isOther != (otherTime != null)) {
        tell(event, to.nowNanos(), isOther);
      }
      return result;
    };
  }

  /** Trying it again would not help, so the feed is not asked to. */
  private void refuse(MarketEvent event, long clockNanos) {
    refused.incrementAndGet();
    if (future == null) {
      String text =
          ReasonCode.FROM_THE_FUTURE
              + ": brings "
              + Times.instant(event.timeNanos())
              + " of "
              + event.instrument()
              + ", which is in the future at "
              + Times.instant(clockNanos)
              + ": such events are not taken";
      future = text;
      LOG.warn("feed {} {}", feed.name(), text);
    }
  }

  /** Says once that a feed is of another time, and that it has caught up. */
  private void tell(MarketEvent event, long nowNanos, boolean isOther) {
    if (!isOther) {
      otherTime = null;
      LOG.info("feed {} has caught up at {}", feed.name(), Times.instant(nowNanos));
      return;
    }
    String text =
        "brings "
            + Times.instant(event.timeNanos())
            + " into an account at "
            + Times.instant(nowNanos)
            + ": orders on it are denied as too old. Switch the other feeds off (enabled = false)"
            + " and begin with a new QBRAIN_HOME";
    otherTime = text;
    LOG.warn("feed {} {}", feed.name(), text);
  }

  /** Also what waits for a place in a full account was heard: that is not the feed's fault. */
  private long silentNanos(FeedStatus.State state) {
    TradingLoop to = loop;
    return to == null || state != FeedStatus.State.RUNNING
        ? 0
        : Math.max(0, to.clockNanos() - heardNanos.get());
  }

  /** What is replayed comes at any hour; what is live, while its market trades. */
  private boolean isTooSilent(FeedStatus status, long silentNanos) {
    TradingLoop to = loop;
    long limit = feed.silenceLimit().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    if (to == null || silentNanos <= limit) {
      return false;
    }
    boolean isReplayed = status.events() > 0 && status.lastReceiptNanos() == 0;
    long now = to.clockNanos();
    return isReplayed || silence.isLonger(feed.instruments(), now - silentNanos, now, limit);
  }

  FeedView view() {
    FeedStatus s = feed.status();
    long silent = silentNanos(s.state());
    String failed = failure;
    String odd = future != null ? future : otherTime;
    return new FeedView(
        feed.name(),
        (failed != null ? FeedStatus.State.FAILED : s.state()).name(),
        s.source(),
        feed.instruments().stream().map(i -> i.id().toString()).toList(),
        s.events(),
        s.rejected() + refused.get(),
        s.lastEventNanos(),
        failed != null ? failed : odd != null && s.message().isEmpty() ? odd : s.message(),
        s.lastReceiptNanos(),
        s.delayNanos(),
        s.gaps(),
        s.connections(),
        silent,
        isTooSilent(s, silent));
  }
}
