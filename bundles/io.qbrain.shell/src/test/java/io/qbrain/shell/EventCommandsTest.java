package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.shell.RealShell.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventCommandsTest {
  private final EventDoubles events = new EventDoubles();
  private final RealShell shell = new RealShell(events);

  @AfterEach
  void stop() {
    shell.close();
  }

  private String ok(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  private String refused(String line) {
    Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isEqualTo(1);
    return answer.text();
  }

  @Test
  void listsEventsAndSaysHowToGoOn() {
    assertThat(ok("events:list audit --stream paper --after 0.6.1 --limit 1 --log kafka"))
        .contains("order.filled", "paper", "17", "More: events:list audit --after 0.7.1");
    assertThat(ok("events:list")).doesNotContain("More:");
    assertThat(events.calls)
        .containsExactly(
            "EventQuery[log=kafka, topic=audit, stream=Optional[paper], after=0.6.1, limit=1]",
            "EventQuery[log=outbox, topic=audit, stream=Optional.empty, after=, limit=100]");
    assertThat(ok("events:list system -o json --no-format"))
        .isEqualTo(
            "{\"items\":[{\"position\":\"0.7.1\",\"topic\":\"system\",\"stream\":\"paper\","
                + "\"sequence\":17,\"type\":\"order.filled\",\"version\":1,"
                + "\"time\":\"2026-01-02T12:00:00.500Z\","
                + "\"data\":\"{\\\"price\\\":\\\"0.10\\\"}\"}]}\n");
  }

  @Test
  void beginsAtATime() {
    ok("events:list performance --since 1970-01-01T00:00:02Z");
    assertThat(events.calls.get(0)).isEqualTo("at outbox performance 2000000000");
    assertThat(events.calls.get(1)).contains("after=0.5.5");
    assertThat(refused("events:list --since yesterday")).contains("found 'yesterday'");
    assertThat(refused("events:list --since 1970-01-01T00:00:02Z --after 0.1.1"))
        .contains("found both");
    assertThat(refused("events:list news")).contains("expected audit, system or performance");
  }

  private static LoggedEvent event(int number, String type) {
    return new LoggedEvent(
        new EventPosition("0.7." + number),
        EventTopic.AUDIT,
        "paper",
        number,
        type,
        1,
        1_767_366_245_000_000_000L,
        "{\"n\":" + number + "}");
  }

  private void page(String next, LoggedEvent... found) {
    events.pages.add(new EventPage(List.of(found), new EventPosition(next)));
  }

  @Test
  void followsATopicFromItsEndOnALineAnEvent() {
    page("0.7.1", event(1, "order.filled"));
    page("0.7.1");
    page("0.7.3", event(2, "ledger.posted"), event(3, "order.filled"));
    assertThat(ok("events:tail audit --count 3").lines())
        .containsExactly(
            "2026-01-02T15:04:05Z  paper  1  order.filled  {\"n\":1}",
            "2026-01-02T15:04:05Z  paper  2  ledger.posted  {\"n\":2}",
            "2026-01-02T15:04:05Z  paper  3  order.filled  {\"n\":3}");
    assertThat(events.calls)
        .containsExactly(
            "EventQuery[log=outbox, topic=audit, stream=Optional.empty, after=, limit=500]",
            "EventQuery[log=outbox, topic=audit, stream=Optional.empty, after=0.7.1, limit=500]",
            "EventQuery[log=outbox, topic=audit, stream=Optional.empty, after=0.7.1, limit=500]");
  }

  @Test
  void followsOnlyAStreamAndTypes() {
    page("0.7.3", event(1, "order.filled"), event(2, "ledger.posted"), event(3, "order.changed"));
    assertThat(
            ok("events:tail audit --stream paper --type order. --after 0.6.1 --count 2 -o json")
                .lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"position\":\"0.7.") && line.contains("order."));
    assertThat(events.calls.get(0)).contains("stream=Optional[paper]", "after=0.6.1");
    page("0.7.9", event(9, "order.filled"));
    assertThat(ok("events:tail --count 1 -o csv"))
        .isEqualTo("2026-01-02T15:04:05Z,paper,9,order.filled,\"{\"\"n\"\":9}\"\r\n");
    assertThat(refused("events:tail --count 0")).contains("found '0'");
    assertThat(refused("events:tail news")).contains("expected audit, system or performance");
  }

  @Test
  void anInterruptOfTheCommandEndsIt() throws InterruptedException {
    page("0.7.1");
    for (int i = 0; i < 200; i++) {
      page("0.7.1");
    }
    Thread session = new Thread(() -> shell.execute("events:tail"));
    session.start();
    waitUntil(() -> events.calls.size() >= 2 && isFollowing());
    session.interrupt(); // as Karaf does for Ctrl-C; it hands that on to the command's thread
    session.join(10_000);
    waitUntil(() -> !isFollowing());
    assertThat(isFollowing()).isFalse();
    events.pages.clear();
    assertThat(ok("events:tail --count 1")).contains("order.filled");
  }

  private static boolean isFollowing() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().endsWith(".TailEvents"));
  }

  private static void waitUntil(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whileTheLogIsAwayItWaitsAndSaysSoOnce() throws InterruptedException {
    events.isAway = true;
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread command = new Thread(() -> lines.addAll(ok("events:tail --count 1").lines().toList()));
    command.start();
    waitUntil(() -> events.calls.size() >= 3);
    events.isAway = false;
    command.join(10_000);
    assertThat(lines)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("... the log is away; waiting"),
            second -> assertThat(second).contains("order.filled"));
  }

  @Test
  void listsReadersAndMakesAProjectionAgain() {
    assertThat(ok("events:readers")).contains("kafka", "relay", "trade-days", "projection", "3");
    assertThat(ok("events:replay trade-days --reason \"new column\""))
        .contains("Making trade-days");
    assertThat(events.calls).containsExactly("replay trade-days '' new column");
    assertThat(shell.complete("events:replay ")).containsExactly("trade-days");
    assertThat(shell.complete("events:list s")).containsExactly("system");
  }
}
