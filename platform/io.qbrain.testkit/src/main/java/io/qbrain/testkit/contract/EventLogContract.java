package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventLog} does. An adapter's test extends this and gives a log on its real
 * server; tests share it, each with streams of its own.
 */
public abstract class EventLogContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long TIME = 1_700_000_000_123_456_789L;
  private static final AtomicLong STREAMS = new AtomicLong(System.nanoTime());

  /** Returns the log. */
  protected abstract EventLog log();

  private static String freshStream() {
    return "s-" + STREAMS.incrementAndGet();
  }

  private static EventDraft draft(EventTopic topic, String stream, int number) {
    return new EventDraft(
        topic, stream, "test.happened", 1, TIME + number, "{\"number\":" + number + "}");
  }

  private static List<EventDraft> drafts(EventTopic topic, String stream, int count) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      drafts.add(draft(topic, stream, i));
    }
    return drafts;
  }

  /** Reads from a place on until there are so many events of streams; fails when it takes long. */
  private List<LoggedEvent> readUntil(
      EventTopic topic, EventPosition after, Set<String> streams, int count) {
    List<LoggedEvent> found = new ArrayList<>();
    EventPosition place = after;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < count && System.nanoTime() < end) {
      EventPage page = log().read(topic, Optional.empty(), place, 100);
      page.events().stream().filter(e -> streams.contains(e.stream())).forEach(found::add);
      place = page.next();
      if (page.events().isEmpty()) {
        LockSupport.parkNanos(5_000_000);
      }
    }
    assertThat(found).as("events within " + PATIENCE).hasSize(count);
    return found;
  }

  @Test
  void saysWhatItIs() {
    assertThat(log().describe()).isNotBlank();
  }

  @Test
  void givesBackWhatWasAppended() {
    EventPosition before = log().end(EventTopic.SYSTEM);
    String stream = freshStream();
    String data = "{\"text\":\"quoted \\\" é 中 😀\",\"n\":0.10,\"a\":[1,2],  \"b\":null}";
    log().append(List.of(new EventDraft(EventTopic.SYSTEM, stream, "node.started", 7, TIME, data)));

    LoggedEvent found = readUntil(EventTopic.SYSTEM, before, Set.of(stream), 1).get(0);
    assertThat(found)
        .isEqualTo(
            new LoggedEvent(
                found.position(), EventTopic.SYSTEM, stream, 1, "node.started", 7, TIME, data));
    assertThat(found.id()).isEqualTo("system/" + stream + "/1");
  }

  @Test
  void numbersEachStreamFromOneWithoutGaps() {
    EventPosition before = log().end(EventTopic.AUDIT);
    String a = freshStream();
    String b = freshStream();
    List<EventDraft> mixed = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      mixed.add(draft(EventTopic.AUDIT, a, i));
      mixed.add(draft(EventTopic.AUDIT, b, i));
    }
    log().append(mixed.subList(0, 5));
    log().append(mixed.subList(5, 10));

    List<LoggedEvent> found = readUntil(EventTopic.AUDIT, before, Set.of(a, b), 10);
    for (String stream : List.of(a, b)) {
      List<LoggedEvent> own = found.stream().filter(e -> e.stream().equals(stream)).toList();
      assertThat(own).extracting(LoggedEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(own)
          .extracting(LoggedEvent::timeNanos)
          .containsExactly(TIME + 1, TIME + 2, TIME + 3, TIME + 4, TIME + 5);
    }
  }

  @Test
  void keepsTopicsApart() {
    String stream = freshStream();
    EventPosition audit = log().end(EventTopic.AUDIT);
    EventPosition performance = log().end(EventTopic.PERFORMANCE);
    log()
        .append(
            List.of(draft(EventTopic.AUDIT, stream, 1), draft(EventTopic.PERFORMANCE, stream, 2)));

    assertThat(readUntil(EventTopic.AUDIT, audit, Set.of(stream), 1).get(0).data())
        .isEqualTo("{\"number\":1}");
    assertThat(readUntil(EventTopic.PERFORMANCE, performance, Set.of(stream), 1).get(0).data())
        .isEqualTo("{\"number\":2}");
  }

  @Test
  void readsOnFromThePositionOfAnyEvent() {
    EventPosition before = log().end(EventTopic.AUDIT);
    String stream = freshStream();
    log().append(drafts(EventTopic.AUDIT, stream, 20));
    List<LoggedEvent> all = readUntil(EventTopic.AUDIT, before, Set.of(stream), 20);

    for (int i = 0; i < 20; i++) {
      List<LoggedEvent> rest =
          readUntil(
              EventTopic.AUDIT,
              new EventPosition(all.get(i).position().text()),
              Set.of(stream),
              19 - i);
      assertThat(rest).isEqualTo(all.subList(i + 1, 20));
    }
  }

  @Test
  void readsPagesOfTheWantedSize() {
    EventPosition before = log().end(EventTopic.SYSTEM);
    String stream = freshStream();
    log().append(drafts(EventTopic.SYSTEM, stream, 25));
    List<LoggedEvent> all = readUntil(EventTopic.SYSTEM, before, Set.of(stream), 25);

    EventPosition place = before;
    List<LoggedEvent> paged = new ArrayList<>();
    while (paged.size() < 25) {
      EventPage page = log().read(EventTopic.SYSTEM, Optional.of(stream), place, 10);
      assertThat(page.events()).hasSizeBetween(1, 10);
      paged.addAll(page.events());
      place = page.next();
    }
    assertThat(paged).isEqualTo(all);
    assertThat(log().read(EventTopic.SYSTEM, Optional.of(stream), place, 10).events()).isEmpty();
  }

  @Test
  void readsOneStreamAmongOthers() {
    EventPosition before = log().end(EventTopic.SYSTEM);
    String wanted = freshStream();
    String other = freshStream();
    for (int i = 1; i <= 3; i++) {
      log().append(drafts(EventTopic.SYSTEM, other, 7));
      log().append(List.of(draft(EventTopic.SYSTEM, wanted, i)));
    }
    readUntil(EventTopic.SYSTEM, before, Set.of(wanted, other), 24);

    EventPosition place = before;
    List<LoggedEvent> found = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < 3 && System.nanoTime() < end) {
      EventPage page = log().read(EventTopic.SYSTEM, Optional.of(wanted), place, 100);
      found.addAll(page.events());
      place = page.next();
    }
    assertThat(found).extracting(LoggedEvent::sequence).containsExactly(1L, 2L, 3L);
    assertThat(found).extracting(LoggedEvent::stream).containsOnly(wanted);
  }

  @Test
  void losesAndRepeatsNothingWhileManyAppend() throws Exception {
    int writers = 4;
    int rounds = 25;
    EventPosition before = log().end(EventTopic.AUDIT);
    Set<String> streams = new HashSet<>();
    String shared = freshStream();
    streams.add(shared);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        String own = freshStream();
        streams.add(own);
        work.add(
            () -> {
              for (int i = 1; i <= rounds; i++) {
                log()
                    .append(
                        List.of(
                            draft(EventTopic.AUDIT, own, i), draft(EventTopic.AUDIT, shared, i)));
              }
              return true;
            });
      }
      List<Future<Boolean>> writing = work.stream().map(threads::submit).toList();
      List<LoggedEvent> found = readUntil(EventTopic.AUDIT, before, streams, 2 * writers * rounds);
      for (Future<Boolean> writer : writing) {
        assertThat(writer.get()).isTrue();
      }
      for (String stream : streams) {
        List<Long> numbers =
            found.stream()
                .filter(e -> e.stream().equals(stream))
                .map(LoggedEvent::sequence)
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(numbers.size());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void countsWhatIsBehind() {
    String stream = freshStream();
    EventPosition before = log().end(EventTopic.PERFORMANCE);
    log().append(drafts(EventTopic.PERFORMANCE, stream, 12));
    List<LoggedEvent> all = readUntil(EventTopic.PERFORMANCE, before, Set.of(stream), 12);

    assertThat(log().countAfter(EventTopic.PERFORMANCE, before, 1_000)).isEqualTo(12);
    assertThat(log().countAfter(EventTopic.PERFORMANCE, before, 5)).isEqualTo(5);
    assertThat(log().countAfter(EventTopic.PERFORMANCE, all.get(10).position(), 1_000)).isOne();
    assertThat(log().countAfter(EventTopic.PERFORMANCE, all.get(11).position(), 1_000)).isZero();
  }

  @Test
  void findsThePlaceOfATime() {
    String stream = freshStream();
    long justBefore = System.currentTimeMillis() * 1_000_000L;
    EventPosition before = log().end(EventTopic.SYSTEM);
    log().append(drafts(EventTopic.SYSTEM, stream, 3));
    readUntil(EventTopic.SYSTEM, before, Set.of(stream), 3);

    readUntil(EventTopic.SYSTEM, log().at(EventTopic.SYSTEM, justBefore), Set.of(stream), 3);
    readUntil(EventTopic.SYSTEM, log().at(EventTopic.SYSTEM, 0), Set.of(stream), 3);
    EventPosition later = log().at(EventTopic.SYSTEM, justBefore + 3_600_000_000_000L);
    assertThat(log().countAfter(EventTopic.SYSTEM, later, 1_000)).isZero();
  }

  @Test
  void refusesAPositionOfAnotherLog() {
    assertThatThrownBy(
            () -> log().read(EventTopic.AUDIT, Optional.empty(), new EventPosition("1,2,:..3"), 10))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("1,2,:..3");
  }

  @Test
  void refusesALimitThatIsTooLarge() {
    assertThatThrownBy(
            () -> log().read(EventTopic.AUDIT, Optional.empty(), EventPosition.START, 1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001");
  }
}
