package io.qbrain.data;

import com.zaxxer.hikari.HikariDataSource;
import io.qbrain.data.events.OutboxUpkeep;
import io.qbrain.data.journal.JournalEntities;
import io.qbrain.data.journal.MonthPartitions;
import io.qbrain.data.schema.Connections;
import io.qbrain.data.schema.EntityUnit;
import io.qbrain.data.schema.Login;
import io.qbrain.data.schema.Migrations;
import io.qbrain.data.schema.ServerWatch;
import io.qbrain.data.server.PostgresServer;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.port.Database;
import io.qbrain.port.PortException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Owner of everything that leads to PostgreSQL: the server process (unless another server is
 * configured), then the tables' version, then the pool, then the entity managers. Passive until
 * {@link #start}.
 *
 * <p>Safe for use by several threads.
 */
@Component(
    service = {Database.class, PostgresDatabase.class},
    configurationPid = "io.qbrain.data")
@Designate(ocd = DatabaseConfiguration.class)
public final class PostgresDatabase implements Database {
  private static final System.Logger LOG = System.getLogger(PostgresDatabase.class.getName());

  private static final long UPKEEP_MINUTES = 60;
  private static final Duration QUERY = Duration.ofSeconds(2);

  private final DatabaseSettings settings;
  private final PostgresServer server;
  private volatile @Nullable Opened opened;

  /** What is open while the database is started. */
  private record Opened(
      Login login,
      String version,
      Connections connections,
      ServerWatch watch,
      HikariDataSource pool,
      HikariDataSource shared,
      EntityManagerFactory entities,
      int eventEpoch,
      ScheduledExecutorService upkeep) {
    void close() {
      upkeep.shutdownNow();
      watch.close();
      entities.close();
      shared.close();
      pool.close();
    }
  }

  @Activate
  public PostgresDatabase(DatabaseConfiguration configuration) {
    this(DatabaseSettings.of(configuration, System.getenv()));
  }

  public PostgresDatabase(DatabaseSettings settings) {
    this.settings = settings;
    this.server = new PostgresServer(settings.server());
  }

  @Override
  public synchronized void start() {
    if (opened != null) {
      return;
    }
    try {
      opened = open(settings.external().orElseGet(this::startServer), settings);
      LOG.log(System.Logger.Level.INFO, describe());
    } catch (RuntimeException e) {
      server.stop();
      throw e instanceof PortException
          ? e
          : new PortException("the database cannot be started: " + e.getMessage(), e);
    }
  }

  private Login startServer() {
    ServerAddress address = server.start();
    return new Login(address.url(), address.user(), address.password(), settings.schema());
  }

  private static Opened open(Login login, DatabaseSettings settings) {
    Connections connections = new Connections(login);
    String version = connections.checkServer();
    new Migrations(connections).apply();
    HikariDataSource pool = connections.openPool();
    try {
      OutboxUpkeep outbox = new OutboxUpkeep(pool, settings.eventDays());
      MonthPartitions months = new MonthPartitions(pool, settings.keepMonths());
      months.run();
      int epoch = outbox.prepare();
      EntityManagerFactory entities = EntityUnit.open(pool, login.toString(), JournalEntities.ALL);
      HikariDataSource shared = shared(connections, entities);
      return new Opened(
          login,
          version,
          connections,
          new ServerWatch(connections, Clock.systemUTC()),
          pool,
          shared,
          entities,
          epoch,
          upkeep(outbox, months));
    } catch (SQLException e) {
      pool.close();
      throw new PortException(reason(e), e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource shared(Connections connections, EntityManagerFactory entities) {
    try {
      return connections.openSharedPool();
    } catch (RuntimeException e) {
      entities.close();
      throw e;
    }
  }

  private static ScheduledExecutorService upkeep(OutboxUpkeep outbox, MonthPartitions months) {
    ScheduledExecutorService upkeep =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "qbrain-data-upkeep");
              thread.setDaemon(true);
              return thread;
            });
    upkeep.scheduleWithFixedDelay(
        () -> {
          keepUp("event log", outbox::run);
          keepUp("journal", months::run);
        },
        1,
        UPKEEP_MINUTES,
        TimeUnit.MINUTES);
    return upkeep;
  }

  private interface Upkeep {
    void run() throws SQLException;
  }

  private static void keepUp(String what, Upkeep upkeep) {
    try {
      upkeep.run();
    } catch (SQLException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the partitions of the " + what + " are left as they are: " + reason(e));
    }
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    Opened current = opened;
    opened = null;
    try {
      if (current != null) {
        current.close();
      }
    } finally {
      server.stop();
    }
  }

  /** A change of the file is for the next start: the running database is not taken away. */
  @Modified
  void changed() {
    LOG.log(System.Logger.Level.INFO, "the new database settings are for the next start");
  }

  @Override
  public String describe() {
    Opened current = opened;
    String kind = settings.external().isPresent() ? "external" : "included";
    if (current == null) {
      return "PostgreSQL, " + kind + ", not started";
    }
    return "PostgreSQL " + current.version() + ", " + kind + ", " + current.login().place();
  }

  @Override
  public boolean isAvailable() {
    Opened current = opened;
    return current != null && current.connections().answers();
  }

  @Override
  public Optional<String> trouble() {
    Opened current = opened;
    return current == null ? Optional.empty() : Optional.ofNullable(current.watch().trouble());
  }

  /** The pool; a connection comes from here and goes back by close(). */
  public DataSource pool() {
    return answering().pool();
  }

  /** The pool of other bundles. */
  DataSource shared() {
    return answering().shared();
  }

  /** Every pool that is open, the server silent or not. */
  List<HikariDataSource> pools() {
    Opened current = opened;
    return current == null ? List.of() : List.of(current.pool(), current.shared());
  }

  /** In which epoch events are written; see {@link OutboxUpkeep}. */
  public int eventEpoch() {
    return current().eventEpoch();
  }

  /** Work on a connection. */
  public interface Work<R> {
    /** Does it; must not commit. */
    R on(Connection connection) throws SQLException;
  }

  /** Does work in one transaction without entities, and returns what it found. */
  public <R> R transaction(Work<R> work) {
    Opened at = answering();
    try (Connection connection = at.pool().getConnection()) {
      connection.setAutoCommit(false);
      try {
        R result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(at, e);
    }
  }

  /** Asks something that is answered at once, or not at all: for those who wait for an answer. */
  public <R> R query(Work<R> work) {
    return transaction(
        connection -> {
          connection.setNetworkTimeout(Runnable::run, (int) QUERY.toMillis());
          return work.on(connection);
        });
  }

  private static void rollBack(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /** Does work in one transaction; what it writes is durable when this returns. */
  public void write(Consumer<EntityManager> work) {
    read(
        entities -> {
          work.accept(entities);
          return Boolean.TRUE;
        });
  }

  /** Does work in one transaction, and returns what it found. */
  public <R> R read(Function<EntityManager, R> work) {
    Opened at = answering();
    EntityManager entities = at.entities().createEntityManager();
    try {
      entities.getTransaction().begin();
      R result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } catch (RuntimeException e) {
      rollBack(entities, e);
      throw failure(at, e);
    } finally {
      entities.close();
    }
  }

  private static void rollBack(EntityManager entities, RuntimeException because) {
    try {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /** Where the server is silent this says so: the driver only knows that a connection ended. */
  private static PortException failure(Opened at, Exception e) {
    String trouble = at.watch().trouble();
    if (trouble == null && isOfConnection(e)) {
      trouble = at.connections().name() + " ended the connection (" + reason(e) + ")";
    }
    return new PortException(trouble == null ? reason(e) : trouble, e);
  }

  /** Whether a connection ended: classes 08 and 57P, and the pool's own word for it. */
  private static boolean isOfConnection(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith("08")
            || state.startsWith("57P")
            || "Connection is closed".equals(failed.getMessage());
      }
    }
    return false;
  }

  /** The words of the database, without the statements around them. */
  private static String reason(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      }
    }
    return String.valueOf(e.getMessage());
  }

  /** What is open, unless the server keeps silent: then nobody is to wait for it. */
  private Opened answering() {
    Opened current = current();
    String trouble = current.watch().trouble();
    if (trouble != null) {
      throw new PortException(trouble);
    }
    return current;
  }

  private Opened current() {
    Opened current = opened;
    if (current == null) {
      throw new PortException("the database is not started");
    }
    return current;
  }
}
