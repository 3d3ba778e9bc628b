package io.qbrain.app.messaging;

import io.qbrain.port.Broadcast;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages to the listeners of this process, on the thread of whoever sends. */
public final class InProcessBroadcast implements Broadcast {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessBroadcast.class);

  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

  @Override
  public synchronized void send(String channel, String message) {
    for (Listener listener : listeners.getOrDefault(channel, List.of())) {
      try {
        listener.onMessage(message);
      } catch (RuntimeException e) {
        LOG.warn("a listener on {} failed: {}", channel, e.toString());
      }
    }
  }

  @Override
  public synchronized Listening listen(String channel, Listener listener) {
    List<Listener> all = listeners.computeIfAbsent(channel, c -> new CopyOnWriteArrayList<>());
    listener.onGap();
    all.add(listener);
    return () -> all.remove(listener);
  }
}
