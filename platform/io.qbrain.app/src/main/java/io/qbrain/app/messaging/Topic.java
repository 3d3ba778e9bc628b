package io.qbrain.app.messaging;

import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.EventStream.GroupView;
import io.qbrain.port.EventStream.Start;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stream in memory, with its groups. Its monitor guards it; readers wait on it. */
final class Topic {
  /** The most messages that a stream keeps: the oldest go first. */
  static final int MAX_MESSAGES = 20_000;

  private static final class Pending {
    final StreamMessage message;
    int deliveries = 1;
    long givenAt;

    Pending(StreamMessage message, long now) {
      this.message = message;
      this.givenAt = now;
    }
  }

  private static final class GroupState {
    long last;
    final Map<Long, Pending> pending = new TreeMap<>();
    final Set<String> consumers = new HashSet<>();
  }

  /**
   * What a reader is to do: handle a message, or put it aside because it was given out too often.
   */
  record Turn(Delivered delivered, boolean exhausted) {}

  private final String name;
  private final @Nullable StreamMessage[] ring = new @Nullable StreamMessage[MAX_MESSAGES];
  private final Map<String, GroupState> groups = new TreeMap<>();
  private long lastId;

  Topic(String name) {
    this.name = name;
  }

  synchronized void add(List<StreamMessage> messages) {
    for (StreamMessage message : messages) {
      lastId++;
      ring[(int) (lastId % MAX_MESSAGES)] = message;
    }
    notifyAll();
  }

  synchronized void join(Group group) {
    GroupState state = groups.get(group.name());
    if (state == null) {
      state = new GroupState();
      state.last = group.start() == Start.NEW ? lastId : 0;
      groups.put(group.name(), state);
    }
    state.consumers.add(group.consumer());
  }

  /** Returns what the reader does next, waiting for it at most a time; null if there is nothing. */
  synchronized @Nullable Turn next(Group group, long waitMillis) throws InterruptedException {
    GroupState state = state(group);
    Turn turn = poll(group, state);
    if (turn == null) {
      wait(waitMillis);
      turn = poll(group, state);
    }
    return turn;
  }

  private @Nullable Turn poll(Group group, GroupState state) {
    long now = System.nanoTime();
    for (Map.Entry<Long, Pending> each : state.pending.entrySet()) {
      Pending p = each.getValue();
      if (now - p.givenAt >= group.retryAfter().toNanos()) {
        p.givenAt = now;
        boolean exhausted = p.deliveries >= group.maxDeliveries();
        if (!exhausted) {
          p.deliveries++;
        }
        return new Turn(delivered(each.getKey(), p.message, p.deliveries), exhausted);
      }
    }
    long next = Math.max(state.last + 1, firstId());
    if (next > lastId) {
      return null;
    }
    StreamMessage message = at(next);
    state.last = next;
    state.pending.put(next, new Pending(message, now));
    return new Turn(delivered(next, message, 1), false);
  }

  private Delivered delivered(long id, StreamMessage message, int delivery) {
    return new Delivered(name, Long.toString(id), message, delivery);
  }

  private long firstId() {
    return Math.max(1, lastId - MAX_MESSAGES + 1);
  }

  private StreamMessage at(long id) {
    return java.util.Objects.requireNonNull(ring[(int) (id % MAX_MESSAGES)]);
  }

  synchronized void done(Group group, Delivered delivered) {
    state(group).pending.remove(Long.valueOf(delivered.id()));
  }

  /** Gives what the reader has begun and not finished to whoever comes next. */
  synchronized void leave(Group group) {
    state(group).consumers.remove(group.consumer());
    notifyAll();
  }

  synchronized List<Delivered> read(long afterId, int limit) {
    List<Delivered> found = new ArrayList<>();
    for (long id = Math.max(afterId + 1, firstId()); id <= lastId && found.size() < limit; id++) {
      found.add(delivered(id, at(id), 0));
    }
    return found;
  }

  synchronized Optional<Delivered> last() {
    return lastId == 0 ? Optional.empty() : Optional.of(delivered(lastId, at(lastId), 0));
  }

  synchronized long size() {
    return Math.min(lastId, MAX_MESSAGES);
  }

  synchronized List<GroupView> groups() {
    List<GroupView> views = new ArrayList<>();
    groups.forEach(
        (group, s) ->
            views.add(new GroupView(group, s.consumers.size(), s.pending.size(), lastId - s.last)));
    return views;
  }

  private GroupState state(Group group) {
    GroupState state = groups.get(group.name());
    if (state == null) {
      throw new IllegalStateException("no group " + group.name() + " of stream " + name);
    }
    return state;
  }
}
