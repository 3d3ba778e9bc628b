package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.testkit.contract.StreamLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Messages a second and the 99th percentile of Redis Streams. {@code ./mvnw test -pl
 * bundles/io.qbrain.messaging.redis -am -Dtest=StreamBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dstreams.benchmark=170000}
 */
class StreamBenchmark {
  private static final String MESSAGES = "streams.benchmark";
  private static final int A_MILLION_A_MINUTE = 17_000;

  @Test
  @EnabledIfSystemProperty(named = MESSAGES, matches = "[1-9]\\d*")
  void messagesASecond() throws InterruptedException {
    int messages = Integer.getInteger(MESSAGES);
    try (Node node = Node.started(OneServer.settings())) {
      StreamLoad load = new StreamLoad(node.streams, "Redis Streams");
      load.run(messages / 4, 0);
      for (int perSecond : new int[] {0, A_MILLION_A_MINUTE}) {
        String measured = load.run(messages, perSecond);
        System.out.println(measured);
        assertThat(measured).contains("p99");
      }
    }
  }
}
