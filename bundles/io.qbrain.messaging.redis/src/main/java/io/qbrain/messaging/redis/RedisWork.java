package io.qbrain.messaging.redis;

import io.lettuce.core.LMoveArgs;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.messaging.redis.client.Script;
import io.qbrain.port.PortException;
import io.qbrain.port.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists of Redis: work moves from the list of what waits to a list of the worker's own, and from
 * there it is deleted when done. A worker says that it lives by a key with a time to live; when
 * that is gone, any other node puts its list back.
 */
@Component(service = WorkQueue.class, property = "qbrain.transport=redis")
public final class RedisWork implements WorkQueue, RedisMessaging.Part {
  private static final Logger LOG = LoggerFactory.getLogger(RedisWork.class);
  private static final Duration ALIVE = Duration.ofSeconds(6);
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 16;
  private static final int MOST_DEAD = 10_000;

  /** KEYS: bodies, waiting. ARGV: id, body. */
  private static final Script PUT =
      new Script(
          ScriptOutputType.INTEGER,
          """
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          return redis.call('RPUSH', KEYS[2], ARGV[1])
          """);

  /** KEYS: bodies, attempts. ARGV: id. Answers body and attempt. */
  private static final Script BEGIN =
      new Script(
          ScriptOutputType.MULTI,
          """
          local body = redis.call('HGET', KEYS[1], ARGV[1])
          if not body then return {} end
          return {body, tostring(redis.call('HINCRBY', KEYS[2], ARGV[1], 1))}
          """);

  /** KEYS: taken, bodies, attempts. ARGV: id. */
  private static final Script DONE =
      new Script(
          ScriptOutputType.INTEGER,
          """
          if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
          redis.call('HDEL', KEYS[2], ARGV[1])
          redis.call('HDEL', KEYS[3], ARGV[1])
          return 1
          """);

  /** KEYS: taken, waiting, attempts, dead, bodies. ARGV: id, most attempts, most dead. */
  private static final Script GIVE_BACK =
      new Script(
          ScriptOutputType.INTEGER,
          """
          if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
          local attempts = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or '0')
          if attempts < tonumber(ARGV[2]) then
            redis.call('RPUSH', KEYS[2], ARGV[1])
            return 1
          end
          if redis.call('RPUSH', KEYS[4], ARGV[1]) > tonumber(ARGV[3]) then
            local oldest = redis.call('LPOP', KEYS[4])
            redis.call('HDEL', KEYS[5], oldest)
            redis.call('HDEL', KEYS[3], oldest)
          end
          return 2
          """);

  /** KEYS: alive, taken, workers. ARGV: worker. Answers the ids of what it left. */
  private static final Script RECLAIM =
      new Script(
          ScriptOutputType.MULTI,
          """
          if redis.call('EXISTS', KEYS[1]) == 1 then return {} end
          local left = redis.call('LRANGE', KEYS[2], 0, 99)
          if #left == 0 then redis.call('SREM', KEYS[3], ARGV[1]) end
          return left
          """);

  private final RedisMessaging redis;
  private final Keys keys;
  private final String worker = UUID.randomUUID().toString();
  private final Set<String> mine = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> suspects = new ConcurrentHashMap<>();
  private final Set<String> active = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<RedisLink.Connection<String>> idle =
      new ArrayBlockingQueue<>(MAX_CONNECTIONS);
  private volatile boolean open;
  private @Nullable Thread thread;

  /** Takes the connections. */
  @Activate
  public RedisWork(@Reference RedisMessaging redis) {
    this.redis = redis;
    this.keys = new Keys(redis.settings().prefix());
    redis.add(this);
  }

  @Deactivate
  void deactivate() {
    closing();
    redis.remove(this);
  }

