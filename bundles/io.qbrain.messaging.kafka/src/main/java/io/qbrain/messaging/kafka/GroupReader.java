package io.qbrain.messaging.kafka;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a group, on a thread of its own. What a handler throws at comes again after the
 * group's time; the others go on meanwhile, and the place that is committed stays before it.
 */
final class GroupReader implements EventStream.Subscription {
  private static final System.Logger LOG = System.getLogger(GroupReader.class.getName());
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long AWAY_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 10_000;

  private final Clients clients;
  private final StreamNames names;
  private final EventStream streams;
  private final Group group;
  private final EventStream.Handler handler;
  private final Consumer<String, String> consumer;
  private final Map<TopicPartition, Progress> progress = new HashMap<>();
  private final Thread thread;
  private Map<TopicPartition, OffsetAndMetadata> lastPlaces = Map.of();
  private long committedAt = System.nanoTime();
  private volatile boolean closing;
  private volatile boolean abandoned;

  GroupReader(
      Clients clients,
      StreamNames names,
      EventStream streams,
      Group group,
      EventStream.Handler handler) {
    this.clients = clients;
    this.names = names;
    this.streams = streams;
    this.group = group;
    this.handler = handler;
    this.consumer =
        this.clients.groupReader(
            names.group(group.stream(), group.name()), "stream-" + group.consumer());
    this.thread = new Thread(this::run, "qbrain-kafka-" + group.stream() + "-" + group.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive() || thread.getState() == Thread.State.NEW;
  }

  private final ConsumerRebalanceListener rebalance =
      new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
          commit();
          partitions.forEach(progress::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
          partitions.forEach(progress::remove);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
          if (partitions.isEmpty()) {
            return;
          }
          consumer
              .committed(Set.copyOf(partitions))
              .forEach(
                  (partition, committed) -> {
                    if (committed != null) {
                      progress.put(partition, Progress.of(committed));
                    }
                  });
        }
      };

  private void run() {
    consumer.subscribe(List.of(names.topic(group.stream())), rebalance);
    while (!closing) {
      try {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          if (closing) {
            break; // what was polled and not seen is not committed
          }
          take(record);
        }
        retryWhatIsDue();
        commitNowAndThen();
        pauseWhereFull();
      } catch (WakeupException e) {
        LOG.log(System.Logger.Level.DEBUG, "woken to close");
      } catch (KafkaException | PortException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "group {0} of stream {1}: {2}",
            group.name(),
            group.stream(),
            e.getMessage());
        pause();
      }
    }
    end();
  }

  private void pause() {
    try {
      Thread.sleep(AWAY_MILLIS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void take(ConsumerRecord<String, String> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Progress of = progress.computeIfAbsent(partition, p -> new Progress(record.offset()));
    Progress.@Nullable Unfinished fresh = of.see(record);
    if (fresh != null) {
      give(of, fresh);
    }
  }

  private void retryWhatIsDue() {
    long now = System.nanoTime();
    for (Progress of : List.copyOf(progress.values())) {
      for (Progress.Unfinished each : of.unfinished()) {
        if (!closing && each.dueNanos - now <= 0) {
          give(of, each);
        }
      }
    }
  }

  private void give(Progress of, Progress.Unfinished message) {
    ConsumerRecord<String, String> record = message.record;
    if (record == null) {
      return;
    }
    String id = record.partition() + ":" + (record.offset() + 1);
    String reason;
    if (message.deliveries < group.maxDeliveries()) {
      message.deliveries++;
      message.dueNanos = System.nanoTime() + group.retryAfter().toNanos();
      try {
        handler.handle(StreamRecords.delivered(group.stream(), record, id, message.deliveries));
        if (!abandoned) {
          of.finish(message);
        }
        return;
      } catch (InterruptedException e) {
        closing = true;
        return;
      } catch (Exception e) {
        message.dueNanos = System.nanoTime() + group.retryAfter().toNanos();
        reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
      }
    } else {
      reason = "nobody finished it";
    }
    if (message.deliveries >= group.maxDeliveries()) {
      putAside(StreamRecords.delivered(group.stream(), record, id, message.deliveries), reason);
      of.finish(message);
    }
  }

  private void putAside(Delivered last, String reason) {
    streams.publish(
        DeadLetters.streamOf(group.stream()), List.of(DeadLetters.of(last, group.name(), reason)));
    streams.publish(EventStream.ALERTS, List.of(DeadLetters.alert(last, group.name(), reason)));
  }

  private void pauseWhereFull() {
    progress.forEach(
        (partition, of) -> {
          if (consumer.assignment().contains(partition)) {
            if (of.isFull()) {
              consumer.pause(List.of(partition));
            } else {
              consumer.resume(List.of(partition));
            }
          }
        });
  }

  private void commitNowAndThen() {
    long now = System.nanoTime();
    if (now - committedAt > COMMIT_NANOS) {
      commit();
      committedAt = now;
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    progress.forEach((partition, of) -> places.put(partition, of.committed()));
    if (!places.isEmpty() && !places.equals(lastPlaces) && !abandoned) {
      consumer.commitSync(places, Duration.ofSeconds(5));
      lastPlaces = places;
    }
  }

  private void end() {
    if (!abandoned) {
      try {
        lastCommit();
      } catch (KafkaException e) {
        LOG.log(System.Logger.Level.DEBUG, "a reader ends without a commit: " + e.getMessage());
      }
    }
    try {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    } catch (KafkaException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a reader: " + e.getMessage());
    }
  }

  /** The call that ends the loop may come after its last wait, and wake this one. */
  private void lastCommit() {
    try {
      commit();
    } catch (WakeupException e) {
      commit();
    }
  }

  /** As if the process were killed: nothing that is under way counts. */
  void abandon() {
    abandoned = true;
    closing = true;
    thread.interrupt();
    join();
  }

  @Override
  public void close() {
    closing = true;
    if (Thread.currentThread() != thread) {
      consumer.wakeup();
      join();
    }
  }

  private void join() {
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
