package io.qbrain.feed.camel;

import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Makes a feed of each {@link RoutesBuilder} that a bundle registers as a service with the property
 * {@code qbrain.feed}; the feed goes with the service.
 */
@Component(
    immediate = true,
    service = {})
public final class RoutesFeeds {
  private final ComponentFactory<RoutesFeed> factory;
  private final Map<RoutesBuilder, ComponentInstance<RoutesFeed>> feeds = new IdentityHashMap<>();

  /** Takes the factory of feeds. */
  @Activate
  public RoutesFeeds(
      @Reference(target = "(component.factory=" + RoutesFeed.FACTORY + ")")
          ComponentFactory<RoutesFeed> factory) {
    this.factory = factory;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(" + RoutesFeed.NAME + "=*)")
  synchronized void addRoutes(RoutesBuilder routes, Map<String, Object> properties) {
    Hashtable<String, Object> told = new Hashtable<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(RoutesFeed.NAME)) {
            told.put(name, value);
          }
        });
    told.put(RoutesFeed.ROUTES, routes);
    feeds.put(routes, factory.newInstance(told));
  }

  synchronized void removeRoutes(RoutesBuilder routes) {
    ComponentInstance<RoutesFeed> feed = feeds.remove(routes);
    if (feed != null) {
      feed.dispose();
    }
  }
}