  @Override
  public synchronized void opened(RedisLink link) {
    open = true;
    Thread started = new Thread(() -> beat(link), "qbrain-redis-work");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  @Override
  public synchronized void closing() {
    open = false;
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
    for (RedisLink.Connection<String> c = idle.poll(); c != null; c = idle.poll()) {
      c.close();
    }
    active.clear();
    suspects.clear();
  }

  @Override
  public String put(String queue, String body) {
    RedisLink link = redis.link();
    String id = UUID.randomUUID().toString();
    RedisFuture<Long> known = link.commands().sadd(keys.queues(), queue);
    Long unused =
        PUT.run(link, link.commands(), new String[] {bodies(queue), keys.waiting(queue)}, id, body);
    link.await(known);
    return id;
  }

  private String bodies(String queue) {
    return keys.queue(queue, "bodies");
  }

  private String attempts(String queue) {
    return keys.queue(queue, "attempts");
  }

  @Override
  public Optional<Work> take(String queue, Duration wait) {
    RedisLink link = redis.link();
    if (active.add(queue)) {
      sayAlive(link, queue);
    }
    long end = System.nanoTime() + wait.toNanos();
    do {
      long left = Math.max(1_000_000, end - System.nanoTime());
      Duration block = Duration.ofNanos(Math.min(left, LONGEST_BLOCK.toNanos()));
      String id = move(link, queue, block);
      if (id != null) {
        mine.add(id);
        List<String> found =
            BEGIN.run(link, link.commands(), new String[] {bodies(queue), attempts(queue)}, id);
        if (found.size() == 2) {
          return Optional.of(new Work(queue, id, found.get(0), Integer.parseInt(found.get(1))));
        }
        done(new Work(queue, id, "", 0)); // its body is gone: nothing can be done
      }
    } while (System.nanoTime() - end < 0);
    return Optional.empty();
  }

  private @Nullable String move(RedisLink link, String queue, Duration block) {
    link.checkUp();
    RedisLink.Connection<String> connection = idle.poll();
    if (connection == null) {
      connection = link.connect(StringCodec.UTF8, LONGEST_BLOCK.plus(RedisLink.TIMEOUT));
    }
    boolean reusable = false;
    try {
      String id =
          link.await(
              connection
                  .commands()
                  .blmove(
                      keys.waiting(queue),
                      keys.taken(queue, worker),
                      LMoveArgs.Builder.leftRight(),
                      block.toNanos() / 1e9),
              block.plus(RedisLink.TIMEOUT));
      reusable = true;
      return id;
    } finally {
      // After a failure an answer may still be on its way: it must not be taken for another's.
      if (!reusable || !open || !idle.offer(connection)) {
        connection.close();
      }
    }
  }

  @Override
  public boolean done(Work work) {
    RedisLink link = redis.link();
    Long gone =
        DONE.run(
            link,
            link.commands(),
            new String[] {
              keys.taken(work.queue(), worker), bodies(work.queue()), attempts(work.queue())
            },
            work.id());
    mine.remove(work.id());
    return gone == 1;
  }

  @Override
  public void giveBack(Work work) {
    giveBack(redis.link(), work.queue(), worker, work.id());
    mine.remove(work.id());
  }

  private void giveBack(RedisLink link, String queue, String from, String id) {
    Long result =
        GIVE_BACK.run(
            link,
            link.commands(),
            new String[] {
              keys.taken(queue, from),
              keys.waiting(queue),
              attempts(queue),
              keys.queue(queue, "dead"),
              bodies(queue)
            },
            id,
            Integer.toString(MAX_ATTEMPTS),
            Integer.toString(MOST_DEAD));
    if (result == 2) {
      LOG.warn("work {} of queue {} was put aside after {} attempts", id, queue, MAX_ATTEMPTS);
    }
  }

  @Override
  public List<QueueView> queues() {
    RedisLink link = redis.link();
    RedisClusterAsyncCommands<String, String> on = link.commands();
    List<QueueView> views = new ArrayList<>();
    for (String queue : new TreeSet<>(link.await(on.smembers(keys.queues())))) {
      RedisFuture<Long> waiting = on.llen(keys.waiting(queue));
      RedisFuture<Long> dead = on.llen(keys.queue(queue, "dead"));
      long taken = 0;
      for (String each : link.await(on.smembers(keys.queue(queue, "workers")))) {
        taken += link.await(on.llen(keys.taken(queue, each)));
      }
      views.add(new QueueView(queue, link.await(waiting), taken, link.await(dead)));
    }
    return views;
  }

  private void sayAlive(RedisLink link, String queue) {
    RedisClusterAsyncCommands<String, String> on = link.commands();
    RedisFuture<?> queues = on.sadd(keys.queues(), queue);
    RedisFuture<?> workers = on.sadd(keys.queue(queue, "workers"), worker);
    RedisFuture<?> alive = on.set(keys.alive(queue, worker), "1", SetArgs.Builder.px(ALIVE));
    link.await(queues);
    link.await(workers);
    link.await(alive);
  }

  private void beat(RedisLink link) {
    try {
      while (open) {
        try {
          for (String queue : active) {
            sayAlive(link, queue);
            findLost(link, queue);
          }
          for (String queue : link.await(link.commands().smembers(keys.queues()))) {
            reclaim(link, queue);
          }
        } catch (PortException e) {
          LOG.debug("queues are not looked after: {}", e.getMessage());
        }
        TimeUnit.NANOSECONDS.sleep(BEAT.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reclaim(RedisLink link, String queue) {
    String workers = keys.queue(queue, "workers");
    for (String each : link.await(link.commands().smembers(workers))) {
      if (!each.equals(worker)) {
        List<String> left =
            RECLAIM.run(
                link,
                link.commands(),
                new String[] {keys.alive(queue, each), keys.taken(queue, each), workers},
                each);
        if (!left.isEmpty()) {
          LOG.warn("a worker of queue {} died over {} pieces of work", queue, left.size());
          left.forEach(id -> giveBack(link, queue, each, id));
        }
      }
    }
  }

  /**
   * What is in our list but was never given out went missing on its way, when an answer came too
   * late; seen twice, it is put back.
   */
  private void findLost(RedisLink link, String queue) {
    Set<String> unknown =
        new HashSet<>(link.await(link.commands().lrange(keys.taken(queue, worker), 0, -1)));
    unknown.removeAll(mine);
    Set<String> before = suspects.put(queue, unknown);
    if (before != null) {
      for (String id : unknown) {
        if (before.contains(id) && !mine.contains(id)) {
          giveBack(link, queue, worker, id);
        }
      }
    }
  }
}
