package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Times;
import io.qbrain.port.MarketSink;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a live source sends, on its way to a sink: what was there before is passed over, what is
 * missing is counted. One thread takes, any may read the counts.
 */
final class LiveDelivery implements Counts {
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
  private static final long WAIT_NANOS = 5_000_000L;

  private final EventMapping mapping;
  private final Delivery delivery;
  private final Clock clock;
  private final boolean isKept;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private final AtomicLong lastReceiptNanos = new AtomicLong();
  private final AtomicLong delayNanos = new AtomicLong();
  private long lastNanos;
  private @Nullable Long lastSequence;
  private volatile String odd = "";

  /**
   * Makes it.
   *
   * @param isKept whether the source keeps what is not taken yet, so that it may wait
   */
  LiveDelivery(
      EventMapping mapping, MarketSink sink, Optional<Bar> lastBar, boolean isKept, Clock clock) {
    this.mapping = mapping;
    this.isKept = isKept;
    this.delivery = new Delivery(sink);
    this.clock = clock;
    this.lastNanos = lastBar.map(Bar::timeNanos).orElse(Long.MIN_VALUE);
  }

  /** Takes a message; what is wrong in it is counted and told by {@link #odd}. */
  void take(String message) {
    long now = Times.nanos(clock.instant());
    lastReceiptNanos.set(now);
    try {
      for (Records.Fields record : mapping.records().of(message)) {
        one(record, now);
      }
    } catch (IllegalArgumentException e) {
      refuse(e);
    }
  }

  private void one(Records.Fields record, long now) {
    try {
      mapping.event(record).ifPresent(mapped -> event(mapped, now));
    } catch (IllegalArgumentException | ArithmeticException e) {
      refuse(e);
    }
  }

  private void refuse(Exception e) {
    delivery.reject(1);
    odd = "refused: " + e.getMessage();
  }

  private void event(EventMapping.Mapped mapped, long now) {
    MarketEvent event = mapped.event();
    long time = event.timeNanos();
    boolean isBar = event instanceof Bar;
    Long sequence = mapped.sequence();
    Long before = lastSequence;
    boolean known =
        sequence != null && before != null
            ? sequence <= before
            : isBar ? time <= lastNanos : time < lastNanos;
    if (known || (isBar && time > now)) {
      return;
    }
    if (sequence != null && before != null && sequence > before + 1) {
      gap(sequence - before - 1, "from " + (before + 1) + " to " + (sequence - 1));
    }
    if (sequence != null) {
      lastSequence = sequence;
    }
    if (isKept ? delivery.give(event) : delivery.give(event, LONGEST_WAIT_NANOS, WAIT_NANOS)) {
      lastNanos = Math.max(lastNanos, time);
      delayNanos.set(now - time);
    } else if (!delivery.isStopped()) {
      gap(1, "of " + event + ", which the platform was too busy to take");
    }
  }

  private void gap(long missing, String which) {
    gaps.addAndGet(missing);
    odd = "gap " + which;
  }

  /** Notes messages that the source lost on the way. */
  void missed(long messages) {
    gap(messages, "of " + messages + " messages that came faster than they were taken");
  }

  /**
   * A new connection counts anew where its numbers begin again, unless it goes on where the last
   * one ended; returns whether there was one before.
   */
  boolean connected() {
    if (!isKept) {
      lastSequence = null;
    }
    return connections.incrementAndGet() > 1;
  }

  void stop() {
    delivery.stop();
  }

  boolean isStopped() {
    return delivery.isStopped();
  }

  /** Waits that long, or until it is stopped; returns whether it may go on. */
  boolean pause(long nanos) {
    return delivery.pause(nanos);
  }

  @Override
  public long events() {
    return delivery.events();
  }

  @Override
  public long lastEventNanos() {
    return delivery.lastEventNanos();
  }

  @Override
  public long rejected() {
    return delivery.rejected();
  }

  @Override
  public long gaps() {
    return gaps.get();
  }

  @Override
  public long lastReceiptNanos() {
    return lastReceiptNanos.get();
  }

  @Override
  public long delayNanos() {
    return delayNanos.get();
  }

  @Override
  public long connections() {
    return connections.get();
  }

  @Override
  public String odd() {
    return odd;
  }
}
