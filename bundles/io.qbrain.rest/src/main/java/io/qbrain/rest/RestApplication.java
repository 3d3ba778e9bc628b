package io.qbrain.rest;

import io.qbrain.rest.wire.BearerToken;
import io.qbrain.rest.wire.JsonBody;
import io.qbrain.rest.wire.KnownHosts;
import io.qbrain.rest.wire.Problems;
import io.qbrain.rest.wire.RefusedBodies;
import io.qbrain.rest.wire.SecurityHeaders;
import io.qbrain.rest.wire.TokenFile;
import jakarta.ws.rs.core.Application;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.annotations.RequireJakartarsWhiteboard;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsApplicationBase;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;
import org.osgi.service.metatype.annotations.Designate;

/** Everything under {@code /api/v1}, with its guards. */
@Component(service = Application.class, immediate = true, configurationPid = RestConfiguration.PID)
@Designate(ocd = RestConfiguration.class)
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

  /** Makes the application; makes the token if there is none. */
  @Activate
  public RestApplication(@Reference Services services, RestConfiguration configuration) {
    this(
        services,
        new TokenFile(tokenFile(configuration.tokenFile())).readOrMake(System.out),
        List.of(configuration.hostNames().split(",")));
  }

  RestApplication(Services services, String token, Collection<String> hostNames) {
    guards =
        Set.of(
            new KnownHosts(hostNames),
            new BearerToken(token),
            new SecurityHeaders(),
            new RefusedBodies(),
            new Problems(),
            new JsonBody());
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

  private static Path tokenFile(String configured) {
    if (!configured.isBlank()) {
      return Path.of(configured);
    }
    String home = System.getProperty("qbrain.home");
    if (home == null || home.isBlank()) {
      throw new IllegalStateException(
          "expected the system property qbrain.home (the state directory) or tokenFile in the"
              + " configuration io.qbrain.rest, found neither");
    }
    return Path.of(home, "rest-token");
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
