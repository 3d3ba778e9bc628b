package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.port.MarketSink;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed of events that happen now: a Camel route from a source that is connected to again and
 * again to the platform.
 */
abstract class LiveFeed extends FeedFrame<LiveFeed.Told> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  /**
   * What a feed was told to do.
   *
   * @param instrument the instrument that it brings
   * @param source its source as it may be shown
   * @param mapping how messages become events
   * @param origin where they come from
   * @param retry the times between attempts
   */
  record Told(
      Instrument instrument,
      String source,
      EventMapping mapping,
      Origin origin,
      BackOff.Limits retry)
      implements Settings {

    @Override
    public List<Instrument> instruments() {
      return List.of(instrument);
    }
  }

  /**
   * Where messages come from.
   *
   * @param isKept whether it keeps what nobody has read yet
   * @param connection makes a connection
   */
  record Origin(boolean isKept, Supplier<LiveSource> connection) {}

  private final Clock clock;
  private final RouteContext routes = new RouteContext();
  private volatile @Nullable LiveDelivery delivery;

  /** Reads a configuration. */
  LiveFeed(FeedText text, Function<FeedText, Told> reader, Clock clock) {
    super(text, reader);
    this.clock = clock;
  }

  @Override
  final Counts open(Told told, MarketSink sink, Resume resume) throws Exception {
    BarSpec spec = told.mapping().spec();
    Optional<Bar> last =
        spec == null ? Optional.empty() : resume.lastBar(told.instrument().id(), spec);
    LiveDelivery to = new LiveDelivery(told.mapping(), sink, last, told.origin().isKept(), clock);
    delivery = to;
    running("connecting");
    routes.start(
        name(),
        context -> {},
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(new LiveEndpoint(
                    getContext(),
                    "qbrain-live:" + name(),
                    told.origin().connection().get(),
                    new BackOff(told.retry()),
                    new Watch(to)))
                .routeId("feed-" + name())
                .removeHeaders("*")
                .process(exchange -> to.take(exchange.getMessage().getBody(String.class)));
          }
        });
    return to;
  }

  @Override
  final void close() {
    LiveDelivery present = delivery;
    if (present != null) {
      present.stop();
    }
    routes.stop();
  }

  /** Notes how the connection is. */
  private final class Watch implements LiveEndpoint.Watch {
    private final LiveDelivery to;

    Watch(LiveDelivery to) {
      this.to = to;
    }

    @Override
    public void connected() {
      boolean again = to.connected();
      running("");
      LOG.info("feed {} is connected{}", name(), again ? " again" : "");
    }

    @Override
    public void missed(long messages) {
      to.missed(messages);
    }

    @Override
    public void failed(String why, double seconds) {
      String said = String.format(Locale.ROOT, "%s; next attempt in %.1f s", why, seconds);
      running(said);
      LOG.warn("feed {}: {}", name(), said);
    }

    @Override
    public boolean isStopped() {
      return to.isStopped();
    }

    @Override
    public boolean pause(long nanos) {
      return to.pause(nanos);
    }
  }
}
