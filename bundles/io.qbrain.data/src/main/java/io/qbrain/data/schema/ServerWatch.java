package io.qbrain.data.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for a sign of life all the time, on a connection and a thread of its own. A
 * server that keeps silent is told within two seconds: whoever waits for it then is woken by the
 * end of its connection, and whoever comes later is refused at once. A slow statement is no
 * silence: the sign of life needs no disk and no lock.
 */
public final class ServerWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ServerWatch.class.getName());

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(500);

  /** With the pause before it, less than two seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(1_400);

  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);
  private static final long STOP_MILLIS = 5_000;

  private final Connections connections;
  private final Clock clock;
  private final Thread thread;
  private volatile @Nullable String trouble;
  private volatile boolean closed;
  private @Nullable Connection connection;
  private @Nullable Instant since;
  private long toldAt;

  /** Begins to ask. */
  public ServerWatch(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
    this.thread = new Thread(this::run, "qbrain-data-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns what is wrong with the server, or null; never waits; any thread. */
  public @Nullable String trouble() {
    return trouble;
  }

  private void run() {
    while (!closed) {
      Instant asked = clock.instant();
      try {
        ask();
        answered();
      } catch (SQLException | RuntimeException e) {
        end();
        if (!closed) {
          silent(asked, e);
        }
      }
      LockSupport.parkNanos((trouble == null ? PAUSE : PAUSE_WHILE_AWAY).toNanos());
    }
    end();
  }

  private void ask() throws SQLException {
    Connection to = connection;
    if (to == null) {
      to = connections.probe();
      connection = to;
      to.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
    }
    try (Statement statement = to.createStatement()) {
      statement.execute("select 1");
    }
  }

  private void answered() {
    Instant away = since;
    if (away != null) {
      trouble = null;
      since = null;
      LOG.log(
          System.Logger.Level.INFO,
          connections.name()
              + " answers again, after "
              + Duration.between(away, clock.instant()).toSeconds()
              + " s");
    }
  }

  private void silent(Instant asked, Exception e) {
    Instant from = since;
    boolean isNew = from == null;
    if (from == null) {
      from = asked;
      since = from;
    }
    String text =
        connections.name()
            + " has not answered since "
            + from.truncatedTo(ChronoUnit.SECONDS)
            + Connections.inShort(e);
    trouble = text;
    connections.abortAll();
    long now = System.nanoTime();
    if (isNew || now - toldAt > TELL_AGAIN.toNanos()) {
      toldAt = now;
      LOG.log(System.Logger.Level.WARNING, text);
    }
  }

  private void end() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "the watch's connection: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
