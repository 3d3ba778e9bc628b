package io.qbrain.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.app.messaging.InProcessStreams;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts on their way from the event log to their stream, with faults at every place. */
class AlertRelayTest {
  private static final String FAULTED = "{\"turn\":7,\"id\":\"ema\",\"state\":\"FAULTED\"}";

  private final ListedEvents listed = new ListedEvents();
  private final Transport transport = new Transport();
  private AlertRelay relay = relay();

  /** Streams that may be away, or die after they have taken something. */
  private static final class Transport implements EventStream {
    private final InProcessStreams under = new InProcessStreams();
    volatile boolean isAway;
    volatile int diesAfter = Integer.MAX_VALUE;

    private void check() {
      if (isAway) {
        throw new PortException("the streams are away");
      }
    }

    @Override
    public void publish(String stream, List<StreamMessage> messages) {
      check();
      for (StreamMessage message : messages) {
        if (diesAfter-- == 0) {
          throw new PortException("the streams died");
        }
        under.publish(stream, List.of(message));
      }
    }

    @Override
    public Subscription subscribe(Group group, Handler handler) {
      return under.subscribe(group, handler);
    }

    @Override
    public List<Delivered> read(String stream, String afterId, int limit) {
      check();
      return under.read(stream, afterId, limit);
    }

    @Override
    public List<StreamView> streams() {
      return under.streams();
    }
  }

  private AlertRelay relay() {
    return new AlertRelay(listed, listed, transport);
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  private List<Delivered> alerts() {
    return transport.under.read(EventStream.ALERTS, "", 100_000);
  }

  private List<String> ids() {
    return alerts().stream().map(a -> a.message().headers().get(AlertRelay.EVENT)).toList();
  }

  private void fault() {
    listed.add(EventTopic.AUDIT, "paper", "instance.changed", FAULTED);
  }

  private static List<String> faults(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "audit/paper/" + i).toList();
  }

  @Test
  void whatSomebodyShouldHearOfIsPublishedAndNothingElse() {
    listed.add(EventTopic.AUDIT, "paper", "order.changed", "{\"state\":\"FAULTED\"}");
    fault();
    listed.add(
        EventTopic.AUDIT,
        "paper",
        "instance.changed",
        "{\"reason\":\"said \\\"state\\\":\\\"FAULTED\\\"\",\"state\":\"RUNNING\"}");
    listed.add(
        EventTopic.AUDIT,
        "paper",
        "kill.changed",
        "{\"scope\":\"paper\",\"latched\":true,\"reason\":\"x\"}");
    listed.add(
        EventTopic.AUDIT, "paper", "kill.changed", "{\"scope\":\"paper\",\"latched\":false}");
    listed.add(EventTopic.SYSTEM, "node-1", "part.changed", "{}");
    listed.add(EventTopic.SYSTEM, "node-1", "feed.silent", "{\"feed\":\"btc\"}");
    listed.add(EventTopic.SYSTEM, "node-1", "messages.near-limit", "{}");
    listed.add(EventTopic.SYSTEM, "tasks", "task.dead", "{\"task\":\"night\",\"run\":7}");
    String stuck = "{\"instance\":\"ema\",\"reason\":\"VENUE_REFUSES: x\",\"status\":";
    listed.add(EventTopic.AUDIT, "paper", "order.changed", stuck + "\"PENDING_CANCEL\"}");
    listed.add(EventTopic.AUDIT, "paper", "order.changed", stuck + "\"ACCEPTED\"}");
    listed.add(EventTopic.SYSTEM, "node-1", "part.changed", "{\"part\":\"market china-a\"}");
    relay.start();
    Eventually.until(this::alerts, found -> found.size() == 8);
    assertThat(alerts().stream().map(a -> a.message().key() + " " + a.message().type()))
        .containsExactly(
            "ema instance.faulted",
            "paper kill.set",
            "paper kill.cleared",
            "ema order.venue-refuses",
            "btc feed.silent",
            "node-1 messages.near-limit",
            "night task.dead",
            "market china-a market.calendar-ends");
    assertThat(alerts().get(0).message().body())
        .isEqualTo(
            "{\"event\":\"audit/paper/2\",\"time\":\"2026-01-02T15:04:05Z\",\"data\":"
                + FAULTED
                + "}");
  }

  @Test
  void nothingIsLostWhileTheStreamsAreAway() {
    transport.isAway = true;
    relay.start();
    fault();
    Eventually.until(relay::problem, p -> p.contains("away"));
    fault();
    transport.isAway = false;
    Eventually.until(this::ids, found -> found.size() >= 2);
    assertThat(ids()).isEqualTo(faults(2));
    Eventually.until(relay::problem, String::isEmpty);
  }

  @Test
  void whatArrivedBeforeTheStreamsDiedIsNotRepeated() {
    IntStream.range(0, 5).forEach(i -> fault());
    transport.diesAfter = 3;
    relay.start();
    Eventually.until(this::ids, found -> found.size() >= 5);
    assertThat(ids()).isEqualTo(faults(5));
  }

  @Test
  void aRelayThatIsKilledBetweenTheStreamAndItsCursorLosesNothingAndRepeatsNothing() {
    List<AlertRelay> dead = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      fault();
      fault();
      listed.moves = 0;
      relay.start();
      int published = 2 * round;
      Eventually.until(this::ids, found -> found.size() >= published);
      Eventually.until(relay::problem, p -> p.contains("killed"));
      listed.expire(AlertRelay.CURSOR);
      dead.add(relay);
      listed.isAway = true;
      relay.stop();
      listed.isAway = false;
      listed.expire(AlertRelay.CURSOR);
      relay = relay();
    }
    listed.moves = Integer.MAX_VALUE;
    fault();
    relay.start();
    Eventually.until(this::ids, found -> found.size() >= 7);
    assertThat(ids()).isEqualTo(faults(7));
    assertThat(dead).hasSize(3);
  }

  @Test
  void fieldsAreThoseOfTheFirstLevel() {
    String json =
        "{ \"a\" : {\"b\":[1,{\"c\":\"x}\"}]}, \"d,\":\"e\\\"f\\\\\", \"b\":2.5,\"t\":true }";
    assertThat(PlainJson.field(json, "b")).contains("2.5");
    assertThat(PlainJson.field(json, "d,")).contains("e\"f\\");
    assertThat(PlainJson.field(json, "t")).contains("true");
    assertThat(PlainJson.field(json, "a")).contains("{\"b\":[1,{\"c\":\"x}\"}]}");
    assertThat(PlainJson.field(json, "c")).isEmpty();
    assertThat(PlainJson.field("{}", "a")).isEmpty();
  }
}
