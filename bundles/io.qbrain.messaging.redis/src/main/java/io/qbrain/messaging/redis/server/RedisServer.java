package io.qbrain.messaging.redis.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owner of one Redis child process over a durable directory: at most a second of writes is lost
 * with the machine. The password is random and kept in a file for the owner alone, and nothing but
 * 127.0.0.1 is listened on. A server that ends by itself is started again on the same port, after
 * pauses that grow; stop() undoes start().
 *
 * <p>Safe for use by several threads.
 */
public final class RedisServer {
  private static final Logger LOG = LoggerFactory.getLogger(RedisServer.class);
  private static final Duration STOP_TIME = Duration.ofSeconds(15);
  private static final Duration RESTART_PAUSE = Duration.ofMillis(500);
  private static final long POLL_MILLIS = 20;
  private static final int PROBE_MILLIS = 1_000;
  private static final int LONGEST_PAUSE = 60;
  private static final int LOG_LINES = 12;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** A server that has run so long is started again without much of a pause. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final ServerSettings settings;
  private @Nullable ServerDirectory directory;
  private volatile @Nullable GuardedProcess process;
  private volatile @Nullable ServerAddress address;
  private long startedNanos;
  private int restarts;

  /** Makes a server that is not started. */
  public RedisServer(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @throws PortException if it cannot; nothing is left running or locked then
   */
  public synchronized ServerAddress start() {
    if (directory != null) {
      throw new IllegalStateException("Redis in " + settings.directory() + " is started");
    }
    try {
      ServerDirectory opened = ServerDirectory.open(settings.directory());
      directory = opened;
      opened.checkSpace();
      restarts = 0;
      return startOn(opened, settings.port());
    } catch (IOException e) {
      stop();
      throw new PortException(
          "cannot use the Redis directory " + settings.directory() + ": " + e, e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Stops the server if it runs; what it holds is written out, unless it does not answer. */
  public synchronized void stop() {
    GuardedProcess running = process;
    process = null;
    address = null;
    try {
      if (running != null) {
        end(running);
      }
    } finally {
      ServerDirectory opened = directory;
      directory = null;
      notifyAll();
      if (opened != null) {
        try {
          opened.close();
        } catch (IOException e) {
          LOG.warn("the lock of {} cannot be closed: {}", opened.root(), e.toString());
        }
      }
    }
  }

  /** Where the server answers; empty while it does not run. Never waits. */
  public Optional<ServerAddress> address() {
    GuardedProcess running = process;
    return Optional.ofNullable(running != null && running.isAlive() ? address : null);
  }

  private ServerAddress startOn(ServerDirectory opened, int port) throws IOException {
    try {
      Path program = RedisProgram.unpacked(settings).toRealPath();
      opened.endFormerServer(program);
      opened.turnLog();
      int on = port == 0 ? freePort() : port;
      Path configuration = opened.writeConfiguration(on, settings.memoryMegabytes());
      long logStart = Files.exists(opened.log()) ? Files.size(opened.log()) : 0;
      GuardedProcess started =
          GuardedProcess.start(
              List.of(program.toString(), configuration.toString()), opened.root(), opened.log());
      process = started;
      awaitAnswer(opened, started, on, logStart);
      long pid = started.pidOf(program).orElse(-1L);
      ServerAddress ready = new ServerAddress(on, opened.password(), pid);
      address = ready;
      startedNanos = System.nanoTime();
      LOG.info("{} uses {}", ready, opened.root());
      CompletableFuture<Void> unused =
          started.onExit().thenRunAsync(() -> restart(started), RedisServer::runInThread);
      return ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while Redis starts", e);
    }
  }

  private static void runInThread(Runnable task) {
    Thread thread = new Thread(task, "qbrain-redis-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(ServerDirectory opened, GuardedProcess started, int port, long logStart)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.startTimeout().toNanos();
    while (started.isAlive() && System.nanoTime() - end < 0) {
      if (answers(port, opened.password())) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    boolean late = started.isAlive();
    process = null;
    end(started);
    String log = logSince(opened.log(), logStart);
    if (log.contains("Address already in use") || log.contains("bind: Address in use")) {
      throw new PortException(
          "port "
              + port
              + " on 127.0.0.1 is busy, another program listens there: set QBRAIN_REDIS_PORT to"
              + " another, or to 0 for a free one");
    }
    throw new PortException(
        (late
                ? "Redis did not answer within " + settings.startTimeout().toSeconds() + " s"
                : "Redis ended at once with exit " + started.exitStatus())
            + ", its log "
            + opened.log()
            + " says:\n"
            + log);
  }

  private static boolean answers(int port, String password) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] answer = in.readNBytes("+OK\r\n+PONG\r\n".length());
      return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private synchronized void restart(GuardedProcess former) {
    ServerAddress last = address;
    ServerDirectory opened = directory;
    if (process != former || last == null || opened == null) {
      return; // stopped by us
    }
    if (System.nanoTime() - startedNanos > STEADY.toNanos()) {
      restarts = 0;
    }
    LOG.warn("{} ended by itself with exit {}", last, former.exitStatus());
    process = null;
    while (true) {
      restarts++;
      if (!pause(opened, RESTART_PAUSE.multipliedBy(Math.min(restarts, LONGEST_PAUSE)))) {
        return;
      }
      try {
        startOn(opened, last.port());
        return;
      } catch (IOException | PortException e) {
        LOG.warn("Redis does not start again, attempt {}: {}", restarts, e.getMessage());
      }
    }
  }

  /** Lets go of the lock for a time; answers false if it was stopped meanwhile. */
  private synchronized boolean pause(ServerDirectory opened, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toNanos(); left > 0 && directory == opened; ) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return directory == opened;
  }

  private static void end(GuardedProcess running) {
    try {
      if (!running.end(STOP_TIME)) {
        LOG.error("Redis does not stop within {} s", STOP_TIME.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while Redis stops", e);
    }
  }

  private static String logSince(Path log, long start) throws IOException {
    byte[] all = Files.readAllBytes(log);
    int from = (int) Math.min(start, all.length);
    List<String> lines =
        new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
