package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.shell.RealShell.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventCommandsTest {
  private final Doubles.Events events = new Doubles.Events();
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
