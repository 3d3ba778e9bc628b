package io.qbrain.data;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the connections to PostgreSQL are used; asks the pools, never the server. */
@Component(service = MetricSource.class)
public final class DatabaseFigures implements MetricSource {
  private static final Metric UP =
      Metric.gauge("qbrain_database_up", "whether the database is started and answers");
  private static final Metric CONNECTIONS =
      Metric.gauge(
          "qbrain_database_connections", "connections of a pool: active or idle", "pool", "state");
  private static final Metric MOST =
      Metric.gauge("qbrain_database_connections_limit", "the most connections of a pool", "pool");
  private static final Metric WAITING =
      Metric.gauge(
          "qbrain_database_connections_awaited", "who waits for a connection of a pool", "pool");

  private final PostgresDatabase database;

  /** Reads the pools of a database. */
  @Activate
  public DatabaseFigures(@Reference PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Metric.Sample> read() {
    List<HikariDataSource> pools = database.pools();
    List<Metric.Sample> samples = new ArrayList<>();
    samples.add(UP.of(!pools.isEmpty() && database.trouble().isEmpty()));
    for (HikariDataSource pool : pools) {
      HikariPoolMXBean state = pool.getHikariPoolMXBean();
      if (state != null) {
        String name = pool.getPoolName();
        samples.add(CONNECTIONS.of(state.getActiveConnections(), name, "active"));
        samples.add(CONNECTIONS.of(state.getIdleConnections(), name, "idle"));
        samples.add(MOST.of(pool.getMaximumPoolSize(), name));
        samples.add(WAITING.of(state.getThreadsAwaitingConnection(), name));
      }
    }
    return samples;
  }
}
