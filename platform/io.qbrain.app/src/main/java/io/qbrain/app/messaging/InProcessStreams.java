package io.qbrain.app.messaging;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams in memory: bounded, and gone with the process. */
public final class InProcessStreams implements EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessStreams.class);
  private static final int MAX_STREAMS = 1_000;
  private static final long WAIT_MILLIS = 50;
  private static final long CLOSE_MILLIS = 5_000;

  private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();

  private Topic topic(String name) {
    Topic known = topics.get(name);
    if (known != null) {
      return known;
    }
    if (topics.size() >= MAX_STREAMS) {
      throw new io.qbrain.port.PortException(
          "expected at most " + MAX_STREAMS + " streams, cannot make " + name);
    }
    return topics.computeIfAbsent(name, Topic::new);
  }

  @Override
  public void publish(String stream, List<StreamMessage> messages) {
    topic(stream).add(messages);
  }

  @Override
  public Subscription subscribe(Group group, Handler handler) {
    Topic topic = topic(group.stream());
    topic.join(group);
    Reader reader = new Reader(topic, group, handler);
    reader.thread.start();
    return reader;
  }

  @Override
  public List<Delivered> read(String stream, String afterId, int limit) {
    Topic topic = topics.get(stream);
    return topic == null
        ? List.of()
        : topic.read(afterId.isEmpty() ? 0 : Long.parseLong(afterId), limit);
  }

  @Override
  public Optional<Delivered> last(String stream) {
    Topic topic = topics.get(stream);
    return topic == null ? Optional.empty() : topic.last();
  }

  @Override
  public List<StreamView> streams() {
    List<StreamView> views = new ArrayList<>();
    topics.forEach(
        (name, topic) -> {
          if (!DeadLetters.isOne(name)) {
            Topic dead = topics.get(DeadLetters.streamOf(name));
            views.add(
                new StreamView(name, topic.size(), dead == null ? 0 : dead.size(), topic.groups()));
          }
        });
    return views;
  }

  private final class Reader implements Subscription, Runnable {
    private final Topic topic;
    private final Group group;
    private final Handler handler;
    private final Thread thread;
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();
    private volatile boolean closed;

    Reader(Topic topic, Group group, Handler handler) {
      this.topic = topic;
      this.group = group;
      this.handler = handler;
      this.thread = new Thread(this, "qbrain-stream-" + group.stream() + "-" + group.name());
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (!closed) {
          Topic.Turn turn = topic.next(group, WAIT_MILLIS);
          if (turn != null) {
            work(turn);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void work(Topic.Turn turn) throws InterruptedException {
      Delivered delivered = turn.delivered();
      if (turn.exhausted()) {
        putAside(delivered);
        return;
      }
      try {
        handler.handle(delivered);
        failures.remove(delivered.id());
        topic.done(group, delivered);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        String reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        failures.put(delivered.id(), reason);
        if (delivered.delivery() >= group.maxDeliveries()) {
          putAside(delivered);
        }
      }
    }

    private void putAside(Delivered delivered) {
      String reason = failures.remove(delivered.id());
      reason = reason == null ? "nobody finished it" : reason;
      publish(
          DeadLetters.streamOf(group.stream()),
          List.of(DeadLetters.of(delivered, group.name(), reason)));
      publish(ALERTS, List.of(DeadLetters.alert(delivered, group.name(), reason)));
      topic.done(group, delivered);
      LOG.warn("message {} of stream {} was put aside: {}", delivered.id(), group.stream(), reason);
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (Thread.currentThread() != thread) {
        try {
          thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      topic.leave(group);
    }
  }
}
