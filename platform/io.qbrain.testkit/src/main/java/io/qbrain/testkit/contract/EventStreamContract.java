package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.EventStream.Start;
import io.qbrain.port.EventStream.StreamView;
import io.qbrain.port.EventStream.Subscription;
import io.qbrain.port.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStream} keeps to. */
public abstract class EventStreamContract {
  private static final Duration SOON = Duration.ofMillis(300);

  private final List<Subscription> open = new ArrayList<>();
  private final String stream = "test-" + UUID.randomUUID();
  private EventStream node;

  /** Returns a started node; each call another one, all at the same server. */
  protected abstract EventStream node();

  /** Ends a node as a killed process would: what it was given is neither done nor given back. */
  protected abstract void crash(EventStream node);

  @BeforeEach
  void startNode() {
    node = node();
  }

  @AfterEach
  void closeSubscriptions() {
    open.forEach(Subscription::close);
  }

  private Group group(String name, String consumer) {
    return Group.of(stream, name, consumer).retryingAfter(SOON);
  }

  private Received subscribe(EventStream at, Group group, Received received) {
    open.add(at.subscribe(group, received));
    return received;
  }

  private void publish(String... bodies) {
    node.publish(stream, List.of(bodies).stream().map(EventStreamContract::message).toList());
  }

  private static StreamMessage message(String body) {
    return StreamMessage.of("k", "test", body);
  }

