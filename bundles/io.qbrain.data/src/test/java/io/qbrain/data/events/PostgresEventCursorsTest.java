package io.qbrain.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventCursors.CursorView;
import io.qbrain.port.EventProjection;
import io.qbrain.port.PortException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresEventCursorsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static PostgresDatabase database;
  private PostgresEventCursors cursors;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = TestDatabase.started(PostgresEventCursorsTest.class);
    database.transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("create table sums (stream text, sequence bigint)");
          }
        });
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @BeforeEach
  void makeCursors() {
    cursors = new PostgresEventCursors(database);
  }

  /** Writes down each event; fails at one that it is told. */
  private static final class Sums implements EventProjection {
    private final String name;
    private long failAt = -1;

    Sums(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<EventTopic> topics() {
      return Set.of(EventTopic.AUDIT, EventTopic.SYSTEM);
    }

    @Override
    public void clear(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("delete from sums where stream like '" + name + "%'");
      }
    }

    @Override
    public void apply(Connection connection, List<LoggedEvent> events) throws SQLException {
      for (LoggedEvent event : events) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "insert into sums values ('" + event.stream() + "'," + event.sequence() + ")");
        }
        if (event.sequence() == failAt) {
          throw new SQLException("as told");
        }
      }
    }

    List<Long> seen() {
      return database.transaction(
          connection -> {
            List<Long> seen = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                ResultSet rows =
                    statement.executeQuery(
                        "select sequence from sums where stream like '"
                            + name
                            + "%' order by stream, sequence")) {
              while (rows.next()) {
                seen.add(rows.getLong(1));
              }
            }
            return seen;
          });
    }
  }

  private static EventPage page(String stream, long from, long to) {
    List<LoggedEvent> events = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      events.add(
          new LoggedEvent(
              new EventPosition("0:" + i), EventTopic.AUDIT, stream, i, "test", 1, i, "{}"));
    }
    return new EventPage(events, new EventPosition("0:" + to));
  }

  @Test
  void oneOwnerAtATimeAndEachHasAGreaterToken() {
    Claim first = cursors.claim("one", "a", MINUTE).orElseThrow();
    assertThat(cursors.claim("one", "b", MINUTE)).isEmpty();
    assertThat(cursors.claim("one", "a", MINUTE)).contains(first);
    cursors.release(first);
    Claim second = cursors.claim("one", "b", MINUTE).orElseThrow();
    assertThat(second.token()).isGreaterThan(first.token());
    cursors.release(first);
    assertThat(cursors.claim("one", "a", MINUTE)).isEmpty();
  }

  @Test
  void aClaimThatRanOutIsTakenAndItsOwnerIsRefused() {
    Claim slow = cursors.claim("slow", "a", Duration.ZERO).orElseThrow();
    cursors.move(slow, EventTopic.AUDIT, new EventPosition("1"));
    Claim next = cursors.claim("slow", "b", MINUTE).orElseThrow();
    assertThatThrownBy(() -> cursors.move(slow, EventTopic.AUDIT, new EventPosition("2")))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("another node has it");
    assertThatThrownBy(
            () -> cursors.apply(slow, new Sums("slow"), EventTopic.AUDIT, page("slow", 1, 2)))
        .isInstanceOf(PortException.class);
    assertThat(cursors.position("slow", EventTopic.AUDIT)).isEqualTo(new EventPosition("1"));
    cursors.move(next, EventTopic.AUDIT, new EventPosition("3"));
    assertThat(cursors.position("slow", EventTopic.AUDIT)).isEqualTo(new EventPosition("3"));
    assertThat(cursors.position("slow", EventTopic.SYSTEM)).isEqualTo(EventPosition.START);
  }

  @Test
  void anOwnerWhoseClaimRanOutGetsAGreaterToken() {
    Claim first = cursors.claim("late", "a", Duration.ZERO).orElseThrow();
    assertThat(cursors.claim("late", "a", MINUTE).orElseThrow().token())
        .isGreaterThan(first.token());
  }

  @Test
  void eachEventHasItsEffectOnceHoweverOftenItComes() {
    Sums sums = new Sums("once");
    Claim claim = cursors.claim("once", "a", MINUTE).orElseThrow();
    assertThat(cursors.apply(claim, sums, EventTopic.AUDIT, page("once-x", 1, 4))).isEqualTo(4);
    assertThat(cursors.apply(claim, sums, EventTopic.AUDIT, page("once-x", 3, 6))).isEqualTo(2);
    assertThat(cursors.apply(claim, sums, EventTopic.AUDIT, page("once-x", 1, 6))).isZero();
    assertThat(sums.seen()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(cursors.position("once", EventTopic.AUDIT)).isEqualTo(new EventPosition("0:6"));
  }

  @Test
  void aMissingEventStopsAProjection() {
    Sums sums = new Sums("gap");
    Claim claim = cursors.claim("gap", "a", MINUTE).orElseThrow();
    cursors.apply(claim, sums, EventTopic.AUDIT, page("gap-x", 1, 4));
    assertThatThrownBy(() -> cursors.apply(claim, sums, EventTopic.AUDIT, page("gap-x", 6, 8)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("audit/gap-x: it has 4, the next one is 6");
    assertThat(sums.seen()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(cursors.position("gap", EventTopic.AUDIT)).isEqualTo(new EventPosition("0:4"));
  }

  @Test
  void aProjectionThatFailsLeavesNothingBehind() {
    Sums sums = new Sums("fails");
    sums.failAt = 3;
    Claim claim = cursors.claim("fails", "a", MINUTE).orElseThrow();
    assertThatThrownBy(() -> cursors.apply(claim, sums, EventTopic.AUDIT, page("fails", 1, 4)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("as told");
    assertThat(sums.seen()).isEmpty();
    sums.failAt = -1;
    assertThat(cursors.apply(claim, sums, EventTopic.AUDIT, page("fails", 1, 4))).isEqualTo(4);
  }

  @Test
  void restartEmptiesAProjectionAndItBeginsAnywhere() {
    Sums sums = new Sums("again");
    Claim claim = cursors.claim("again", "a", MINUTE).orElseThrow();
    cursors.apply(claim, sums, EventTopic.AUDIT, page("again", 1, 4));
    cursors.restart(claim, sums, Map.of(EventTopic.AUDIT, new EventPosition("0:2")));
    assertThat(sums.seen()).isEmpty();
    assertThat(cursors.position("again", EventTopic.AUDIT)).isEqualTo(new EventPosition("0:2"));
    cursors.apply(claim, sums, EventTopic.AUDIT, page("again", 3, 4));
    assertThat(sums.seen()).containsExactly(3L, 4L);
  }

  @Test
  void listsWhereEachReaderStands() {
    Claim claim = cursors.claim("listed", "node-1", MINUTE).orElseThrow();
    cursors.move(claim, EventTopic.AUDIT, new EventPosition("0:7"));
    cursors.move(claim, EventTopic.SYSTEM, EventPosition.START);
    CursorView view =
        cursors.list().stream().filter(v -> v.name().equals("listed")).findFirst().orElseThrow();
    assertThat(view.owner()).isEqualTo(Optional.of("node-1"));
    assertThat(view.positions())
        .isEqualTo(
            Map.of(
                EventTopic.AUDIT,
                new EventPosition("0:7"),
                EventTopic.SYSTEM,
                EventPosition.START));
    assertThat(view.movedNanos()).isPositive();
  }
}
