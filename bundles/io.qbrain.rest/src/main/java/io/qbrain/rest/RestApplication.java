package io.qbrain.rest;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.annotations.RequireJakartarsWhiteboard;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsApplicationBase;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;

/** Everything under {@code /api/v1}, with its guards. */
@Component(service = Application.class, immediate = true)
@JakartarsApplicationBase("api/v1")
@JakartarsName("qbrain")
@RequireJakartarsWhiteboard
public final class RestApplication extends Application {

  private static final Set<Class<?>> RESOURCES =
      Set.of(
          StrategyResource.class,
          ArtifactResource.class,
          InstanceResource.class,
          OrderResource.class,
          PortfolioResource.class,
          AccountResource.class,
          MoneyResource.class,
          RatesResource.class,
          ActionsResource.class,
          TermsResource.class,
          RiskResource.class,
          BacktestResource.class,
          DataResource.class,
          StreamResource.class,
          CacheResource.class,
          EventResource.class,
          PlatformResource.class,
          TaskResource.class,
          TaskKindResource.class,
          TaskRunResource.class,
          ReportResource.class,
          OpenApiResource.class);

  private final Set<Object> guards;
  private final Map<String, Object> properties;

  /** Makes the application. */
  @Activate
  public RestApplication(@Reference Services services, @Reference Guards guards) {
    this.guards = guards.make();
    properties = properties(services);
  }

  /** No WADL, and errors never become the server's own pages; the services for the resources. */
  static Map<String, Object> properties(Services services) {
    return Map.of(
        "jersey.config.server.wadl.disableWadl",
        true,
        "jersey.config.server.response.setStatusOverSendError",
        true,
        "jersey.config.disableAutoDiscovery",
        true,
        Services.PROPERTY,
        services);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return RESOURCES;
  }

  // These hold settings, so they are objects, not classes for Jersey to make.
  @Override
  @SuppressWarnings("deprecation")
  public Set<Object> getSingletons() {
    return guards;
  }

  @Override
  public Map<String, Object> getProperties() {
    return properties;
  }
}
