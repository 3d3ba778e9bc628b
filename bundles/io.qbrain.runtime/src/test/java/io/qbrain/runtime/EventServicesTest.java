package io.qbrain.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.CursorView;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventProjection;
import io.qbrain.port.EventStream;
import io.qbrain.port.MetricSource;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.service.EventService;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.service.PlatformService.PlatformStatus;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** What the component publishes, and what runs while its mirror does. */
class EventServicesTest {
  private static final String PROJECTION = "days";

  private final Map<String, Object> registered = new ConcurrentSkipListMap<>();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final EventLog outbox =
      fake(
          EventLog.class,
          Map.of(
              "describe", a -> "the outbox",
              "countAfter", a -> 0L,
              "append",
                  a -> {
                    ((List<?>) a[0]).forEach(e -> written.add(((EventDraft) e).type()));
                    return null;
                  }));
  private final EventCursors cursors =
      fake(
          EventCursors.class,
          Map.of(
              "claim", a -> Optional.empty(),
              "position", a -> EventPosition.START,
              "list",
                  a ->
                      List.of(
                          new CursorView(
                              PROJECTION,
                              Optional.empty(),
                              1,
                              Map.of(EventTopic.AUDIT, EventPosition.START),
                              0))));
  private final EventProjection projection =
      fake(
          EventProjection.class,
          Map.of("name", a -> PROJECTION, "topics", a -> Set.of(EventTopic.AUDIT)));
  private final EventServices services =
      new EventServices(
          new Configured(),
          context(),
          outbox,
          cursors,
          fake(EventStream.class, Map.of()),
          () -> new PlatformStatus("1", "1", true, 0, List.of()),
          List::of);

  private record Configured(String node, String projections) implements EventServices.Config {
    Configured() {
      this("node-9", EventService.OUTBOX);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return EventServices.Config.class;
    }
  }

  /** Answers the named methods; every other one says that the server is away. */
  private static <T> T fake(Class<T> type, Map<String, Function<Object[], @Nullable Object>> does) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              Function<Object[], @Nullable Object> answer = does.get(method.getName());
              if (answer != null) {
                return answer.apply(given);
              }
              return switch (method.getName()) {
                case "equals" -> proxy == given[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> type.getSimpleName();
                default -> throw new PortException(method.getName() + ": away");
              };
            }));
  }

  private BundleContext context() {
    Bundle bundle = fake(Bundle.class, Map.of("getVersion", a -> new Version("1.2.3")));
    return fake(
        BundleContext.class,
        Map.of(
            "getBundle",
            a -> bundle,
            "registerService",
            a -> {
              String name = ((Class<?>) a[0]).getSimpleName();
              registered.put(name, a[1]);
              return fake(
                  ServiceRegistration.class,
                  Map.of("unregister", none -> registered.remove(name) == null));
            }));
  }

  @AfterEach
  void stop() {
    if (registered.get("Mirror") instanceof Mirror mirror) {
      mirror.stop();
    }
  }

  private <T> T service(Class<T> type) {
    Object found = registered.get(type.getSimpleName());
    assertThat(found).as(type + " of " + registered).isInstanceOf(type);
    return type.cast(Objects.requireNonNull(found));
  }

  private boolean isProjected() {
    ReaderView reader = service(EventService.class).readers().get(0);
    assertThat(reader.name()).isEqualTo(PROJECTION);
    return reader.projection();
  }

  @Test
  void publishesItsServicesUntilItIsDeactivated() {
    assertThat(registered.keySet()).containsExactly("EventService", "MetricSource", "Mirror");
    assertThat(service(MetricSource.class).name()).isEqualTo("messages");
    assertThat(service(Mirror.class).health().detail()).startsWith("the outbox");
    services.deactivate();
    assertThat(registered).isEmpty();
  }

  @Test
  void logsAreListedWhileTheyAreThere() {
    EventService events = service(EventService.class);
    assertThat(events.logs()).isEmpty();
    services.addLog(outbox, Map.of("qbrain.log", "outbox"));
    assertThat(events.logs()).extracting(EventService.LogView::name).containsExactly("outbox");
    services.removeLog(outbox, Map.of("qbrain.log", "outbox"));
    assertThat(events.logs()).isEmpty();
  }

  @Test
  void aProjectionIsMadeWhileItTheLogAndTheDatabaseAreThere() {
    services.addProjection(projection);
    services.addLog(outbox, Map.of("qbrain.log", "outbox"));
    assertThat(isProjected()).as("before the database is up").isFalse();
    service(Mirror.class).start();
    assertThat(isProjected()).isTrue();
    services.removeLog(outbox, Map.of("qbrain.log", "outbox"));
    assertThat(isProjected()).as("without its log").isFalse();
    services.addLog(outbox, Map.of("qbrain.log", "outbox"));
    assertThat(isProjected()).isTrue();
    services.removeProjection(projection);
    assertThat(isProjected()).as("without its bundle").isFalse();
    services.addProjection(projection);
    assertThat(isProjected()).isTrue();
    service(Mirror.class).stop();
    assertThat(isProjected()).as("without the database").isFalse();
  }

  @Test
  void theStartAndTheEndOfThePlatformAreWrittenDown() {
    service(Mirror.class).start();
    service(Mirror.class).stop();
    assertThat(written).containsSubsequence("platform.started", "platform.stopped");
  }
}
