package io.qbrain.app.messaging;

import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import java.util.List;
import java.util.Optional;

/** Streams whose server can be away, and can die in the middle of what is written. */
final class ShakyStreams implements EventStream {
  private final InProcessStreams streams = new InProcessStreams();
  volatile boolean away;
  volatile int messagesUntilItDies = Integer.MAX_VALUE;

  private void check() {
    if (away) {
      throw new PortException("the server is away");
    }
  }

  @Override
  public synchronized void publish(String stream, List<StreamMessage> messages) {
    check();
    for (StreamMessage message : messages) {
      if (messagesUntilItDies == 0) {
        messagesUntilItDies = Integer.MAX_VALUE;
        throw new PortException("the server died");
      }
      messagesUntilItDies--;
      streams.publish(stream, List.of(message));
    }
  }

  @Override
  public Subscription subscribe(Group group, Handler handler) {
    check();
    return streams.subscribe(group, handler);
  }

  @Override
  public List<Delivered> read(String stream, String afterId, int limit) {
    check();
    return streams.read(stream, afterId, limit);
  }

  @Override
  public Optional<Delivered> last(String stream) {
    check();
    return streams.last(stream);
  }

  @Override
  public List<StreamView> streams() {
    check();
    return streams.streams();
  }
}
