package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.Broadcast;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is frozen, killed, and comes back. */
class FaultsTest {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(6);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  private static void signal(Node node, String signal) throws Exception {
    long pid = node.messaging.server().orElseThrow().pid();
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static void publish(Node node, String body) {
    node.streams.publish("s", List.of(StreamMessage.of("k", "t", body)));
  }

  private static Duration timeOf(Runnable call) {
    long begin = System.nanoTime();
    try {
      call.run();
    } catch (PortException e) {
      assertThat(e).hasMessageContaining("does not answer");
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void aFrozenServerDelaysNobodyForLongAndThenEverythingGoesOn() throws Exception {
    try (Node node = Node.started(RedisSettings.included(folder))) {
      Queue<String> handled = new ConcurrentLinkedQueue<>();
      node.streams.subscribe(
          Group.of("s", "g", "a").retryingAfter(Duration.ofMillis(500)),
          d -> handled.add(d.message().body()));
      AtomicInteger heard = new AtomicInteger();
      node.broadcast.listen(
          "c",
          new Broadcast.Listener() {
            @Override
            public void onMessage(String message) {
              heard.incrementAndGet();
            }
          });
      publish(node, "before");
      Eventually.until(() -> handled.contains("before"), done -> done);

      signal(node, "STOP");
      assertThat(timeOf(() -> publish(node, "unknown"))).isLessThan(LONGEST_CALL);
      Eventually.until(() -> node.messaging.health().up(), up -> !up);
      // Known to be away, it is not waited for at all.
      assertThat(
              timeOf(
                  () -> {
                    for (int i = 0; i < 1_000; i++) {
                      try {
                        publish(node, "refused");
                      } catch (PortException e) {
                        assertThat(e).hasMessageContaining("does not answer");
                      }
                    }
                  }))
          .isLessThan(Duration.ofSeconds(20));
      assertThatThrownBy(() -> node.cache.find("r", "k", Duration.ofSeconds(1)))
          .isInstanceOf(PortException.class);
      assertThat(node.cache.isAvailable()).isFalse();
      assertThatThrownBy(() -> node.work.take("q", Duration.ofSeconds(30)))
          .isInstanceOf(PortException.class);

      signal(node, "CONT");
      Eventually.until(() -> node.messaging.health().up(), up -> up);
      publish(node, "after");
      node.broadcast.send("c", "hello");

      Eventually.until(() -> handled.contains("after"), done -> done);
      Eventually.until(heard::get, n -> n == 1);
      // What was refused was not sent later behind our back.
      assertThat(handled).doesNotContain("refused");
    }
  }

  @Test
  void nothingThatWasAcceptedIsLostWhenTheServerIsKilled() throws Exception {
    try (Node node = Node.started(RedisSettings.included(folder))) {
      List<String> order = new CopyOnWriteArrayList<>();
      node.streams.subscribe(
          Group.of("s", "g", "a").retryingAfter(Duration.ofMillis(500)),
          d -> order.add(d.message().body()));
      List<String> accepted = new ArrayList<>();
      int refused = 0;
      for (int i = 0; accepted.size() < 300; i++) {
        if (i == 100) {
          long before = node.messaging.server().orElseThrow().pid();
          signal(node, "KILL");
          Eventually.until(node.messaging::server, a -> a.isPresent() && a.get().pid() != before);
          Eventually.until(() -> node.messaging.health().up(), up -> up);
        }
        try {
          publish(node, Integer.toString(i));
          accepted.add(Integer.toString(i));
        } catch (PortException e) {
          refused++;
        }
      }

      Eventually.until(() -> new LinkedHashSet<>(order).containsAll(accepted), done -> done);
      assertThat(List.copyOf(new LinkedHashSet<>(order))).containsExactlyElementsOf(accepted);
      assertThat(refused).isLessThan(50);
    }
  }

  @Test
  void aListenerIsToldThatItMayHaveMissedSomething() throws Exception {
    try (Node node = Node.started(RedisSettings.included(folder))) {
      List<String> told = new CopyOnWriteArrayList<>();
      node.broadcast.listen(
          "c",
          new Broadcast.Listener() {
            @Override
            public void onMessage(String message) {
              told.add(message);
            }

            @Override
            public void onGap() {
              told.add("gap");
            }
          });
      Eventually.until(() -> told.size(), n -> n == 1);
      long before = node.messaging.server().orElseThrow().pid();
      signal(node, "KILL");
      Eventually.until(node.messaging::server, a -> a.isPresent() && a.get().pid() != before);
      Eventually.until(() -> told.size(), n -> n == 2);
      Eventually.until(() -> node.messaging.health().up(), up -> up);
      node.broadcast.send("c", "again");

      Eventually.until(() -> told.size(), n -> n == 3);
      assertThat(told).containsExactly("gap", "gap", "again");
    }
  }

  @Test
  void aServerThatLostItsMemoryIsFilledAnew() throws Exception {
    try (Node node = Node.started(RedisSettings.included(folder))) {
      Queue<String> handled = new ConcurrentLinkedQueue<>();
      node.streams.subscribe(
          Group.of("s", "g", "a").retryingAfter(Duration.ofMillis(500)),
          d -> handled.add(d.message().body()));
      publish(node, "before");
      Eventually.until(() -> handled.contains("before"), done -> done);
      String epoch = node.cache.mark("r").epoch();

      node.link().await(node.link().commands().flushall());
      publish(node, "after");

      Eventually.until(() -> handled.contains("after"), done -> done);
      assertThat(node.streams.streams()).extracting(s -> s.name()).contains("s");
      assertThat(node.cache.mark("r").epoch()).isNotEqualTo(epoch);
      assertThat(node.cache.find("r", "k", Duration.ofSeconds(1)).token())
          .isNotEqualTo(Optional.empty());
    }
  }
}
