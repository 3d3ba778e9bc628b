package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Times;
import io.qbrain.port.Feed.Resume;
import io.qbrain.port.MarketSink;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/**
 * What routes of others send, on its way to a sink: events, collections of them, or texts that are
 * mapped. What is none of these is counted as rejected. Any thread may give; one at a time is
 * served.
 */
final class RoutesDelivery implements Counts {
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
  private static final long WAIT_NANOS = 5_000_000L;

  private final Set<InstrumentId> instruments;
  private final Optional<LiveDelivery> texts;
  private final Delivery delivery;
  private final Resume resume;
  private final Clock clock;
  private final Map<String, Long> lastBars = new TreeMap<>();
  private final AtomicLong gaps = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong lastReceiptNanos = new AtomicLong();
  private final AtomicLong delayNanos = new AtomicLong();
  private volatile String odd = "";

  RoutesDelivery(RoutesFeed.Told told, MarketSink sink, Resume resume, Clock clock) {
    this.instruments =
        told.instruments().stream().map(Instrument::id).collect(Collectors.toUnmodifiableSet());
    this.resume = resume;
    this.clock = clock;
    this.delivery = new Delivery(sink);
    this.texts =
        told.mapping().map(mapping -> new LiveDelivery(mapping, sink, last(mapping), false, clock));
  }

  private Optional<Bar> last(EventMapping mapping) {
    BarSpec spec = mapping.spec();
    return spec == null ? Optional.empty() : resume.lastBar(mapping.instrument(), spec);
  }

  /** Takes the body of a message. */
  synchronized void take(Message message) {
    Object body = message.getBody();
    if (body instanceof MarketEvent event) {
      event(event);
    } else if (body instanceof Collection<?> several) {
      several.forEach(each -> one(each, message));
    } else {
      one(body, message);
    }
  }

  private void one(Object body, Message message) {
    if (body instanceof MarketEvent event) {
      event(event);
      return;
    }
    String text = body instanceof String already ? already : message.getBody(String.class);
    if (texts.isPresent() && text != null) {
      texts.get().take(text);
    } else {
      reject(
          "expected a market event"
              + (body == null ? ", found nothing" : ", found a " + body.getClass().getName()));
    }
  }

  private void event(MarketEvent event) {
    long now = Times.nanos(clock.instant());
    lastReceiptNanos.set(now);
    if (!instruments.contains(event.instrument())) {
      reject("expected one of " + instruments + ", found " + event.instrument());
    } else if (event instanceof Bar bar && !isNext(bar, now)) {
      return;
    } else if (delivery.give(event, LONGEST_WAIT_NANOS, WAIT_NANOS)) {
      delayNanos.set(now - event.timeNanos());
      if (event instanceof Bar bar) {
        lastBars.put(series(bar), bar.timeNanos());
      }
    } else if (!delivery.isStopped()) {
      gaps.incrementAndGet();
      odd = "gap of " + event + ", which the platform was too busy to take";
    }
  }

  private static String series(Bar bar) {
    return bar.instrument() + ":" + bar.spec();
  }

  /** A bar that the platform has, or that has not closed yet, is passed over. */
  private boolean isNext(Bar bar, long now) {
    long last =
        lastBars.computeIfAbsent(
            series(bar),
            series ->
                resume
                    .lastBar(bar.instrument(), bar.spec())
                    .map(Bar::timeNanos)
                    .orElse(Long.MIN_VALUE));
    return bar.timeNanos() > last && bar.timeNanos() <= now;
  }

  private void reject(String why) {
    delivery.reject(1);
    odd = "refused: " + why;
  }

  /** Notes that a route ended with an exception. */
  void failed(String why) {
    failures.incrementAndGet();
    odd = failures.get() + " messages failed in a route, the last one with " + why;
  }

  void stop() {
    delivery.stop();
    texts.ifPresent(LiveDelivery::stop);
  }

  @Override
  public long events() {
    return delivery.events() + texts.map(LiveDelivery::events).orElse(0L);
  }

  @Override
  public long lastEventNanos() {
    return Math.max(delivery.lastEventNanos(), texts.map(LiveDelivery::lastEventNanos).orElse(0L));
  }

  @Override
  public long rejected() {
    return delivery.rejected() + failures.get() + texts.map(LiveDelivery::rejected).orElse(0L);
  }

  @Override
  public long lastReceiptNanos() {
    return Math.max(lastReceiptNanos.get(), texts.map(LiveDelivery::lastReceiptNanos).orElse(0L));
  }

  @Override
  public long delayNanos() {
    return delayNanos.get() + texts.map(LiveDelivery::delayNanos).orElse(0L);
  }

  @Override
  public long gaps() {
    return gaps.get() + texts.map(LiveDelivery::gaps).orElse(0L);
  }

  @Override
  public String odd() {
    return odd.isEmpty() ? texts.map(LiveDelivery::odd).orElse("") : odd;
  }
}
