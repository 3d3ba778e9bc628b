package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Owner of one PostgreSQL child process over a durable data directory. Every commit is on the disk
 * when it is answered ({@code fsync} and {@code synchronous_commit} are on), the password is random
 * and kept in a file for the owner alone, and nothing but 127.0.0.1 is listened on. A server that
 * ends by itself is started again on the same port until it stays; stop() undoes start().
 *
 * <p>Safe for use by several threads.
 */
public final class PostgresServer {
  private static final System.Logger LOG = System.getLogger(PostgresServer.class.getName());
  private static final Duration FAST_STOP_TIME = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE_STOP_TIME = Duration.ofSeconds(10);
  private static final Duration FORMER_BACKENDS_STOP = Duration.ofSeconds(20);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int FREE_PORT_ATTEMPTS = 3;
  private static final int LONGEST_PAUSE = 10;
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);
  private static final int LOG_LINES = 12;

  private final ServerSettings settings;
  private @Nullable DataDirectory directory;
  private @Nullable GuardedProcess process;
  private @Nullable ServerAddress address;

  /** The free port of the last start: a start after it uses the same, so that nothing changes. */
  private int chosenPort;

  public PostgresServer(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts the server and waits until it takes connections; makes the data on the first start.
   *
   * @throws PortException if it cannot; nothing is left running or locked then
   */
  public synchronized ServerAddress start() {
    if (directory != null) {
      throw new IllegalStateException("PostgreSQL in " + settings.directory() + " is started");
    }
    try {
      DataDirectory opened = DataDirectory.open(settings.directory());
      directory = opened;
      PostgresPrograms programs = prepare(opened);
      return startOnPort(opened, programs, settings.port());
    } catch (IOException e) {
      stop();
      throw new PortException(
          "cannot use the database directory " + settings.directory() + ": " + e, e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Stops the server if it runs: connections are closed, data are written out. */
  public synchronized void stop() {
    GuardedProcess running = process;
    process = null;
    address = null;
    try {
      if (running != null) {
        end(running);
      }
    } finally {
      release();
    }
  }

  /** Where the server answers; empty while it does not run. */
  public synchronized Optional<ServerAddress> address() {
    return Optional.ofNullable(process != null && process.isAlive() ? address : null);
  }

  private PostgresPrograms prepare(DataDirectory opened) throws IOException {
    opened.checkSpace();
    PostgresPrograms programs = PostgresPrograms.unpacked(settings);
    RunAs runAs = RunAs.forData(opened.data());
    runAs.allowPassing(settings.programs());
    runAs.checkReach(settings.programs());
    if (!opened.hasData()) {
      LOG.log(System.Logger.Level.INFO, "making a new database in " + opened.root());
      opened.initialize(programs, runAs);
    }
    opened.checkVersion();
    return programs;
  }

  private ServerAddress startOnPort(DataDirectory opened, PostgresPrograms programs, int port)
      throws IOException {
    Deadline deadline = Deadline.in(FORMER_BACKENDS_STOP);
    for (int attempt = 1; ; attempt++) {
      try {
        int on = port != 0 ? port : attempt == 1 && chosenPort != 0 ? chosenPort : freePort();
        chosenPort = on;
        return startOnce(opened, programs, on);
      } catch (StartRefused e) {
        boolean again = e.mayPass ? !deadline.isOver() : port == 0 && attempt < FREE_PORT_ATTEMPTS;
        if (!again) {
          throw new PortException(e.reason, e);
        }
      }
    }
  }

  private ServerAddress startOnce(DataDirectory opened, PostgresPrograms programs, int port)
      throws IOException {
    opened.endFormerServer();
    opened.turnLog();
    RunAs runAs = RunAs.forData(opened.data());
    runAs.checkReach(opened.root());
    long logStart = Files.exists(opened.log()) ? Files.size(opened.log()) : 0;
    GuardedProcess started =
        GuardedProcess.start(
            runAs.command(serverCommand(programs, opened.data(), port)),
            opened.root(),
            opened.log());
    process = started;
    long pid = awaitReady(opened, started, port, logStart);
    ServerAddress ready = new ServerAddress(port, DataDirectory.USER, opened.password(), pid);
    address = ready;
    LOG.log(System.Logger.Level.INFO, ready + " uses " + opened.data());
    CompletableFuture<Void> unused =
        started.onExit().thenRunAsync(() -> restart(started), PostgresServer::runInThread);
    return ready;
  }

  private static void runInThread(Runnable task) {
    Thread thread = new Thread(task, "qbrain-postgres-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<String> serverCommand(PostgresPrograms programs, Path data, int port) {
    List<String> command = new ArrayList<>();
    command.add(programs.program("postgres").toString());
    command.add("-D");
    command.add(data.toString());
    for (String setting :
        List.of(
            "listen_addresses=" + ServerAddress.HOST,
            "port=" + port,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=50",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_destination=stderr",
            "logging_collector=off",
            "log_checkpoints=off",
            "log_min_messages=log")) {
      command.add("-c");
      command.add(setting);
    }
    return command;
  }

  private long awaitReady(DataDirectory opened, GuardedProcess started, int port, long logStart)
      throws IOException {
    Deadline deadline = Deadline.in(settings.startTimeout());
    deadline.await(() -> !started.isAlive() || readyServer(opened, started).isPresent());
    Optional<Long> pid = readyServer(opened, started);
    if (pid.isPresent()) {
      return pid.get();
    }
    boolean late = started.isAlive();
    process = null;
    end(started);
    String log = logSince(opened.log(), logStart);
    if (log.contains("could not bind") || log.contains("Address already in use")) {
      throw new StartRefused(
          false,
          "port "
              + port
              + " on "
              + ServerAddress.HOST
              + " is busy, another program listens there: set QBRAIN_DB_PORT to another, or to 0"
              + " for a free one");
    }
    if (log.contains("pre-existing shared memory block")) {
      throw new StartRefused(
          true, "processes of an earlier PostgreSQL still use " + opened.data() + ": end them");
    }
    if (log.contains("No space left on device")) {
      throw new PortException(
          "no space is left for " + opened.root() + ", PostgreSQL cannot start: make room");
    }
    String what =
        late
            ? "did not take connections within " + settings.startTimeout().toSeconds() + " s"
            : "ended at once with exit " + started.exitStatus();
    throw new PortException("PostgreSQL " + what + ", its log " + opened.log() + " says:\n" + log);
  }

  private static Optional<Long> readyServer(DataDirectory opened, GuardedProcess started) {
    try {
      return opened.readyServer().filter(started::isParentOf);
    } catch (IOException e) {
      throw new PortException("cannot read the process file of PostgreSQL: " + e, e);
    }
  }

  private synchronized void restart(GuardedProcess former) {
    ServerAddress last = address;
    DataDirectory opened = directory;
    if (process != former || last == null || opened == null) {
      return; // stopped by us
    }
    LOG.log(
        System.Logger.Level.WARNING,
        last + " ended by itself with exit " + former.exitStatus() + ", see " + opened.log());
    process = null;
    long toldAt = System.nanoTime() - TELL_AGAIN.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        startOnPort(opened, PostgresPrograms.unpacked(settings), last.port());
        return;
      } catch (IOException | PortException e) {
        if (System.nanoTime() - toldAt >= TELL_AGAIN.toNanos()) {
          toldAt = System.nanoTime();
          String reason = String.valueOf(e.getMessage()).lines().collect(Collectors.joining(" | "));
          LOG.log(
              System.Logger.Level.WARNING,
              "PostgreSQL does not start again, attempt " + attempt + ": " + reason);
        }
      }
      if (!pause(opened, RESTART_PAUSE.multipliedBy(Math.min(attempt, LONGEST_PAUSE)))) {
        return;
      }
    }
  }

  /** Lets go of the lock for a time; answers false if it was stopped meanwhile. */
  private synchronized boolean pause(DataDirectory opened, Duration time) {
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
    running.signal(GuardedProcess.FAST_STOP);
    if (running.awaitExit(FAST_STOP_TIME)) {
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "PostgreSQL does not stop, so it is stopped at once");
    running.signal(GuardedProcess.IMMEDIATE_STOP);
    if (!running.awaitExit(IMMEDIATE_STOP_TIME)) {
      throw new PortException("PostgreSQL does not stop, even when told to stop at once");
    }
  }

  private synchronized void release() {
    DataDirectory opened = directory;
    directory = null;
    notifyAll();
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        throw new PortException("cannot release " + opened.root() + ": " + e, e);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static String logSince(Path log, long start) throws IOException {
    byte[] all = Files.readAllBytes(log);
    int from = (int) Math.min(start, all.length);
    String text = new String(all, from, all.length - from, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /** PostgreSQL refused to start for a reason that another port, or time, may take away. */
  private static final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayPass;
    private final String reason;

    StartRefused(boolean mayPass, String reason) {
      super(reason);
      this.mayPass = mayPass;
      this.reason = reason;
    }
  }
}
