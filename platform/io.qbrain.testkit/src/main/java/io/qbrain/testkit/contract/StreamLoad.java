package io.qbrain.testkit.contract;

import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.StreamMessage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages through a stream and a group of it, as fast as it goes and at a rate: how many a second,
 * and how long each takes from when it was due to when its handler has it.
 */
public final class StreamLoad {
  private static final String BODY = "{\"price\":\"412.25\",\"size\":\"100\"}".repeat(6);

  /** As many as come in a millisecond at a million a minute. */
  private static final int PACED_BATCH = 17;

  /** As many as a writer sends at once that has to catch up. */
  private static final int FAST_BATCH = 500;

  private static final int MAX_UNREAD = 20_000;
  private static final long PAUSE_NANOS = 100_000;
  private static final long WITHIN_SECONDS = 300;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final EventStream streams;
  private final String name;

  /**
   * Makes a load.
   *
   * @param name what is measured, for the line that is printed
   */
  public StreamLoad(EventStream streams, String name) {
    this.streams = streams;
    this.name = name;
  }

  /**
   * Sends messages, waits until all are handled, and returns what was measured, in words.
   *
   * @param messages how many
   * @param perSecond how many are due each second; 0 for as fast as it goes
   */
  public String run(int messages, int perSecond) throws InterruptedException {
    String stream = "load-" + System.nanoTime();
    int size = perSecond > 0 ? PACED_BATCH : FAST_BATCH;
    int batches = Math.max(1, messages / size);
    long[] due = new long[batches];
    long[] took = new long[batches * size];
    CountDownLatch handled = new CountDownLatch(took.length);
    try (EventStream.Subscription reader =
        streams.subscribe(
            Group.of(stream, "g", "a"),
            delivered -> {
              int number = Integer.parseInt(delivered.message().headers().getOrDefault("n", "0"));
              took[number] = System.nanoTime() - due[number / size];
              handled.countDown();
            })) {
      long begun = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        if (perSecond > 0) {
          waitUntil(begun + i * (NANOS_PER_SECOND * size / perSecond));
          due[i] = begun + i * (NANOS_PER_SECOND * size / perSecond);
        } else {
          // A stream is bounded: what nobody has read yet must not be pushed out.
          while ((long) i * size - (took.length - handled.getCount()) > MAX_UNREAD) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
          due[i] = System.nanoTime();
        }
        streams.publish(stream, batch(i, size));
      }
      double published = (System.nanoTime() - begun) / 1e9;
      if (!handled.await(WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(handled.getCount() + " messages did not come");
      }
      double all = (System.nanoTime() - begun) / 1e9;
      Arrays.sort(took);
      return String.format(
          Locale.ROOT,
          "%s, %s in batches of %d: %,.0f messages/s published, %,.0f through the group; from due to handled p50"
              + " %.2f ms, p99 %.2f ms; load average %.1f",
          name,
          perSecond == 0 ? "as fast as it goes" : String.format(Locale.ROOT, "at %,d/s", perSecond),
          size,
          took.length / published,
          took.length / all,
          took[took.length / 2] / 1e6,
          took[(int) (took.length * 99L / 100)] / 1e6,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static List<StreamMessage> batch(int number, int size) {
    List<StreamMessage> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(
          StreamMessage.of("K" + i % 10, "trade", BODY)
              .withHeader("n", Integer.toString(number * size + i)));
    }
    return batch;
  }
}
