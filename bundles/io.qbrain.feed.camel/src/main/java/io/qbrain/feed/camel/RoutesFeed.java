package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Routes of another bundle as a feed, in a Camel context of their own: what they send to {@code
 * qbrain:market} goes to the platform. A fault in them is theirs alone.
 */
@Component(service = Feed.class, factory = RoutesFeed.FACTORY)
public final class RoutesFeed extends FeedFrame<RoutesFeed.Told> {
  /** The factory that makes one for each service. */
  static final String FACTORY = "io.qbrain.feed.routes";

  /** The property of the service that makes it a feed, and names it. */
  static final String NAME = "qbrain.feed";

  /** The property with the routes; begins with a dot, so that it is no property of the feed. */
  static final String ROUTES = ".routes";

  private static final String PREFIX = NAME + ".";

  /**
   * What a service says.
   *
   * @param instruments what they bring
   * @param mapping how texts become events; empty if the routes make events themselves
   * @param routes the routes
   */
  record Told(List<Instrument> instruments, Optional<EventMapping> mapping, RoutesBuilder routes)
      implements Settings {
    @Override
    public String source() {
      return "routes of " + routes.getClass().getName();
    }
  }

  private final Clock clock;
  private final RouteContext context = new RouteContext();
  private volatile @Nullable RoutesDelivery delivery;

  /** Takes the properties of a service, and its routes. */
  @Activate
  public RoutesFeed(Map<String, Object> properties) {
    this(properties, Clock.systemUTC());
  }

  RoutesFeed(Map<String, Object> properties, Clock clock) {
    super(text(properties), text -> told(text, properties.get(ROUTES)));
    this.clock = clock;
  }

  private static FeedText text(Map<String, Object> properties) {
    Map<String, String> lines = new TreeMap<>();
    lines.put("name", String.valueOf(properties.get(NAME)));
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            lines.put(
                name.substring(PREFIX.length()),
                value instanceof Object[] several
                    ? String.join(",", Arrays.stream(several).map(String::valueOf).toList())
                    : String.valueOf(value));
          }
        });
    return new FeedText("service properties", lines);
  }

  private static Told told(FeedText text, @Nullable Object routes) {
    if (!(routes instanceof RoutesBuilder builder)) {
      throw new IllegalArgumentException("expected a RoutesBuilder, found " + routes);
    }
    List<Instrument> instruments =
        Arrays.stream(text.line("instruments").split(",", -1))
            .map(id -> text.instrument(id.strip()))
            .toList();
    if (text.given("kind").isEmpty()) {
      return new Told(instruments, Optional.empty(), builder);
    }
    if (instruments.size() != 1) {
      throw new IllegalArgumentException(
          "expected one instrument where texts are mapped, found " + instruments.size());
    }
    return new Told(instruments, Optional.of(text.mapping(instruments.get(0))), builder);
  }

  @Override
  Counts open(Told told, MarketSink sink, Resume resume) throws Exception {
    RoutesDelivery to = new RoutesDelivery(told, sink, resume, clock);
    delivery = to;
    try {
      context.start(name(), camel -> prepare(camel, to), told.routes());
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error e) {
      // A class that a guest lacks, for example, is no reason for the platform not to start.
      throw new PortException(e.toString(), e);
    }
    return to;
  }

  private static void prepare(CamelContext camel, RoutesDelivery to) {
    camel.addComponent(MarketComponent.SCHEME, new MarketComponent(to));
    camel.addRoutePolicyFactory((context, routeId, node) -> new Failures(to));
  }

  /** Tells of a message that failed, once, by the route where it began. */
  private static final class Failures extends RoutePolicySupport {
    private final RoutesDelivery to;

    Failures(RoutesDelivery to) {
      this.to = to;
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      Exception failure = exchange.getException();
      if (failure != null && route.getId().equals(exchange.getFromRouteId())) {
        to.failed(failure.toString());
      }
    }
  }

  @Override
  void close() {
    RoutesDelivery present = delivery;
    if (present != null) {
      present.stop();
    }
    context.stop();
  }
}
