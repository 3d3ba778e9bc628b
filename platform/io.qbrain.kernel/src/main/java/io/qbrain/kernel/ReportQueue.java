package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.Quantity;
import io.qbrain.model.VenueOrderId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports of a venue in the order in which they came, until the account takes them, one by one: a
 * venue reports while it matches, and must not be called from there. Made by {@link
 * Kernel#reportQueue}. Not thread-safe.
 */
public final class ReportQueue implements ReportSink {
  private static final int FIRST_CAPACITY = 16;

  private final Kernel kernel;
  private final Emitter out;
  private final OrderDesk orders;
  private final EffectSink sink;

  /** A report, a fill, or the id of an order that was accepted. */
  private @Nullable Object[] what = new @Nullable Object[FIRST_CAPACITY];

  /** The quantity of a fill's order, or the venue's id of an order that was accepted. */
  private @Nullable Object[] beside = new @Nullable Object[FIRST_CAPACITY];

  private long[] sequences = new long[FIRST_CAPACITY];
  private long[] times = new long[FIRST_CAPACITY];

  /** The next one, and the place after the last one; both count on for ever. */
  private int head;

  private int tail;

  ReportQueue(Kernel kernel, Emitter out, OrderDesk orders, EffectSink sink) {
    this.kernel = kernel;
    this.out = out;
    this.orders = orders;
    this.sink = sink;
  }

  /** Returns whether nothing is waiting. */
  public boolean isEmpty() {
    return head == tail;
  }

  @Override
  public void accept(ExecutionReport report) {
    put(report, null, report.venueSequence(), report.timeNanos());
  }

  @Override
  public void accepted(
      ClientOrderId order, VenueOrderId byVenue, long venueSequence, long timeNanos) {
    put(order, byVenue, venueSequence, timeNanos);
  }

  @Override
  public void filled(Fill fill, VenueOrderId byVenue, Quantity orderQuantity, long venueSequence) {
    put(fill, orderQuantity, venueSequence, fill.timeNanos());
  }

  private void put(Object first, @Nullable Object second, long sequence, long timeNanos) {
    if (tail - head == what.length) {
      grow();
    }
    int at = tail++ & (what.length - 1);
    what[at] = first;
    beside[at] = second;
    sequences[at] = sequence;
    times[at] = timeNanos;
  }

  private void grow() {
    int old = what.length;
    @Nullable Object[] newWhat = new @Nullable Object[2 * old];
    @Nullable Object[] newBeside = new @Nullable Object[2 * old];
    long[] newSequences = new long[2 * old];
    long[] newTimes = new long[2 * old];
    for (int i = head; i != tail; i++) {
      int from = i & (old - 1);
      int to = i & (2 * old - 1);
      newWhat[to] = what[from];
      newBeside[to] = beside[from];
      newSequences[to] = sequences[from];
      newTimes[to] = times[from];
    }
    what = newWhat;
    beside = newBeside;
    sequences = newSequences;
    times = newTimes;
  }

  /** Has the account take the next report; returns false if there is none. */
  public boolean deliver() {
    if (head == tail) {
      return false;
    }
    int at = head++ & (what.length - 1);
    Object first = Objects.requireNonNull(what[at]);
    Object second = beside[at];
    what[at] = null;
    beside[at] = null;
    if (first instanceof ExecutionReport report) {
      kernel.report(report, sink);
      return true;
    }
    long time = times[at];
    out.begin(sink);
    kernel.accrue(time);
    if (first instanceof Fill fill && second instanceof Quantity whole) {
      orders.filled(received(fill), whole, sequences[at]);
    } else if (first instanceof ClientOrderId order && second instanceof VenueOrderId byVenue) {
      orders.accepted(order, byVenue, sequences[at], time);
    }
    kernel.afterwards();
    return true;
  }

  private Fill received(Fill fill) {
    return fill.receivedNanos() == out.nowNanos
        ? fill
        : new Fill(
            fill.executionId(),
            fill.orderId(),
            fill.instance(),
            fill.instrument(),
            fill.side(),
            fill.quantity(),
            fill.price(),
            fill.fee(),
            fill.timeNanos(),
            out.nowNanos);
  }
}
