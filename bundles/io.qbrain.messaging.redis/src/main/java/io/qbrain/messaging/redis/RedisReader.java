package io.qbrain.messaging.redis;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XPendingArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.models.stream.ClaimedMessages;
import io.lettuce.core.models.stream.PendingMessage;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.messaging.redis.client.Script;
import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.EventStream.Handler;
import io.qbrain.port.EventStream.Start;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of a group, with a thread and a connection of its own, because reading blocks the
 * connection. In turn it takes over what others left unfinished, and reads what is new.
 */
final class RedisReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisReader.class);
  private static final int BATCH = 128;
  private static final int MAX_FAILURES = 10_000;
  private static final long MOST_DEAD = 10_000;
  private static final Duration BLOCK = Duration.ofMillis(500);
  private static final Duration LEAST_BLOCK = Duration.ofMillis(20);
  private static final Duration SHORTEST_CLAIM = Duration.ofMillis(50);
  private static final Duration LONGEST_CLAIM = Duration.ofSeconds(10);

  /** What was handled is said so at the end of a batch, or after so long. */
  private static final Duration ACKNOWLEDGE = Duration.ofMillis(20);

  private static final long PAUSE_MILLIS = 200;
  private static final long CLOSE_MILLIS = 5_000;

  /** Done with it, and put aside; nothing if somebody else has done that. */
  private static final Script PUT_ASIDE =
      new Script(
          ScriptOutputType.INTEGER,
          """
          if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
          local fields = {}
          for i = 4, #ARGV do fields[#fields + 1] = ARGV[i] end
          redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', unpack(fields))
          return 1
          """);

  private final RedisLink link;
  private final Keys keys;
  private final Group group;
  private final Handler handler;
  private final EventStream alerts;
  private final String key;
  private final Consumer<String> consumer;
  private final Duration claimEvery;
  private final Duration block;
  private final Thread thread;

  /** What the handler said last of messages that will come again. */
  private final Map<String, String> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_FAILURES;
        }
      };

  /**
   * An acknowledgement under way, of the reader's thread: it goes before the next read on the same
   * connection, so its answer need not be waited for in between.
   */
  private @Nullable RedisFuture<Long> acknowledging;

  private volatile RedisLink.@Nullable Connection<String> connection;
  private volatile boolean closed;

  RedisReader(RedisLink link, Keys keys, Group group, Handler handler, EventStream alerts) {
    this.link = link;
    this.keys = keys;
    this.group = group;
    this.handler = handler;
    this.alerts = alerts;
    this.key = keys.stream(group.stream());
    this.consumer = Consumer.from(group.name(), group.consumer());
    this.claimEvery = clamp(group.retryAfter().dividedBy(2), SHORTEST_CLAIM, LONGEST_CLAIM);
    this.block = clamp(claimEvery, LEAST_BLOCK, BLOCK);
    this.thread = new Thread(this, "qbrain-stream-" + group.stream() + "-" + group.name());
    thread.setDaemon(true);
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
  }

  /** Makes the group, so that nothing written from now on is missed, and begins. */
  void open() {
    RedisLink.Connection<String> opened =
        link.connect(StringCodec.UTF8, BLOCK.plus(RedisLink.TIMEOUT));
    try {
      makeGroup(link.commands(), group.start() == Start.NEW ? "$" : "0");
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    connection = opened;
    thread.start();
  }

  private void makeGroup(RedisClusterAsyncCommands<String, String> on, String from) {
    link.await(on.sadd(keys.streams(), group.stream()));
    try {
      link.await(
          on.xgroupCreate(
              io.lettuce.core.XReadArgs.StreamOffset.from(key, from),
              group.name(),
              XGroupCreateArgs.Builder.mkstream()));
    } catch (PortException e) {
      if (!(e.getCause() instanceof RedisBusyException)) {
        throw e;
      }
    }
  }

  @Override
  public void run() {
    try {
      readOn();
    } finally {
      try {
        acknowledged();
      } catch (PortException e) {
        LOG.debug("what was handled last comes again: {}", e.getMessage());
      }
    }
  }

  private void readOn() {
    long claimAt = System.nanoTime();
    while (!closed) {
      try {
        RedisLink.Connection<String> on = connection;
        if (on == null) {
          return;
        }
        if (System.nanoTime() - claimAt >= 0) {
          takeOver(on.commands());
          claimAt = System.nanoTime() + claimEvery.toNanos();
        }
        handle(on.commands(), read(on.commands()), Map.of());
      } catch (PortException e) {
        if (!closed) {
          recover(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("the reader of {} for {} goes on after {}", key, group.name(), e.toString());
          pause();
        }
      }
    }
  }

  /** The server has lost the group with its memory, or it is away: then it is tried again. */
  private void recover(PortException e) {
    if (e.getCause() instanceof RedisCommandExecutionException refused
        && String.valueOf(refused.getMessage()).startsWith("NOGROUP")) {
      try {
        makeGroup(link.commands(), "0");
        LOG.warn("Redis had lost group {} of {}; it begins anew", group.name(), group.stream());
        return;
      } catch (PortException again) {
        LOG.debug("group {} is not made: {}", group.name(), again.getMessage());
      }
    }
    pause();
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked") // an array of one element, of the right type
  private List<StreamMessage<String, String>> read(RedisClusterAsyncCommands<String, String> on) {
    XReadArgs.StreamOffset<String> next = XReadArgs.StreamOffset.lastConsumed(key);
    RedisFuture<List<StreamMessage<String, String>>> answer =
        on.xreadgroup(consumer, XReadArgs.Builder.block(block.toMillis()).count(BATCH), next);
    List<StreamMessage<String, String>> found = link.await(answer, block.plus(RedisLink.TIMEOUT));
    acknowledged();
    return found == null ? List.of() : found;
  }

  /** Takes what was given to anybody and is not finished after its time, page by page. */
  private void takeOver(RedisClusterAsyncCommands<String, String> on) throws InterruptedException {
    String cursor = "0-0";
    do {
      ClaimedMessages<String, String> page =
          link.await(
              on.xautoclaim(
                  key,
                  new XAutoClaimArgs<String>()
                      .consumer(consumer)
                      .minIdleTime(group.retryAfter())
                      .startId(cursor)
                      .count(BATCH)));
      cursor = page.getId();
      List<StreamMessage<String, String>> messages =
          page.getMessages().stream().filter(m -> m.getBody() != null).toList();
      if (!messages.isEmpty()) {
        handle(on, messages, deliveries(on, messages));
      }
    } while (!cursor.equals("0-0") && !closed);
  }

  private Map<String, Long> deliveries(
      RedisClusterAsyncCommands<String, String> on, List<StreamMessage<String, String>> messages) {
    Map<String, Long> counts = new HashMap<>();
    List<PendingMessage> pending =
        link.await(
            on.xpending(
                key,
                new XPendingArgs<String>()
                    .consumer(consumer)
                    .range(
                        Range.create(
                            messages.get(0).getId(), messages.get(messages.size() - 1).getId()))
                    .limit(Limit.from(2 * BATCH))));
    pending.forEach(p -> counts.put(p.getId(), p.getRedeliveryCount()));
    return counts;
  }

  private void handle(
      RedisClusterAsyncCommands<String, String> on,
      List<StreamMessage<String, String>> messages,
      Map<String, Long> deliveries)
      throws InterruptedException {
    List<String> done = new ArrayList<>();
    long acknowledgeAt = System.nanoTime() + ACKNOWLEDGE.toNanos();
    long renewAt = System.nanoTime() + group.retryAfter().toNanos() / 3;
    for (int i = 0; i < messages.size() && !closed; i++) {
      if (System.nanoTime() - renewAt > 0) {
        renew(on, messages.subList(i, messages.size()));
        renewAt = System.nanoTime() + group.retryAfter().toNanos() / 3;
      }
      StreamMessage<String, String> entry = messages.get(i);
      long delivery = deliveries.getOrDefault(entry.getId(), 1L);
      Delivered delivered =
          new Delivered(
              group.stream(),
              entry.getId(),
              Entries.message(entry.getBody()),
              (int) Math.min(delivery, group.maxDeliveries()));
      if (delivery > group.maxDeliveries()) {
        putAside(on, delivered, failures.getOrDefault(entry.getId(), "nobody finished it"));
      } else if (given(on, delivered)) {
        done.add(entry.getId());
        if (System.nanoTime() - acknowledgeAt > 0) {
          acknowledge(on, done);
          acknowledgeAt = System.nanoTime() + ACKNOWLEDGE.toNanos();
        }
      }
    }
    acknowledge(on, done);
  }

  private void acknowledge(RedisClusterAsyncCommands<String, String> on, List<String> done) {
    if (!done.isEmpty()) {
      acknowledged();
      acknowledging = on.xack(key, group.name(), done.toArray(String[]::new));
      done.clear();
    }
  }

  private void acknowledged() {
    RedisFuture<Long> sent = acknowledging;
    acknowledging = null;
    if (sent != null) {
      link.await(sent);
    }
  }

  /** Says that the rest of a batch is still being worked on. */
  private void renew(
      RedisClusterAsyncCommands<String, String> on, List<StreamMessage<String, String>> rest) {
    link.await(
        on.xclaim(
            key,
            consumer,
            XClaimArgs.Builder.minIdleTime(0).justid(),
            rest.stream().map(StreamMessage::getId).toArray(String[]::new)));
  }

  private boolean given(RedisClusterAsyncCommands<String, String> on, Delivered delivered)
      throws InterruptedException {
    try {
      handler.handle(delivered);
      failures.remove(delivered.id());
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
      failures.put(delivered.id(), reason);
      if (delivered.delivery() >= group.maxDeliveries()) {
        putAside(on, delivered, reason);
      }
      return false;
    }
  }

  private void putAside(
      RedisClusterAsyncCommands<String, String> on, Delivered delivered, String reason) {
    failures.remove(delivered.id());
    List<String> values = new ArrayList<>();
    values.add(group.name());
    values.add(delivered.id());
    values.add(Long.toString(MOST_DEAD));
    Entries.fields(DeadLetters.of(delivered, group.name(), reason))
        .forEach(
            (name, value) -> {
              values.add(name);
              values.add(value);
            });
    Long moved =
        PUT_ASIDE.run(
            link, on, new String[] {key, keys.dead(group.stream())}, values.toArray(String[]::new));
    if (moved == 1) {
      LOG.warn("message {} of stream {} was put aside: {}", delivered.id(), group.stream(), reason);
      alerts.publish(
          EventStream.ALERTS, List.of(DeadLetters.alert(delivered, group.name(), reason)));
    }
  }

  /** Ends reading; what is not finished stays for the others of the group. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (Thread.currentThread() != thread) {
      try {
        thread.join(CLOSE_MILLIS);
        if (thread.isAlive()) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    RedisLink.Connection<String> open = connection;
    connection = null;
    if (open != null) {
      leave();
      open.close();
    }
  }

  /** Takes our name out of the group if nothing hangs on it. */
  private void leave() {
    try {
      RedisClusterAsyncCommands<String, String> on = link.commands();
      boolean idle =
          link.await(
                  on.xpending(
                      key,
                      new XPendingArgs<String>()
                          .consumer(consumer)
                          .range(Range.unbounded())
                          .limit(Limit.from(1))))
              .isEmpty();
      if (idle) {
        link.await(on.xgroupDelconsumer(key, consumer));
      }
    } catch (PortException e) {
      LOG.debug("the reader stays in group {}: {}", group.name(), e.getMessage());
    }
  }
}
