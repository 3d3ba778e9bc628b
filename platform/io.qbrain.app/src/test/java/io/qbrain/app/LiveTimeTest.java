package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveTimeTest {
  private static final long NOW = 1_767_348_000_000_000_000L;

  private static long next(Duration behind) {
    return LiveTime.next(NOW, NOW - behind.toNanos()) - NOW;
  }

  @Test
  void followsTheClockByTheGrace() {
    assertThat(next(Duration.ofSeconds(5))).isEqualTo(-LiveTime.GRACE.toNanos());
    assertThat(next(LiveTime.PRESENT)).isEqualTo(-LiveTime.GRACE.toNanos());
  }

  @Test
  void staysWhereEventsMoveIt() {
    Duration little = LiveTime.GRACE.plus(LiveTime.STEP).minusNanos(1);
    assertThat(next(little)).isEqualTo(-little.toNanos());
    assertThat(next(Duration.ofSeconds(-3))).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void staysInThePast() {
    Duration past = LiveTime.PRESENT.plusNanos(1);
    assertThat(next(past)).isEqualTo(-past.toNanos());
    assertThat(LiveTime.next(NOW, 0)).isZero();
  }
}
