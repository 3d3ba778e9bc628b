package io.qbrain.rest;

import io.qbrain.rest.wire.JsonBody;
import io.qbrain.rest.wire.Problems;
import io.qbrain.rest.wire.SecurityHeaders;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.annotations.RequireJakartarsWhiteboard;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsApplicationBase;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;

/**
 * What answers without a token and under any host name, since probes know neither: whether the
 * platform lives and whether it trades, and nothing else.
 */
@Component(service = Application.class)
@JakartarsApplicationBase("health")
@JakartarsName("qbrain-health")
@RequireJakartarsWhiteboard
public final class HealthApplication extends Application {
  private final Map<String, Object> properties;

  /** Makes the application. */
  @Activate
  public HealthApplication(@Reference Services services) {
    properties = RestApplication.properties(services);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(HealthResource.class, JsonBody.class, Problems.class, SecurityHeaders.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return properties;
  }
}
