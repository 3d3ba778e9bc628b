package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.SharedCache;
import io.qbrain.port.SharedCache.Found;
import io.qbrain.port.SharedCache.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link SharedCache} keeps to. */
public abstract class SharedCacheContract {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final String region = "test-" + UUID.randomUUID();

  /** Returns a started node; each call another one, all at the same server. */
  protected abstract SharedCache node();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Found found) {
    return new String(found.value().orElseThrow(), StandardCharsets.UTF_8);
  }

  private String token(SharedCache at, String key) {
    return at.find(region, key, LONG).token().orElseThrow();
  }

  @Test
  void whatOneNodeFillsAllNodesFind() {
    SharedCache here = node();
    String token = token(here, "k");

    assertThat(here.fill(region, "k", token, bytes("价"), LONG)).isTrue();

    assertThat(text(node().find(region, "k", LONG))).isEqualTo("价");
    assertThat(here.find(region, "k", LONG).token()).isEmpty();
    assertThat(here.find(region, "other", LONG).value()).isEmpty();
    assertThat(here.isAvailable()).isTrue();
  }

  @Test
  void onlyOneNodeMayFill() {
    SharedCache here = node();
    SharedCache there = node();
    token(here, "k");

    Found second = there.find(region, "k", LONG);

    assertThat(second.value()).isEmpty();
    assertThat(second.token()).isEmpty();
    assertThat(there.fill(region, "k", "invented", bytes("v"), LONG)).isFalse();
  }

  @Test
  void anEvictionTakesTheTokenAway() {
    SharedCache here = node();
    String before = token(here, "k");
    node().evict(region, Optional.of("k"));

    assertThat(here.fill(region, "k", before, bytes("stale"), LONG)).isFalse();

    String after = token(here, "k");
    assertThat(after).isNotEqualTo(before);
    assertThat(here.fill(region, "k", after, bytes("fresh"), LONG)).isTrue();
    assertThat(text(here.find(region, "k", LONG))).isEqualTo("fresh");
  }

  @Test
  void anEvictionTakesTheValueAway() {
    SharedCache here = node();
    here.fill(region, "k", token(here, "k"), bytes("v"), LONG);
    here.fill(region, "l", token(here, "l"), bytes("w"), LONG);

    here.evict(region, Optional.of("k"));

    assertThat(here.find(region, "k", LONG).value()).isEmpty();
    assertThat(text(here.find(region, "l", LONG))).isEqualTo("w");
  }

  @Test
  void aWholeRegionIsEvictedAndItsTokensToo() {
    SharedCache here = node();
    here.fill(region, "k", token(here, "k"), bytes("v"), LONG);
    here.fill(
        region + "2",
        "k",
        here.find(region + "2", "k", LONG).token().orElseThrow(),
        bytes("other"),
        LONG);
    String pending = token(here, "l");

    here.evict(region, Optional.empty());

    assertThat(here.find(region, "k", LONG).value()).isEmpty();
    assertThat(here.fill(region, "l", pending, bytes("stale"), LONG)).isFalse();
    assertThat(text(here.find(region + "2", "k", LONG))).isEqualTo("other");
  }

  @Test
  void aValueAndATokenLiveForTheirTime() {
    SharedCache here = node();
    here.fill(region, "k", token(here, "k"), bytes("v"), SHORT);
    String late = here.find(region, "l", SHORT).token().orElseThrow();

    Eventually.until(() -> here.find(region, "k", SHORT), f -> f.value().isEmpty());
    Found again = Eventually.until(() -> here.find(region, "l", LONG), f -> f.token().isPresent());

    assertThat(again.token()).isNotEqualTo(Optional.of(late));
    assertThat(here.fill(region, "l", late, bytes("v"), LONG)).isFalse();
  }

  @Test
  void everyEvictionHasItsNumberAndIsTold() throws Exception {
    SharedCache here = node();
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    SharedCache.Listener listener =
        new SharedCache.Listener() {
          @Override
          public void onEvicted(String of, Optional<String> key, Mark mark) {
            if (of.equals(region)) {
              told.add(key.orElse("*") + " " + mark.number());
            }
          }

          @Override
          public void onLost() {
            told.add("lost");
          }

          @Override
          public void onConnected() {
            told.add("connected");
          }
        };
    node().listen(listener);
    assertThat(next(told)).isEqualTo("connected");
    Mark before = here.mark(region);

    here.evict(region, Optional.of("a b\nc"));
    here.evict(region, Optional.empty());

    Mark after = here.mark(region);
    assertThat(after.epoch()).isEqualTo(before.epoch());
    assertThat(after.number()).isEqualTo(before.number() + 2);
    assertThat(next(told)).isEqualTo("a b\nc " + (before.number() + 1));
    assertThat(next(told)).isEqualTo("* " + after.number());
  }

  private static String next(BlockingQueue<String> from) throws InterruptedException {
    return Objects.requireNonNull(
        from.poll(Eventually.WITHIN.toMillis(), TimeUnit.MILLISECONDS), "nothing came");
  }
}
