package io.qbrain.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.EventStream;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.EventStreamContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessStreamsTest extends EventStreamContract {
  private final InProcessStreams streams = new InProcessStreams();

  @Override
  protected EventStream node() {
    return streams;
  }

  @Override
  protected void crash(EventStream node) {
    // A reader that never comes back from its handler is as good as dead.
  }

  @Test
  void theOldestMessagesGoFirst() {
    List<StreamMessage> many =
        IntStream.range(0, Topic.MAX_MESSAGES + 10)
            .mapToObj(i -> StreamMessage.of("k", "t", Integer.toString(i)))
            .toList();
    streams.publish("s", many);

    assertThat(streams.read("s", "", 1).get(0).message().body()).isEqualTo("10");
    assertThat(streams.streams().get(0).length()).isEqualTo(Topic.MAX_MESSAGES);
  }
}
