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

/** The metrics at {@code /metrics}, where Prometheus looks for them, behind the same guards. */
@Component(service = Application.class)
@JakartarsApplicationBase("metrics")
@JakartarsName("qbrain-metrics")
@RequireJakartarsWhiteboard
public final class MetricsApplication extends Application {
  private final Set<Object> guards;
  private final Map<String, Object> properties;

  /** Makes the application. */
  @Activate
  public MetricsApplication(@Reference Services services, @Reference Guards guards) {
    this.guards = guards.make();
    properties = RestApplication.properties(services);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(MetricsResource.class);
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
