package io.qbrain.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.messaging.redis.RedisMessaging;
import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.messaging.redis.server.ServerAddress;
import io.qbrain.messaging.redis.server.ServerSettings;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes at a real Redis, which is frozen and killed. */
class SharedLevelTest {
  private static final Region<String> SHARED = Region.of("shared", new Texts());
  private static final Region<String> ALL =
      Region.of("all", new Texts()).on(EnumSet.allOf(Level.class));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  private final Map<String, String> database = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();
  private final List<Node> nodes = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private RedisServer server;

  @SuppressWarnings("NullAway.Init")
  private ServerAddress address;

  /** A node of the platform. */
  private final class Node {
    final RedisMessaging redis;
    final LevelledCache cache;
    private final RedisNode node;

    Node(String name) {
      this(name, Duration.ofSeconds(20));
    }

    Node(String name, Duration lease) {
      node = new RedisNode(folder.resolve(name), address, lease);
      redis = node.redis;
      cache = node.cache;
      nodes.add(this);
    }

    String get(Region<String> region, String key) {
      return cache.get(
          region,
          key,
          k -> {
            loads.incrementAndGet();
            return database.getOrDefault(k, "nothing");
          });
    }

    void write(Region<String> region, String key, String value) {
      database.put(key, value);
      cache.evict(region, key);
    }

    void stop() {
      node.close();
    }
  }

  @BeforeEach
  void start() {
    server = new RedisServer(ServerSettings.in(folder.resolve("redis")));
    address = server.start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
    server.stop();
  }

