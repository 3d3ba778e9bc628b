package io.qbrain.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.DatabaseSettings;
import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.SharedConnections;
import io.qbrain.data.artifact.PostgresArtifacts;
import io.qbrain.data.server.ServerSettings;
import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.model.Report;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore.Artifact;
import io.qbrain.port.Cache;
import io.qbrain.port.Cache.Codec;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.service.CacheService.RegionView;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import io.qbrain.tasks.store.ReportCache;
import io.qbrain.tasks.store.ReportTable;
import io.qbrain.tasks.store.Sql;
import io.qbrain.testkit.contract.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and the registry of strategies through two nodes, on a real PostgreSQL and Redis. */
class ReadersTest {
  private static final StrategyRef EMA = StrategyRef.parse("acme/ema@1.0.0");
  private static final long RUN = 1;
  private static final Duration LEASE = Duration.ofSeconds(20);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  static Path servers;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private static PostgresDatabase database;

  @SuppressWarnings("NullAway.Init")
  private static SharedConnections source;

  @SuppressWarnings("NullAway.Init")
  private static RedisServer redis;

  @SuppressWarnings("NullAway.Init")
  private RedisNode one;

  @SuppressWarnings("NullAway.Init")
  private RedisNode two;

  @BeforeAll
  static void startServers() throws SQLException {
    database =
        new PostgresDatabase(
            DatabaseSettings.included(ServerSettings.in(servers.resolve("postgres")), "readers"));
    database.start();
    source = new SharedConnections(database);
    redis =
        new RedisServer(
            io.qbrain.messaging.redis.server.ServerSettings.in(servers.resolve("redis")));
    redis.start();
    execute(
        "insert into task_run (task, kind, state, cause, attempt, node, due_nanos, started_nanos)"
            + " values ('t', 'k', 'RUNNING', '', 1, 'n', 0, 0)");
  }

  @AfterAll
  static void stopServers() {
    redis.stop();
    database.stop();
  }

  @BeforeEach
  void startNodes() {
    one = new RedisNode(folder.resolve("one"), redis.address().orElseThrow(), LEASE);
    two = new RedisNode(folder.resolve("two"), redis.address().orElseThrow(), LEASE);
  }

