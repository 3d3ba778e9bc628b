package io.qbrain.runtime;

import io.qbrain.app.events.AlertRelay;
import io.qbrain.app.events.EventDesk;
import io.qbrain.app.events.EventRecorder;
import io.qbrain.app.events.Projector;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventProjection;
import io.qbrain.port.EventStream;
import io.qbrain.port.MetricSource;
import io.qbrain.port.Mirror;
import io.qbrain.service.CacheService;
import io.qbrain.service.EventService;
import io.qbrain.service.FeedService;
import io.qbrain.service.PlatformService;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Publishes the service of the event log, and starts what reads and writes it beside the account.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = "io.qbrain.events")
@Designate(ocd = EventServices.Config.class)
public final class EventServices {

  /** The event log. */
  @ObjectClassDefinition(name = "Q-Brain event log")
  public @interface Config {
    /** Returns the stream of this platform's own events. */
    @AttributeDefinition(description = "name of this node in its events (QBRAIN_NODE)")
    String node() default "node-1";

    /** Returns the log that projections are made of. */
    @AttributeDefinition(
        description = "what tables are made of: outbox or kafka (QBRAIN_EVENTS_PROJECTIONS)")
    String projections() default EventService.OUTBOX;
  }

  private static final String CACHE = "cache";

  private final EventCursors cursors;
  private final String projectionLog;
  private final EventDesk desk;
  private final EventRecorder writer;
  private final AlertRelay alerts;
  private final ServiceRegistration<?> service;
  private final ServiceRegistration<?> recorder;
  private final ServiceRegistration<?> metrics;
  private final Map<String, EventLog> logs = new TreeMap<>();
  private final Map<String, EventProjection> projections = new TreeMap<>();
  private final Map<String, Projector> running = new TreeMap<>();
  private boolean started;

  /** Registers the service and what is started with the database. */
  @Activate
  public EventServices(
      Config config,
      BundleContext context,
      @Reference(target = "(qbrain.log=outbox)") EventLog outbox,
      @Reference EventCursors cursors,
      @Reference(target = "(qbrain.transport=platform)") EventStream streams,
      @Reference PlatformService platform,
      @Reference FeedService feeds) {
    Map<String, String> environment = System.getenv();
    this.cursors = cursors;
    this.projectionLog =
        environment.getOrDefault("QBRAIN_EVENTS_PROJECTIONS", config.projections());
    this.desk = new EventDesk(cursors);
    this.alerts = new AlertRelay(outbox, cursors, streams);
    desk.addProblem(AlertRelay.CURSOR, alerts::problem);
    this.service = context.registerService(EventService.class, desk, null);
    writer =
        new EventRecorder(
            outbox,
            platform,
            feeds,
            environment.getOrDefault("QBRAIN_NODE", config.node()),
            context.getBundle().getVersion().toString(),
            Clock.systemUTC());
    this.recorder = context.registerService(Mirror.class, new Readers(), null);
    this.metrics = context.registerService(MetricSource.class, writer.metrics(), null);
  }

  /** The recorder, and with it the projections. */
  private final class Readers implements Mirror {
    @Override
    public String name() {
      return writer.name();
    }

    @Override
    public Health health() {
      return writer.health();
    }

    @Override
    public void start() {
      writer.start();
      alerts.start();
      startProjections(true);
    }

    @Override
    public void stop() {
      startProjections(false);
      alerts.stop();
      writer.stop();
    }
  }

  private synchronized void startProjections(boolean wanted) {
    started = wanted;
    update();
  }

  /** Runs a projector for each projection while its log is there and the database is up. */
  private void update() {
    @Nullable EventLog log = started ? logs.get(projectionLog) : null;
    running
        .values()
        .removeIf(p -> log == null || !projections.containsKey(p.name()) ? end(p) : false);
    if (log != null) {
      for (EventProjection projection : projections.values()) {
        if (!running.containsKey(projection.name())) {
          Projector projector = new Projector(projection, log, cursors);
          running.put(projection.name(), projector);
          desk.addProjector(projector);
          projector.start();
        }
      }
    }
  }

  private boolean end(Projector projector) {
    desk.removeProjector(projector);
    projector.stop();
    return true;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addLog(EventLog log, Map<String, Object> properties) {
    String name = String.valueOf(properties.get("qbrain.log"));
    logs.put(name, log);
    desk.addLog(name, log);
    update();
  }

  synchronized void removeLog(EventLog log, Map<String, Object> properties) {
    String name = String.valueOf(properties.get("qbrain.log"));
    if (logs.remove(name, log)) {
      desk.removeLog(name);
      update();
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addProjection(EventProjection projection) {
    projections.put(projection.name(), projection);
    update();
  }

  synchronized void removeProjection(EventProjection projection) {
    projections.remove(projection.name(), projection);
    update();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addCache(CacheService cache) {
    writer.measure(CACHE, () -> figures(cache));
  }

  void removeCache(CacheService cache) {
    writer.unmeasure(CACHE);
  }

  /** What was asked of each level since the start, over all regions. */
  private static Map<String, Object> figures(CacheService cache) {
    Map<String, Object> figures = new TreeMap<>();
    for (CacheService.RegionView region : cache.view().regions()) {
      for (CacheService.LevelView level : region.levels()) {
        String name = level.level().toLowerCase(Locale.ROOT);
        figures.merge(name + "Hits", level.hits(), EventServices::sum);
        figures.merge(name + "Misses", level.misses(), EventServices::sum);
        figures.merge(name + "Failures", level.failures(), EventServices::sum);
      }
      figures.merge("loads", region.loads(), EventServices::sum);
      figures.merge("refused", region.refused(), EventServices::sum);
    }
    return figures;
  }

  private static Object sum(Object a, Object b) {
    return (Long) a + (Long) b;
  }

  @Deactivate
  synchronized void deactivate() {
    metrics.unregister();
    recorder.unregister();
    service.unregister();
    started = false;
    update();
  }
}
