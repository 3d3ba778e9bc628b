package io.qbrain.messaging.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a group has done of a partition: everything before {@link #committed}, and beyond it what is
 * not waiting for another try. How often each of these was given out is kept with the commit, so
 * that it is known to whoever takes the partition over.
 */
final class Progress {
  /** How many messages of a partition may wait for another try. */
  static final int MAX_WAITING = 200;

  /** A message that was not finished. */
  static final class Unfinished {
    final long offset;
    int deliveries;
    long dueNanos;
    @Nullable ConsumerRecord<String, String> record;

    Unfinished(long offset) {
      this.offset = offset;
    }
  }

  private final TreeMap<Long, Unfinished> unfinished = new TreeMap<>();
  private final Map<Long, Integer> deliveriesBefore = new TreeMap<>();
  private final Set<Long> doneBefore = new TreeSet<>();
  private long next;

  Progress(long next) {
    this.next = next;
  }

  /** Reads what was committed: the next offset that was not seen, and what was not finished. */
  static Progress of(OffsetAndMetadata committed) {
    Progress progress = new Progress(committed.offset());
    String[] parts = committed.metadata().split(";", -1);
    if (parts.length == 2 && parts[0].matches("\\d{1,18}")) {
      for (String part : parts[1].split(",", -1)) {
        if (part.matches("\\d{1,18}:\\d{1,9}")) {
          int colon = part.indexOf(':');
          progress.deliveriesBefore.put(
              Long.valueOf(part.substring(0, colon)), Integer.valueOf(part.substring(colon + 1)));
        }
      }
      if (!progress.deliveriesBefore.isEmpty()) {
        long seen = Long.parseLong(parts[0]);
        for (long offset = committed.offset(); offset < seen; offset++) {
          if (!progress.deliveriesBefore.containsKey(offset)) {
            progress.doneBefore.add(offset);
          }
        }
      }
    }
    return progress;
  }

  /** Takes a record as seen; null if it was finished by another reader before. */
  @Nullable Unfinished see(ConsumerRecord<String, String> record) {
    next = Math.max(next, record.offset() + 1);
    if (doneBefore.remove(record.offset())) {
      return null;
    }
    Unfinished fresh = new Unfinished(record.offset());
    fresh.record = record;
    fresh.deliveries = deliveriesBefore.getOrDefault(record.offset(), 0);
    deliveriesBefore.remove(record.offset());
    unfinished.put(record.offset(), fresh);
    return fresh;
  }

  void finish(Unfinished done) {
    unfinished.remove(done.offset);
  }

  Iterable<Unfinished> unfinished() {
    return java.util.List.copyOf(unfinished.values());
  }

  boolean isFull() {
    return unfinished.size() >= MAX_WAITING;
  }

  OffsetAndMetadata committed() {
    StringBuilder text = new StringBuilder();
    text.append(next).append(';');
    for (Unfinished each : unfinished.values()) {
      if (each.deliveries > 0) {
        text.append(each.offset).append(':').append(each.deliveries).append(',');
      }
    }
    long first = unfinished.isEmpty() ? next : unfinished.firstKey();
    return new OffsetAndMetadata(first, text.toString());
  }

  /** Reads how many messages a commit says are not finished. */
  static long pending(OffsetAndMetadata committed) {
    return of(committed).deliveriesBefore.size();
  }

  /** Reads the next offset that was not seen. */
  static long seen(OffsetAndMetadata committed) {
    String[] parts = committed.metadata().split(";", -1);
    return parts.length == 2 && parts[0].matches("\\d{1,18}")
        ? Math.max(committed.offset(), Long.parseLong(parts[0]))
        : committed.offset();
  }
}
