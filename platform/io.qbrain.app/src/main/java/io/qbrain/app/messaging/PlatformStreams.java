package io.qbrain.app.messaging;

import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of the platform: each goes by the transport that the configuration names for it. A
 * transport that the platform brings along and that cannot start here is replaced by one within the
 * process, until it can; readers move by themselves.
 */
public final class PlatformStreams implements EventStream, AutoCloseable {
  /** The name of the transport within the process. */
  public static final String IN_PROCESS = "in-process";

  private static final Logger LOG = LoggerFactory.getLogger(PlatformStreams.class);
  private static final long LOOK_MILLIS = 500;

  /**
   * Which stream goes by which transport.
   *
   * @param usual the transport of all others
   * @param particular transports by stream
   */
  public record Routes(String usual, Map<String, String> particular) {
    /** Copies. */
    public Routes {
      particular = new TreeMap<>(particular);
    }

    /**
     * Reads {@code redis} or {@code redis, market=kafka, alerts=kafka}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Routes parse(String text) {
      String usual = "redis";
      Map<String, String> particular = new TreeMap<>();
      for (String each : text.trim().split("\\s*,\\s*")) {
        String[] words = each.split("\\s*=\\s*", -1);
        if (words.length > 2 || each.isEmpty() || words[words.length - 1].isEmpty()) {
          throw new IllegalArgumentException(
              "expected a transport and exceptions, such as 'redis, market=kafka', found '"
                  + text
                  + "'");
        }
        if (words.length == 1) {
          usual = words[0];
        } else {
          particular.put(words[0], words[1]);
        }
      }
      return new Routes(usual, particular);
    }

    String of(String stream) {
      String base =
          stream.endsWith(DEAD_LETTERS)
              ? stream.substring(0, stream.length() - DEAD_LETTERS.length())
              : stream;
      return particular.getOrDefault(base, usual);
    }
  }

  /** Where a stream goes now. */
  private record Way(String transport, EventStream streams) {}

  private final Routes routes;
  private final Predicate<String> cannotStart;
  private final InProcessStreams inProcess = new InProcessStreams();
  private final Map<String, EventStream> transports = new ConcurrentSkipListMap<>();
  private final Set<Moving> readers = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Makes the streams.
   *
   * @param cannotStart says whether a transport that the platform brings along cannot start here
   */
  public PlatformStreams(Routes routes, Predicate<String> cannotStart) {
    this.routes = routes;
    this.cannotStart = cannotStart;
    this.thread = new Thread(this::look, "qbrain-streams");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds a transport. */
  public void add(String transport, EventStream streams) {
    transports.put(transport, streams);
  }

  /** Removes a transport. */
  public void remove(String transport, EventStream streams) {
    transports.remove(transport, streams);
  }

  private Way way(String stream) {
    String transport = routes.of(stream);
    if (transport.equals(IN_PROCESS) || cannotStart.test(transport)) {
      return new Way(IN_PROCESS, inProcess);
    }
    EventStream found = transports.get(transport);
    if (found == null) {
      throw new PortException(
          "stream "
              + stream
              + " goes by "
              + transport
              + ", which is not there; there are "
              + transports.keySet());
    }
    return new Way(transport, found);
  }

  @Override
  public void publish(String stream, List<StreamMessage> messages) {
    way(stream).streams().publish(stream, messages);
  }

  @Override
  public Subscription subscribe(Group group, Handler handler) {
    Moving reader = new Moving(group, handler);
    readers.add(reader);
    reader.settle();
    return reader;
  }

  @Override
  public List<Delivered> read(String stream, String afterId, int limit) {
    return way(stream).streams().read(stream, afterId, limit);
  }

  @Override
  public Optional<Delivered> last(String stream) {
    return way(stream).streams().last(stream);
  }

  @Override
  public List<StreamView> streams() {
    List<StreamView> all = new ArrayList<>();
    for (Way way : ways()) {
      way.streams().streams().stream().filter(s -> isOf(way, s.name())).forEach(all::add);
    }
    all.sort(Comparator.comparing(StreamView::name));
    return all;
  }

  private boolean isOf(Way way, String stream) {
    try {
      return way(stream).equals(way);
    } catch (PortException e) {
      return false; // nobody carries it now
    }
  }

  private List<Way> ways() {
    Map<String, Way> ways = new TreeMap<>();
    Way usual = way("");
    ways.put(usual.transport(), usual);
    for (String stream : routes.particular().keySet()) {
      Way way = way(stream);
      ways.put(way.transport(), way);
    }
    return List.copyOf(ways.values());
  }

  /** Returns what carries a stream now. */
  public String transportOf(String stream) {
    return way(stream).transport();
  }

  private void look() {
    try {
      while (!closed) {
        readers.forEach(Moving::settle);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    readers.forEach(Moving::close);
  }

  /** A reader that follows its stream from transport to transport. */
  private final class Moving implements Subscription {
    private final Group group;
    private final Handler handler;
    private @Nullable EventStream at;
    private @Nullable Subscription under;
    private boolean ended;

    Moving(Group group, Handler handler) {
      this.group = group;
      this.handler = handler;
    }

    synchronized void settle() {
      if (ended) {
        return;
      }
      try {
        EventStream wanted = way(group.stream()).streams();
        if (wanted != at) {
          leave();
          under = wanted.subscribe(group, handler);
          at = wanted;
        }
      } catch (PortException e) {
        LOG.debug("{} is not read yet: {}", group.stream(), e.getMessage());
      }
    }

    private void leave() {
      Subscription before = under;
      under = null;
      at = null;
      if (before != null) {
        before.close();
      }
    }

    @Override
    public synchronized void close() {
      ended = true;
      readers.remove(this);
      leave();
    }
  }
}
