package io.qbrain.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import io.qbrain.service.ServiceException;
import io.qbrain.testkit.contract.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory and files, without a shared level. */
class OneNodeTest {
  private static final Region<String> PLAIN = Region.of("plain", new Texts());
  private static final Region<String> FILED =
      Region.of("filed", new Texts()).on(EnumSet.of(Level.MEMORY, Level.FILES));
  private static final Region<String> ONLY_FILES =
      Region.of("only-files", new Texts()).on(EnumSet.of(Level.FILES));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private LevelledCache cache;

  @BeforeEach
  void start() {
    cache = node(1 << 20, 1 << 20);
  }

  @AfterEach
  void stop() {
    cache.stop();
  }

  private LevelledCache node(long memoryBytes, long fileBytes) {
    InstantSource source = () -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now.get()));
    LevelledCache made =
        new LevelledCache(
            new CacheSettings(memoryBytes, fileBytes, folder),
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return source.instant();
              }
            },
            now::get);
    made.start();
    return made;
  }

  private String get(Region<String> region, String key) {
    return cache.get(region, key, k -> k + " " + loads.incrementAndGet());
  }

  private RegionView view(Region<String> region) {
    return cache.view().regions().stream()
        .filter(r -> r.name().equals(region.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aValueIsLoadedOnceAndLivesFiveMinutes() {
    assertThat(get(PLAIN, "a")).isEqualTo("a 1");
    now.addAndGet(Duration.ofMinutes(4).toNanos());
    assertThat(get(PLAIN, "a")).isEqualTo("a 1");
    now.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(get(PLAIN, "a")).isEqualTo("a 2");

    RegionView view = view(PLAIN);
    LevelView memory = view.levels().get(0);
    assertThat(memory.level()).isEqualTo("MEMORY");
    assertThat(memory.hits()).isEqualTo(1);
    assertThat(memory.misses()).isEqualTo(2);
    assertThat(memory.entries()).isEqualTo(1);
    assertThat(memory.bytes()).isPositive();
    assertThat(view.loads()).isEqualTo(2);
    assertThat(view.loadNanos()).isPositive();
    assertThat(cache.view().shared()).isFalse();
  }

  @Test
  void whatWasEvictedIsLoadedAnew() {
    get(PLAIN, "a");
    get(PLAIN, "b");
    cache.evict(PLAIN, "a");
    assertThat(get(PLAIN, "a")).isEqualTo("a 3");
    assertThat(get(PLAIN, "b")).isEqualTo("b 2");
    cache.evictAll(PLAIN);
    assertThat(get(PLAIN, "b")).isEqualTo("b 4");
    assertThat(view(PLAIN).evictions()).isEqualTo(3);

    assertThat(cache.clear(Optional.empty())).containsExactly("plain");
    assertThat(cache.clear(Optional.of("plain"))).containsExactly("plain");
    assertThat(get(PLAIN, "b")).isEqualTo("b 5");
    assertThatThrownBy(() -> cache.clear(Optional.of("none")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("there is no region none");
  }

  @Test
  void memoryIsBoundedByWeight() {
    cache.stop();
    cache = node(10_000, 1 << 20);
    String heavy = "x".repeat(1_000);
    for (int i = 0; i < 100; i++) {
      cache.get(PLAIN, "key " + i, k -> heavy);
    }

    assertThat(view(PLAIN).levels().get(0).bytes()).isBetween(1L, 10_000L);
    assertThat(view(PLAIN).levels().get(0).entries()).isLessThan(10);
  }

  @Test
  void ofManyWhoAskOneLoads() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<String>> asking = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      asking.add(
          CompletableFuture.supplyAsync(
              () ->
                  cache.get(
                      PLAIN,
                      "a",
                      k -> {
                        await(go);
                        return "loaded " + loads.incrementAndGet();
                      }),
              task -> new Thread(task).start()));
    }
    Eventually.until(() -> view(PLAIN).waits(), n -> n == 29);
    go.countDown();

    for (CompletableFuture<String> each : asking) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("loaded 1");
    }
    assertThat(loads).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasReadBeforeAChangeDoesNotLieOverIt() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    CompletableFuture<String> slow =
        CompletableFuture.supplyAsync(
            () ->
                cache.get(
                    FILED,
                    "a",
                    k -> {
                      read.countDown();
                      await(changed);
                      return "old";
                    }));
    await(read);
    cache.evict(FILED, "a"); // the truth has just been changed
    CompletableFuture<String> later =
        CompletableFuture.supplyAsync(() -> cache.get(FILED, "a", k -> "new"));
    assertThat(later.get(10, TimeUnit.SECONDS)).isEqualTo("new");
    changed.countDown();

    assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("old"); // it asked before the change
    assertThat(cache.get(FILED, "a", k -> "newer")).isEqualTo("new");
    assertThat(view(FILED).refused()).isEqualTo(1);
  }

  @Test
  void aLoadThatFailsIsNotKept() {
    assertThatThrownBy(
            () ->
                cache.get(
                    PLAIN,
                    "a",
                    k -> {
                      throw new IllegalStateException("no database");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
    assertThat(get(PLAIN, "a")).isEqualTo("a 1");
    assertThat(view(PLAIN).loadFailures()).isEqualTo(1);
  }

  @Test
  void filesOutliveTheNodeAndTheirTimeEnds() {
    get(FILED, "ключ/../a");
    cache.stop();
    cache = node(1 << 20, 1 << 20);

    assertThat(get(FILED, "ключ/../a")).isEqualTo("ключ/../a 1");
    assertThat(view(FILED).levels().get(1).hits()).isEqualTo(1);
    assertThat(view(FILED).levels().get(1).entries()).isEqualTo(1);

    now.addAndGet(Duration.ofDays(31).toNanos());
    assertThat(get(FILED, "ключ/../a")).isEqualTo("ключ/../a 2");
    cache.evict(FILED, "ключ/../a");
    assertThat(cache.view().fileBytes()).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("values"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aBrokenFileIsNeverReturned() throws Exception {
    for (int cut : new int[] {0, 3, 20, 30}) {
      String value = get(ONLY_FILES, "a");
      Path file = files().get(0);
      byte[] bytes = Files.readAllBytes(file);
      if (cut == 30) {
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      } else {
        Files.write(file, java.util.Arrays.copyOf(bytes, cut));
      }

      assertThat(get(ONLY_FILES, "a")).isNotEqualTo(value);
      cache.evict(ONLY_FILES, "a");
    }
  }

  @Test
  void filesAreBoundedAndTheOnesReadLastStay() {
    cache.stop();
    cache = node(1 << 20, 100_000);
    String heavy = "x".repeat(10_000);
    for (int i = 0; i < 30; i++) {
      now.addAndGet(Duration.ofSeconds(10).toNanos());
      cache.get(ONLY_FILES, "favourite", k -> "loved " + loads.incrementAndGet());
      cache.get(ONLY_FILES, "key " + i, k -> heavy);
    }

    assertThat(cache.view().fileBytes()).isBetween(50_000L, 100_000L);
    assertThat(loads).hasValue(1);
    cache.get(ONLY_FILES, "larger than half of all", k -> "x".repeat(60_000));
    assertThat(cache.view().fileBytes()).isLessThanOrEqualTo(100_000L);
  }

  @Test
  void aCleanUpTakesWhatIsPastItsTimeAndWhatNobodyReads() throws Exception {
    Region<String> brief =
        new Region<>(
            "brief",
            new Texts(),
            EnumSet.of(Level.FILES),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofDays(2));
    get(brief, "past");
    get(ONLY_FILES, "unread");
    now.addAndGet(Duration.ofDays(10).toNanos());
    get(ONLY_FILES, "read");
    get(brief, "fresh");
    CacheCleanUpKind kind = new CacheCleanUpKind(cache);

    assertThat(kind.run(new CacheCleanUpKind.Parameters(14), new Due(now.get())))
        .containsEntry("files", "1");
    assertThat(kind.run(new CacheCleanUpKind.Parameters(9), new Due(now.get())))
        .containsEntry("files", "1");
    loads.set(100);
    assertThat(get(ONLY_FILES, "read")).isNotEqualTo("read 101");
    assertThat(get(brief, "fresh")).isNotEqualTo("fresh 101");
    assertThat(get(ONLY_FILES, "unread")).isEqualTo("unread 101");
    assertThat(get(brief, "past")).isEqualTo("past 102");
  }

  @Test
  void anotherFormIsLoadedAnew() {
    get(ONLY_FILES, "a");
    Region<String> other =
        Region.of(
                "only-files",
                new io.qbrain.port.Cache.Codec<String>() {
                  @Override
                  public byte[] write(String value) {
                    return new byte[] {1};
                  }

                  @Override
                  public String read(byte[] bytes) {
                    throw new IllegalArgumentException("not mine");
                  }
                })
            .on(EnumSet.of(Level.FILES));

    assertThat(get(other, "a")).isEqualTo("a 2");
  }

  @Test
  void healthSaysWhatThereIs() {
    assertThat(cache.health().up()).isTrue();
    assertThat(cache.health().detail()).isEqualTo("memory 1 MB, no shared level, files 0 of 1 MB");
    assertThat(cache.name()).isEqualTo("cache");
  }
}
