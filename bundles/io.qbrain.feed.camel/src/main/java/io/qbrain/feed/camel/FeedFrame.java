package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import io.qbrain.series.SeriesException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all feeds share: a configuration that is read at once and told by status if it cannot be
 * used, a start that leaves nothing behind if it fails, a stop that undoes it, and where it stands.
 *
 * @param <S> what a configuration says
 */
abstract class FeedFrame<S extends FeedFrame.Settings> implements Feed {
  private static final Logger LOG = LoggerFactory.getLogger(FeedFrame.class);
  private static final String OFF_MESSAGE = "switched off: enabled = false in its configuration";

  /** What a configuration says, at least. */
  interface Settings {
    /** Returns what it brings. */
    List<Instrument> instruments();

    /** Returns where that comes from, as it may be shown. */
    String source();
  }

  private final FeedText text;
  private final @Nullable S settings;
  private final Optional<Duration> silenceLimit;
  private boolean isStarted;
  private volatile @Nullable Counts counts;
  private volatile State state;
  private volatile String message;

  /** Reads a configuration. */
  FeedFrame(FeedText text, Function<FeedText, S> reader) {
    S read = null;
    Optional<Duration> limit = Optional.empty();
    String problem = "";
    try {
      limit = text.silenceLimit();
      read = reader.apply(text);
    } catch (IllegalArgumentException | SeriesException e) {
      problem = text.origin() + " of feed " + text.name() + ": " + e.getMessage();
    }
    this.text = text;
    this.settings = read;
    this.silenceLimit = limit;
    this.state = !text.isEnabled() ? State.OFF : read == null ? State.FAILED : State.STOPPED;
    this.message = text.isEnabled() ? problem : OFF_MESSAGE;
  }

  /** Begins to deliver and returns what counts it; {@link #close} follows also if this throws. */
  abstract Counts open(S told, MarketSink sink, Resume resume) throws Exception;

  /** Undoes {@link #open}, as far as it came. */
  abstract void close();

  /** Returns what the configuration says; null if it cannot be used. */
  final @Nullable S settings() {
    return settings;
  }

  @Override
  public final String name() {
    return text.name();
  }

  @Override
  public final boolean isEnabled() {
    return text.isEnabled();
  }

  @Override
  public final boolean isRecorded() {
    return text.isRecorded();
  }

  @Override
  public final Optional<Duration> silenceLimit() {
    return silenceLimit;
  }

  @Override
  public final List<Instrument> instruments() {
    return settings == null ? List.of() : settings.instruments();
  }

  @Override
  public final FeedStatus status() {
    Counts c = counts;
    String source = settings == null ? "" : settings.source();
    return c == null
        ? new FeedStatus(state, source, 0, 0, 0, message)
        : new FeedStatus(
            state,
            source,
            c.events(),
            c.lastEventNanos(),
            c.rejected(),
            message.isEmpty() ? c.odd() : message,
            c.lastReceiptNanos(),
            c.delayNanos(),
            c.gaps(),
            c.connections());
  }

  @Override
  public final void start(MarketSink sink, Resume resume) {
    try {
      begin(sink, resume);
    } finally {
      tried();
    }
  }

  private synchronized void begin(MarketSink sink, Resume resume) {
    if (settings == null) {
      throw new PortException(message);
    }
    if (isStarted) {
      throw new PortException("feed " + name() + " is already started: stop it first");
    }
    state = State.RUNNING;
    message = "";
    try {
      counts = open(settings, sink, resume);
      isStarted = true;
    } catch (Exception e) {
      failed(e);
      close();
      throw new PortException(message, e);
    }
    LOG.info("feed {} begins: {}", name(), settings.source());
  }

  /** It was started, or that was tried in vain. */
  void tried() {}

  @Override
  public final synchronized void stop() {
    if (!isStarted) {
      return;
    }
    isStarted = false;
    close();
    state = State.STOPPED;
    message = "";
    LOG.info("feed {} stopped", name());
  }

  final boolean isFailed() {
    return state == State.FAILED;
  }

  /** It goes on, and this is to be said of it; empty for nothing. */
  final void running(String said) {
    state = State.RUNNING;
    message = said;
  }

  /** Everything is delivered. */
  final void finished() {
    state = State.FINISHED;
  }

  /** Nothing more will come; returns why. */
  final String failed(Throwable e) {
    state = State.FAILED;
    message = "feed " + name() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
    return message;
  }
}