  private static List<String> numbers(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Integer::toString).toList();
  }

  private Optional<StreamView> view() {
    return node.streams().stream().filter(s -> s.name().equals(stream)).findFirst();
  }

  @Test
  void aGroupGetsEveryMessageInOrder() throws Exception {
    publish("1", "2");
    Received received = subscribe(node, group("g", "a"), Received.all());
    publish("3");
    publish("4", "5");

    List<Delivered> all = received.next(5);

    assertThat(all).extracting(d -> d.message().body()).containsExactly("1", "2", "3", "4", "5");
    assertThat(all).allMatch(d -> d.delivery() == 1 && d.stream().equals(stream));
    assertThat(all).extracting(Delivered::id).doesNotHaveDuplicates();
  }

  @Test
  void everyGroupGetsEveryMessage() throws Exception {
    Received one = subscribe(node, group("one", "a"), Received.all());
    Received two = subscribe(node(), group("two", "a"), Received.all());
    publish("1", "2", "3");

    assertThat(one.bodies(3)).containsExactly("1", "2", "3");
    assertThat(two.bodies(3)).containsExactly("1", "2", "3");
  }

  @Test
  void eachMessageGoesToOneConsumerOfAGroup() throws Exception {
    Group patient = group("g", "a").retryingAfter(Duration.ofMinutes(1));
    Received a = subscribe(node, patient, Received.all());
    Received b =
        subscribe(
            node(),
            new Group(stream, "g", "b", Start.OLDEST, 5, Duration.ofMinutes(1)),
            Received.all());
    List<String> all = numbers(0, 500);
    for (String each : all) {
      node.publish(stream, List.of(StreamMessage.of("k" + each, "test", each)));
    }

    Eventually.until(() -> a.waiting() + b.waiting(), n -> n >= 500);
    List<String> found = new ArrayList<>(a.bodies(a.waiting()));
    found.addAll(b.bodies(b.waiting()));

    assertThat(found).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void whatAHandlerThrewAtComesAgain() throws Exception {
    Received received = subscribe(node, group("g", "a"), new Received(d -> d.delivery() < 3));
    publish("1");

    assertThat(received.next(3)).extracting(Delivered::delivery).containsExactly(1, 2, 3);
    Eventually.until(this::view, v -> v.orElseThrow().groups().get(0).pending() == 0);
    assertThat(view().orElseThrow().deadLetters()).isZero();
  }

  @Test
  void whatFailsFiveTimesIsPutAsideAndToldAndTheOthersGoOn() throws Exception {
    Received alerts =
        subscribe(
            node,
            Group.of(EventStream.ALERTS, "of-" + stream, "a").from(Start.NEW),
            Received.all());
    Received received =
        subscribe(node, group("g", "a"), new Received(d -> d.message().body().equals("bad")));
    publish("good", "bad", "better");

    List<Delivered> all = received.next(7);
    String dead = DeadLetters.streamOf(stream);
    Delivered letter = Eventually.until(() -> node.read(dead, "", 10), l -> !l.isEmpty()).get(0);

    assertThat(all).extracting(d -> d.message().body()).contains("good", "better");
    assertThat(all)
        .filteredOn(d -> d.message().body().equals("bad"))
        .extracting(Delivered::delivery)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(letter.message().body()).isEqualTo("bad");
    assertThat(letter.message().headers())
        .containsEntry(EventStream.DEAD_GROUP, "g")
        .containsEntry(EventStream.DEAD_REASON, "refused bad");
    Delivered alert = alerts.next();
    while (!alert.message().key().equals(stream)) {
      alert = alerts.next();
    }
    assertThat(alert.message().type()).isEqualTo("dead-letter");
    StreamView view =
        Eventually.until(this::view, v -> v.orElseThrow().groups().get(0).pending() == 0)
            .orElseThrow();
    assertThat(view.deadLetters()).isEqualTo(1);
    assertThat(node.streams()).noneMatch(s -> DeadLetters.isOne(s.name()));
  }

  @Test
  void whatADeadConsumerHadTakenGoesToAnother() throws Exception {
    EventStream dying = node();
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    dying.subscribe(
        group("g", "dying"),
        d -> {
          taken.countDown();
          never.await();
        });
    publish("1", "2", "3");
    assertThat(taken.await(Eventually.WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
    crash(dying);

    Received other = subscribe(node, group("g", "other"), Received.all());

    assertThat(other.bodies(3)).containsExactlyInAnyOrder("1", "2", "3");
    never.countDown();
  }

  @Test
  void whatWasHandledDoesNotComeAgain() throws Exception {
    Received first = Received.all();
    Subscription subscription = node.subscribe(group("g", "a"), first);
    publish("1", "2");
    first.next(2);
    Eventually.until(
        this::view, v -> v.orElseThrow().groups().get(0).pending() == 0 && first.waiting() == 0);
    subscription.close();
    publish("3");

    Received second = subscribe(node(), group("g", "a"), Received.all());

    assertThat(second.next().message().body()).isEqualTo("3");
  }

  @Test
  void aGroupFromNowOnSeesOnlyWhatComesLater() throws Exception {
    publish("old");
    Received received = subscribe(node, group("g", "a").from(Start.NEW), Received.all());
    publish("new");

    assertThat(received.next().message().body()).isEqualTo("new");
  }

  @Test
  void everyTextSurvives() throws Exception {
    StreamMessage odd =
        StreamMessage.of("schlüssel \u0000 1", "typ/ä", "价格 \n\r\t\" 𝄞 " + "x".repeat(300_000))
            .withHeader("source", "börse\n")
            .withHeader("empty", "");
    StreamMessage empty = StreamMessage.of(odd.key(), "t", ""); // order is kept per key
    Received received = subscribe(node, group("g", "a"), Received.all());
    node.publish(stream, List.of(odd, empty));

    assertThat(received.next().message()).isEqualTo(odd);
    assertThat(received.next().message()).isEqualTo(empty);
  }

  @Test
  void aStreamIsReadPageByPage() {
    assertThat(node.read(stream, "", 10)).isEmpty();
    assertThat(node.last(stream)).isEmpty();
    publish(numbers(0, 25).toArray(String[]::new));

    List<String> found = new ArrayList<>();
    String after = "";
    for (List<Delivered> page = node.read(stream, after, 10);
        !page.isEmpty();
        page = node.read(stream, after, 10)) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      page.forEach(d -> found.add(d.message().body()));
      after = page.get(page.size() - 1).id();
    }

    assertThat(found).containsExactlyElementsOf(numbers(0, 25));
    assertThat(node.last(stream).orElseThrow().message().body()).isEqualTo("24");
  }

  @Test
  void aStreamSaysHowItIsRead() throws Exception {
    publish("1", "2");
    Received received = subscribe(node, group("g", "a"), Received.all());
    received.next(2);

    StreamView view =
        Eventually.until(
                this::view,
                v ->
                    v.orElseThrow().groups().stream()
                        .anyMatch(g -> g.pending() == 0 && g.lag() == 0))
            .orElseThrow();

    assertThat(view.length()).isEqualTo(2);
    assertThat(view.groups()).extracting(EventStream.GroupView::name).containsExactly("g");
    assertThat(view.groups().get(0).consumers()).isEqualTo(1);
  }

  @Test
  void manyMessagesKeepTheirOrder() throws Exception {
    Received received = subscribe(node, group("g", "a"), Received.all());
    for (int from = 0; from < 5_000; from += 500) {
      publish(numbers(from, 500).toArray(String[]::new));
    }

    assertThat(received.bodies(5_000)).containsExactlyElementsOf(numbers(0, 5_000));
  }

  @Test
  void aClosedSubscriptionReadsNoMore() throws Exception {
    Received first = Received.all();
    Subscription subscription = node.subscribe(group("g", "a"), first);
    publish("1");
    first.next();
    subscription.close();
    subscription.close();
    publish("2");

    Received second = subscribe(node, group("g", "b"), Received.all());

    assertThat(second.bodies(1)).containsExactly("2");
    assertThat(first.waiting()).isZero();
  }

  @Test
  void aGroupWithoutANameIsRefused() {
    assertThatThrownBy(() -> Group.of(stream, "", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> group("g", "a").withMaxDeliveries(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> message("x".repeat(StreamMessage.MAX_LENGTH)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
