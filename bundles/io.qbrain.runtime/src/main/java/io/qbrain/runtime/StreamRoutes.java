package io.qbrain.runtime;

import io.qbrain.app.messaging.PlatformStreams.Routes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What carries streams: {@code etc/io.qbrain.messaging.cfg}, or {@code QBRAIN_STREAMS}. */
@Component(service = StreamRoutes.class, configurationPid = "io.qbrain.messaging")
@Designate(ocd = StreamRoutes.Config.class)
public final class StreamRoutes {

  /** The configuration. */
  @ObjectClassDefinition(id = "io.qbrain.messaging", name = "Q-Brain messaging")
  public @interface Config {
    /** Returns which stream goes by which transport. */
    @AttributeDefinition(
        description =
            "redis, kafka or in-process for all streams, with exceptions by name: redis,"
                + " market=kafka (QBRAIN_STREAMS)")
    String streams() default "redis";
  }

  private final Routes routes;

  /** Reads the configuration; the environment wins. */
  @Activate
  public StreamRoutes(Config config) {
    routes = Routes.parse(System.getenv().getOrDefault("QBRAIN_STREAMS", config.streams()));
  }

  Routes routes() {
    return routes;
  }
}
