package io.qbrain.tasks;

import io.qbrain.model.TaskId;
import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the stream of alerts of runs that failed for good. Each is told once by the node that ended
 * it; while the stream cannot be written they wait here, and are lost with the node. The event log
 * has them in any case: see {@link io.qbrain.tasks.store.RunTable}. Safe for use by several
 * threads.
 */
final class Alerts {
  /** The type of the messages, and of the events in the log. */
  static final String TYPE = "task.dead";

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final int MOST_WAITING = 1_000;

  private final BlockingQueue<StreamMessage> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile @Nullable EventStream streams;

  void use(EventStream value) {
    streams = value;
  }

  void forget(EventStream value) {
    if (value.equals(streams)) {
      streams = null;
    }
  }

  /** A run failed at its last attempt. */
  void raise(TaskId task, long run, String body) {
    StreamMessage message =
        StreamMessage.of(task.toString(), TYPE, body).withHeader("run", Long.toString(run));
    if (!waiting.offer(message)) {
      LOG.warn("the alert of run {} is only in the event log: {} others wait", run, MOST_WAITING);
    }
    send();
  }

  /** Writes what waits, in order; what cannot be written waits on. */
  synchronized void send() {
    EventStream to = streams;
    for (StreamMessage next = waiting.peek(); to != null && next != null; next = waiting.peek()) {
      try {
        to.publish(EventStream.ALERTS, List.of(next));
        waiting.poll();
      } catch (PortException e) {
        LOG.debug("alerts wait: {}", e.getMessage());
        return;
      }
    }
  }
}
