package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.EventStream;
import io.qbrain.testkit.contract.EventStreamContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventStreamTest extends EventStreamContract {
  private final List<KafkaEventStream> nodes = new ArrayList<>();

  @Override
  protected EventStream node() {
    KafkaEventStream node =
        new KafkaEventStream(KafkaSettings.plain(TestServers.kafka(), "stream-test."));
    nodes.add(node);
    return node;
  }

  @Override
  protected void crash(EventStream node) {
    ((KafkaEventStream) node).abandon();
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(KafkaEventStream::close);
  }

  @Test
  void namesOfStreamsBecomeTopicsAndBack() {
    StreamNames names = new StreamNames("q.");
    for (String name : List.of("signals", "market.SPY", "a_b/c:d", "börse \u0000")) {
      assertThat(names.topic(name)).matches("[A-Za-z0-9._-]+");
      assertThat(names.stream(names.topic(name))).contains(name);
    }
    assertThat(names.stream("q.audit")).isEmpty();
  }
}