  @AfterEach
  void stopNodes() {
    one.close();
    two.close();
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static RegionView region(RedisNode node, String name) {
    return node.cache.view().regions().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ReportTable reports(RedisNode node) {
    ReportCache cache = new ReportCache();
    cache.bindCache(node.cache);
    return new ReportTable(new Sql(source), cache);
  }

  private static Report report(String text) {
    return new Report("note", "s", "k", "title", List.of(new Report.Fact("text", text)), List.of());
  }

  private static ReportView newest(ReportTable table) {
    return table
        .list(new ReportFilter(Optional.empty(), Optional.empty(), Optional.empty(), 1))
        .get(0);
  }

  @Test
  void aReportIsReadFromTheDatabaseOnceByAllNodesAndIsGoneOnAllOnceItIsReplaced() {
    ReportTable first = reports(one);
    ReportTable second = reports(two);
    long number = first.publish(report("old"), RUN, 1).orElseThrow();

    assertThat(first.find(number)).contains(report("old"));
    assertThat(second.find(number)).contains(report("old"));
    assertThat(second.find(number)).contains(report("old"));
    assertThat(region(one, "reports.1").loads() + region(two, "reports.1").loads()).isEqualTo(1);

    long next = second.publish(report("new"), RUN, 2).orElseThrow();
    assertThat(second.find(number)).isEmpty();
    Eventually.until(() -> first.find(number), Optional::isEmpty);
    assertThat(first.find(next)).contains(report("new"));
    assertThat(newest(first).number()).isEqualTo(next);

    assertThat(first.removeBefore(3, 100)).isEqualTo(1);
    assertThat(first.find(next)).isEmpty();
    Eventually.until(() -> second.find(next), Optional::isEmpty);
  }

  @Test
  void aReportThatWasBeingReadWhenItWasReplacedIsNotKept() throws Exception {
    ReportTable writer = reports(two);
    long number = writer.publish(report("old"), RUN, 1).orElseThrow();
    ReportCache cache = new ReportCache();
    cache.bindCache(
        new Delegate(one.cache) {
          @Override
          void loaded() {
            writer.publish(report("new"), RUN, 2); // after it was read, before it is stored
          }
        });
    ReportTable slow = new ReportTable(new Sql(source), cache);

    assertThat(slow.find(number)).contains(report("old")); // true when it was asked for
    assertThat(reports(two).find(number)).isEmpty();
    Eventually.until(() -> reports(one).find(number), Optional::isEmpty);
    assertThat(region(one, "reports.1").refused()).isEqualTo(1);
  }

  @Test
  void whatWasReadOnceIsReadWithoutTheDatabase() throws Exception {
    ReportTable table = reports(one);
    long number = table.publish(report("kept"), RUN, 1).orElseThrow();
    assertThat(table.find(number)).contains(report("kept"));
    execute("alter table report rename to elsewhere");
    try {
      assertThat(table.find(number)).contains(report("kept"));
    } finally {
      execute("alter table elsewhere rename to report");
    }
  }

  private static PostgresArtifacts artifacts(RedisNode node) {
    PostgresArtifacts store = new PostgresArtifacts(database);
    store.bindCache(node.cache);
    return store;
  }

  private static Artifact artifact(StrategyRef ref, byte[] jar) throws Exception {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    return new Artifact(ref, digest, jar.length, "[1.0,2)", 5, false);
  }

  @Test
  void theListOfStrategiesIsReadOnceAndAnewAfterAnyNodeChangedIt() throws Exception {
    PostgresArtifacts here = artifacts(one);
    PostgresArtifacts there = artifacts(two);
    byte[] jar = "a jar".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("ema.jar"), jar);
    assertThat(there.list()).isEmpty();

    here.put(artifact(EMA, jar), file);
    Eventually.until(there::list, list -> list.size() == 1);
    long before = region(one, "strategies.1").loads() + region(two, "strategies.1").loads();
    for (int i = 0; i < 10; i++) {
      assertThat(here.list()).isEqualTo(there.list());
    }
    assertThat(region(one, "strategies.1").loads() + region(two, "strategies.1").loads())
        .isLessThanOrEqualTo(before + 1);

    there.setInstalled(EMA, true);
    assertThat(there.list().get(0).installed()).isTrue();
    Eventually.until(here::list, list -> list.get(0).installed());

    // The jar itself: from the files of the node, and from the database if those were changed.
    Path copy = folder.resolve("copy.jar");
    for (int i = 0; i < 3; i++) {
      assertThat(here.fetch(EMA, copy)).isPresent();
      assertThat(copy).hasBinaryContent(jar);
    }
    assertThat(region(one, "strategy-jars.1").loads()).isEqualTo(1);
    one.cache.evictAll(region("strategy-jars.1"));
    one.cache.get(region("strategy-jars.1"), artifact(EMA, jar).sha256(), k -> new byte[] {1});
    assertThat(here.fetch(EMA, copy)).isPresent();
    assertThat(copy).hasBinaryContent(jar);
  }

  private static Region<byte[]> region(String name) {
    return Region.of(
            name,
            new Codec<byte[]>() {
              @Override
              public byte[] write(byte[] value) {
                return value;
              }

              @Override
              public byte[] read(byte[] bytes) {
                return bytes;
              }
            })
        .on(EnumSet.of(Level.FILES));
  }

  /** A cache whose loads end with something more. */
  private abstract static class Delegate implements Cache {
    private final Cache to;

    Delegate(Cache to) {
      this.to = to;
    }

    abstract void loaded();

    @Override
    public <V> V get(Region<V> region, String key, Function<String, V> load) {
      return to.get(
          region,
          key,
          k -> {
            V value = load.apply(k);
            loaded();
            return value;
          });
    }

    @Override
    public void evict(Region<?> region, String key) {
      to.evict(region, key);
    }

    @Override
    public void evictAll(Region<?> region) {
      to.evictAll(region);
    }
  }
}