  private void signal(String signal) throws Exception {
    long pid = server.address().orElseThrow().pid();
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatOneNodeLoadedTheOthersFind() {
    database.put("a", "1");
    Node one = new Node("one");
    Node two = new Node("two");

    assertThat(one.get(SHARED, "a")).isEqualTo("1");
    assertThat(two.get(SHARED, "a")).isEqualTo("1");

    assertThat(loads).hasValue(1);
    assertThat(two.cache.view().regions().get(0).levels().get(1).hits()).isEqualTo(1);
    assertThat(two.cache.view().shared()).isTrue();
  }

  @Test
  void aChangeReachesTheMemoryOfEveryNode() {
    Node one = new Node("one");
    Node two = new Node("two");
    for (int i = 0; i < 50; i++) {
      String value = "value " + i;
      (i % 2 == 0 ? one : two).write(ALL, "a", value);
      Eventually.until(() -> one.get(ALL, "a"), v -> v.equals(value));
      Eventually.until(() -> two.get(ALL, "a"), v -> v.equals(value));
    }
    database.put("a", "at last");
    one.cache.evictAll(ALL);
    Eventually.until(() -> two.get(ALL, "a"), v -> v.equals("at last"));
  }

  @Test
  void ofAllNodesOneLoads() throws Exception {
    List<Node> all = List.of(new Node("one"), new Node("two"), new Node("three"));
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<String>> asking = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Node node = all.get(i % 3);
      asking.add(
          CompletableFuture.supplyAsync(
              () ->
                  node.cache.get(
                      SHARED,
                      "hot",
                      k -> {
                        await(go);
                        return "loaded " + loads.incrementAndGet();
                      }),
              task -> new Thread(task).start()));
    }
    Eventually.until(
        () ->
            all.stream()
                .flatMap(n -> n.cache.view().regions().stream())
                .mapToLong(r -> r.waits())
                .sum(),
        n -> n >= 29);
    go.countDown();

    for (CompletableFuture<String> each : asking) {
      assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo("loaded 1");
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void whatOneNodeReadBeforeAnotherWroteIsNotKeptByAnybody() throws Exception {
    Node reader = new Node("reader");
    Node writer = new Node("writer");
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<String> slow =
        CompletableFuture.supplyAsync(
            () ->
                reader.cache.get(
                    ALL,
                    "a",
                    k -> {
                      read.countDown();
                      await(written);
                      return "old";
                    }));
    await(read);
    writer.write(ALL, "a", "new");
    written.countDown();

    assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("old");
    assertThat(writer.get(ALL, "a")).isEqualTo("new");
    assertThat(reader.get(ALL, "a")).isEqualTo("new");
  }

  @Test
  void aFrozenServerIsPassedOverAndUsedAgainLater() throws Exception {
    database.put("a", "1");
    Node one = new Node("one");
    Node two = new Node("two");
    one.get(ALL, "a");
    two.get(ALL, "a");

    signal("STOP");
    Eventually.until(() -> one.redis.health().up(), up -> !up);
    Eventually.until(() -> two.redis.health().up(), up -> !up);
    long begin = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      one.get(ALL, "key " + i);
    }
    // If each of them waited for the server, it would take minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(loads).hasValueGreaterThanOrEqualTo(100);
    assertThat(one.cache.view().shared()).isFalse();
    assertThat(one.cache.health().up()).isTrue();
    one.write(ALL, "a", "2");
    assertThat(one.get(ALL, "a")).isEqualTo("2");
    assertThat(one.cache.view().detail()).contains("1 evictions owed");
    assertThat(Files.exists(folder.resolve("one").resolve("owed"))).isTrue();

    signal("CONT");
    Eventually.until(() -> one.redis.health().up(), up -> up);
    Eventually.until(() -> two.redis.health().up(), up -> up);
    // What is owed is paid without a question: the old value is found nowhere any more.
    Eventually.until(() -> two.get(ALL, "a"), v -> v.equals("2"));
    Eventually.until(() -> one.cache.view().detail(), d -> !d.contains("owed"));
    assertThat(Files.exists(folder.resolve("one").resolve("owed"))).isFalse();
  }

  @Test
  void memoryIsForgottenWhenTheConnectionIsLost() throws Exception {
    database.put("a", "1");
    Node one = new Node("one");
    assertThat(one.get(SHARED, "a")).isEqualTo("1");
    database.put("a", "2"); // by a node that could not tell
    long before = server.address().orElseThrow().pid();
    signal("KILL");
    Eventually.until(server::address, a -> a.isPresent() && a.get().pid() != before);
    Eventually.until(() -> one.redis.health().up(), up -> up);
    Eventually.until(
        () -> one.cache.health().detail(), d -> d.contains("shared level there, files"));
    one.cache.evict(SHARED, "other");

    assertThat(one.cache.view().regions().get(0).levels().get(0).entries()).isZero();
  }

  @Test
  void filesAreForgottenIfAnEvictionWasMissedWhileTheNodeWasAway() {
    database.put("a", "1");
    Node writer = new Node("writer");
    Node away = new Node("away");
    away.get(ALL, "a");
    away.stop();
    // Nothing was missed: the file is good, though the shared value is not.
    writer.cache.evict(SHARED, "a");
    Node back = new Node("away");
    loads.set(0);
    assertThat(back.get(ALL, "a")).isEqualTo("1");
    assertThat(loads).hasValue(0);
    back.stop();

    writer.write(ALL, "a", "2");
    Node again = new Node("away");

    assertThat(again.get(ALL, "a")).isEqualTo("2");
  }

  @Test
  void whatANodeWasLoadingWhenItDiedAnotherLoadsAfterItsLease() throws Exception {
    database.put("a", "1");
    Duration lease = Duration.ofSeconds(2);
    Node dying = new Node("dying", lease);
    Node other = new Node("other", lease);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Thread lost =
        new Thread(
            () ->
                dying.cache.get(
                    SHARED,
                    "a",
                    k -> {
                      loading.countDown();
                      await(never);
                      return "never";
                    }));
    lost.setDaemon(true);
    lost.setUncaughtExceptionHandler((thread, e) -> {});
    lost.start();
    await(loading);

    long begin = System.nanoTime();
    assertThat(other.get(SHARED, "a")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(lease.dividedBy(2), lease.multipliedBy(5));
    never.countDown();
  }

  @Test
  void aLoadThatFailsOnOneNodeLetsTheNextOneLoadAtOnce() {
    Node one = new Node("one");
    Node two = new Node("two");
    database.put("a", "1");
    for (Node each : List.of(one, two, one)) {
      assertThatThrownBy(
              () ->
                  each.cache.get(
                      SHARED,
                      "a",
                      k -> {
                        throw new IllegalStateException("no database");
                      }))
          .hasMessage("no database");
    }
    long begin = System.nanoTime();
    assertThat(two.get(SHARED, "a")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aServerThatIsKilledInTheMiddleOfALoadComesBackEmptyAndIsFilledAgain() throws Exception {
    database.put("a", "1");
    database.put("b", "1");
    Node one = new Node("one");
    one.get(ALL, "b");
    long before = server.address().orElseThrow().pid();
    String value =
        one.cache.get(
            ALL,
            "a",
            k -> {
              loads.incrementAndGet();
              kill();
              return database.get(k);
            });
    assertThat(value).isEqualTo("1");
    assertThat(one.get(ALL, "a")).isEqualTo("1");

    Eventually.until(server::address, a -> a.isPresent() && a.get().pid() != before);
    Eventually.until(() -> one.redis.health().up(), up -> up);
    Eventually.until(
        () -> one.cache.health().detail(), d -> d.contains("shared level there, files"));
    Node two = new Node("two");
    database.put("a", "2");
    one.cache.evict(ALL, "a");
    assertThat(two.get(ALL, "a")).isEqualTo("2");
    Eventually.until(() -> one.get(ALL, "a"), v -> v.equals("2"));
    long hits = two.cache.view().regions().get(0).levels().get(1).hits();
    one.get(ALL, "c");
    two.get(ALL, "c");
    assertThat(two.cache.view().regions().get(0).levels().get(1).hits()).isEqualTo(hits + 1);
    assertThat(one.cache.health().detail()).contains("; hits: memory ", ", shared ", ", files ");
  }

  private void kill() {
    try {
      signal("KILL");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
