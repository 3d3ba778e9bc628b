package io.qbrain.app.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventProjection;
import io.qbrain.service.EventService.EventQuery;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.service.ServiceException;
import io.qbrain.testkit.contract.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service of the event log, and the projections behind it. */
class EventDeskTest {
  private final ListedEvents listed = new ListedEvents();
  private final EventDesk desk = new EventDesk(listed);
  private final Types types = new Types();
  private final Projector projector = new Projector(types, listed, listed);

  EventDeskTest() {
    desk.addLog("outbox", listed);
    desk.addProjector(projector);
  }

  /** The types of events, as a table. */
  private static final class Types implements EventProjection {
    final List<String> rows = new CopyOnWriteArrayList<>();
    volatile String broken = "";

    @Override
    public String name() {
      return "types";
    }

    @Override
    public Set<EventTopic> topics() {
      return Set.of(EventTopic.AUDIT, EventTopic.SYSTEM);
    }

    @Override
    public void clear(Connection connection) {
      rows.clear();
    }

    @Override
    public void apply(Connection connection, List<LoggedEvent> events) throws SQLException {
      if (!broken.isEmpty()) {
        throw new SQLException(broken);
      }
      events.forEach(event -> rows.add(event.id() + " " + event.type()));
    }
  }

  @AfterEach
  void stop() {
    listed.isAway = false;
    projector.stop();
  }

  private ReaderView types() {
    return desk.readers().stream().filter(r -> r.name().equals("types")).findFirst().orElseThrow();
  }

  private static EventQuery query(String log, int limit) {
    return new EventQuery(log, EventTopic.AUDIT, Optional.empty(), EventPosition.START, limit);
  }

  private static void refused(String code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void listsEventsOfALogAndNamesWhatDoesNotFit() {
    listed.add(EventTopic.AUDIT, "paper", "order.changed", "{}");
    assertThat(desk.list(query("outbox", 1)).events()).hasSize(1);
    assertThat(desk.end("outbox", EventTopic.AUDIT)).isEqualTo(new EventPosition("1"));
    assertThat(desk.at("outbox", EventTopic.AUDIT, 5).isStart()).isTrue();
    assertThat(desk.logs()).extracting(l -> l.name() + " " + l.detail()).contains("outbox a list");
    refused("log.unknown", () -> desk.list(query("kafka", 1)));
    refused("events.query", () -> desk.list(query("outbox", 0)));
    refused("events.query", () -> desk.list(query("outbox", 1_001)));
    refused(
        "events.query",
        () ->
            desk.list(
                new EventQuery(
                    "outbox", EventTopic.AUDIT, Optional.empty(), new EventPosition("0:1"), 1)));
    listed.isAway = true;
    refused("events.unavailable", () -> desk.list(query("outbox", 1)));
    refused("events.unavailable", desk::readers);
    desk.removeLog("outbox");
    refused("log.unknown", () -> desk.end("outbox", EventTopic.AUDIT));
  }

  @Test
  void aProjectionIsMadeOfWhatIsThereAndOfWhatComes() {
    listed.add(EventTopic.AUDIT, "paper", "order.changed", "{}");
    projector.start();
    projector.start();
    Eventually.until(() -> types.rows.size(), n -> n == 1);
    listed.add(EventTopic.SYSTEM, "node", "part.changed", "{}");
    listed.add(EventTopic.PERFORMANCE, "node", "minute.measured", "{}");
    Eventually.until(() -> types.rows, rows -> rows.size() == 2);
    assertThat(types.rows)
        .containsExactly("audit/paper/1 order.changed", "system/node/1 part.changed");
    Eventually.until(this::types, view -> view.behind() == 0);
    assertThat(types().projection()).isTrue();
    assertThat(types().problem()).isEmpty();
  }

  @Test
  void aProjectionThatFailsSaysWhyAndGoesOnWhereItWas() {
    types.broken = "no such column";
    listed.add(EventTopic.AUDIT, "paper", "a", "{}");
    projector.start();
    Eventually.until(projector::problem, p -> p.contains("no such column"));
    assertThat(projector.behind(100)).isEqualTo(1);
    types.broken = "";
    Eventually.until(() -> types.rows, rows -> rows.size() == 1);
    Eventually.until(projector::problem, String::isEmpty);
  }

  @Test
  void aReplayEmptiesAProjectionAndMakesItAgain() {
    listed.add(EventTopic.AUDIT, "paper", "a", "{}");
    listed.add(EventTopic.AUDIT, "paper", "b", "{}");
    projector.start();
    Eventually.until(() -> types.rows, rows -> rows.size() == 2);
    desk.replay("types", new EventPosition("1"), "only the last one");
    Eventually.until(() -> types.rows, rows -> rows.equals(List.of("audit/paper/2 b")));
    refused("projection.unknown", () -> desk.replay("prices", EventPosition.START, "why"));
    refused("events.query", () -> desk.replay("types", new EventPosition("0:1"), "why"));
  }

  @Test
  void aProjectionThatAnotherNodeMakesIsLeftToIt() {
    assertThat(listed.claim("types", "another node", java.time.Duration.ofSeconds(1))).isPresent();
    refused("projection.taken", () -> desk.replay("types", EventPosition.START, "why"));
  }

  @Test
  void readersThatAreNoProjectionsAreCountedByTheOutbox() {
    listed.add(EventTopic.AUDIT, "paper", "a", "{}");
    var claim = listed.claim("kafka", "relay", java.time.Duration.ofSeconds(1)).orElseThrow();
    listed.move(claim, EventTopic.AUDIT, new EventPosition("1"));
    listed.add(EventTopic.AUDIT, "paper", "b", "{}");
    desk.addProblem("kafka", () -> "it is away");
    ReaderView kafka = desk.readers().get(0);
    assertThat(kafka.projection()).isFalse();
    assertThat(kafka.behind()).isEqualTo(1);
    assertThat(kafka.problem()).isEqualTo("it is away");
    desk.removeLog("outbox");
    assertThat(desk.readers().get(0).behind()).isEqualTo(-1);
  }
}
