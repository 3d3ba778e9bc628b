package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void doublesUpToTheLongestAndBeginsAnew() {
    BackOff backOff = new BackOff(new BackOff.Limits(Duration.ofNanos(3), Duration.ofNanos(10)));
    assertThat(backOff.failed()).isEqualTo(3);
    assertThat(backOff.failed()).isEqualTo(6);
    assertThat(backOff.failed()).isEqualTo(10);
    assertThat(backOff.failed()).isEqualTo(10);
    backOff.succeeded();
    assertThat(backOff.failed()).isEqualTo(3);
  }
}
