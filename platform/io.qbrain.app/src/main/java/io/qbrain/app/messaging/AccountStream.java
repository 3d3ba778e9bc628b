package io.qbrain.app.messaging;

import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.Journal;
import io.qbrain.port.StreamMessage;
import io.qbrain.service.StreamService.ProjectionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an account, told to others by the stream {@code account.ID}: orders, fills,
 * instances and the kill switch, none left out. The trading thread hands over what is durable and
 * never waits; where the stream was away, or the hand-over was full, the journal is read again from
 * the last message that the stream has. A turn whose messages were on their way then may come
 * twice: its headers tell.
 */
public final class AccountStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountStream.class);
  private static final int MAX_WAITING = 8_192;
  private static final int BATCH = 256;
  private static final long IDLE_MILLIS = 200;
  private static final long PAUSE_MILLIS = 500;
  private static final long STOP_MILLIS = 5_000;

  /** How often the log says that it is not written, however often that begins anew. */
  private static final long TELL_AGAIN_NANOS = 60_000_000_000L;

  /** So many inputs before the end of the journal an empty stream begins. */
  private static final long HISTORY = 100_000;

  private final AccountId account;
  private final String stream;
  private final Journal journal;
  private final EventStream streams;
  private final BlockingQueue<Turn> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean missed = true;
  private volatile boolean stopped;
  private volatile long written;
  private volatile String detail = "starting";
  private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;

  /** Makes it; it begins with {@link #start}. */
  public AccountStream(AccountId account, Journal journal, EventStream streams) {
    this.account = account;
    this.stream = "account." + account;
    this.journal = journal;
    this.streams = streams;
    this.thread = new Thread(this::run, "qbrain-stream-account-" + account);
    thread.setDaemon(true);
  }

  /** Begins to write, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Takes a turn that is durable; never waits. */
  public void accept(Turn turn) {
    if (!waiting.offer(turn)) {
      missed = true; // the journal has it
    }
  }

  /** Returns how it stands. */
  public ProjectionView view() {
    return new ProjectionView(stream, written, 0, waiting.size(), detail);
  }

  private void run() {
    long done = -1;
    try {
      while (!stopped) {
        try {
          if (done < 0 || missed) {
            missed = false;
            done = catchUp();
            detail = "";
          }
          done = writeWaiting(done);
        } catch (RuntimeException e) {
          // A server is away, or something is wrong that the next attempt finds again.
          String reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
          if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
            toldAt = System.nanoTime();
            LOG.warn("stream {} is not written: {}", stream, reason);
          }
          detail = reason;
          done = -1;
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long writeWaiting(long done) throws InterruptedException {
    Turn first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return done;
    }
    List<Turn> turns = new ArrayList<>(List.of(first));
    waiting.drainTo(turns, BATCH - 1);
    Batch batch = new Batch(done);
    turns.forEach(batch::add);
    batch.write();
    return batch.last;
  }

  /** Writes what the journal has and the stream has not; returns the last sequence of it. */
  private long catchUp() {
    Optional<Delivered> newest = streams.last(stream);
    long from =
        newest
            .map(AccountStream::whole)
            .orElseGet(() -> Math.max(0, journal.lastSequence(account) - HISTORY));
    Batch batch = new Batch(from);
    journal.replayAfter(
        account,
        from,
        turn -> {
          batch.add(turn);
          if (batch.messages.size() >= BATCH) {
            batch.write();
          }
        });
    batch.write();
    return batch.last;
  }

  /** The sequence up to which the stream has everything, by its newest message. */
  private static long whole(Delivered newest) {
    var headers = newest.message().headers();
    long sequence = Long.parseLong(headers.getOrDefault(EventMessages.SEQUENCE, "0"));
    String[] part = headers.getOrDefault(EventMessages.PART, "1/1").split("/", 2);
    return part[0].equals(part[part.length - 1]) ? sequence : Math.max(0, sequence - 1);
  }

  /** Messages on their way. */
  private final class Batch {
    private final List<StreamMessage> messages = new ArrayList<>();
    private long last;

    Batch(long last) {
      this.last = last;
    }

    void add(Turn turn) {
      if (turn.sequence() > last) {
        messages.addAll(EventMessages.of(turn));
        last = turn.sequence();
      }
    }

    void write() {
      if (messages.isEmpty()) {
        return;
      }
      streams.publish(stream, messages);
      written += messages.size();
      messages.clear();
    }
  }

  /** Stops; what is not written yet is written after the next start. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
