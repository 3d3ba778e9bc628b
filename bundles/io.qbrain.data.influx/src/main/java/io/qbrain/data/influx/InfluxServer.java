package io.qbrain.data.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import com.influxdb.query.InfluxQLQueryResult.Series;
import io.qbrain.port.PortException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;

/**
 * Requests to the server: each has a time-out and is tried again a few times while the server is
 * away or busy. That is safe: a point that is written twice is one point.
 */
final class InfluxServer implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int SHARD_DAYS = 364;

  /**
   * Warns of each answer that is empty, which is none of our warnings; held, or it is forgotten.
   */
  private final Logger noise = Logger.getLogger("com.influxdb.internal.AbstractQueryApi");

  private final InfluxSettings settings;
  private final InfluxDBClient client;

  InfluxServer(InfluxSettings settings) {
    this.settings = settings;
    noise.setLevel(Level.SEVERE);
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .callTimeout(settings.timeout().multipliedBy(2));
    InfluxDBClientOptions.Builder options =
        new InfluxDBClientOptions.Builder()
            .url(settings.url())
            .org(settings.organisation().isEmpty() ? "-" : settings.organisation())
            .bucket(settings.database() + "/" + settings.policy())
            .okHttpClient(http);
    if (!settings.token().isEmpty()) {
      options.authenticateToken(settings.token().toCharArray());
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(InfluxServer.class.getClassLoader());
    try {
      client = InfluxDBClientFactory.create(options.build());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Makes the database and its retention policy unless they are there. */
  void prepare() {
    boolean there =
        query("SHOW DATABASES").stream()
            .flatMap(s -> s.getValues().stream())
            .anyMatch(r -> settings.database().equals(String.valueOf(r.getValueByKey("name"))));
    String duration = settings.retentionDays() == 0 ? "INF" : settings.retentionDays() + "d";
    int shard =
        settings.retentionDays() == 0 ? SHARD_DAYS : Math.min(SHARD_DAYS, settings.retentionDays());
    String terms = " DURATION " + duration + " REPLICATION 1 SHARD DURATION " + shard + "d";
    if (!there) {
      query(
          "CREATE DATABASE \""
              + settings.database()
              + "\" WITH"
              + terms
              + " NAME \""
              + settings.policy()
              + "\"");
    } else if (settings.organisation().isEmpty()) {
      query(
          "ALTER RETENTION POLICY \""
              + settings.policy()
              + "\" ON \""
              + settings.database()
              + "\""
              + terms);
    }
  }

  /** Runs a query, and returns the series of its first result; times are nanoseconds. */
  List<Series> query(String command) {
    InfluxQLQuery query =
        new InfluxQLQuery(command, settings.database(), InfluxQLQuery.AcceptHeader.CSV)
            .setPrecision(InfluxQLQuery.InfluxQLPrecision.NANOSECONDS);
    if (!command.startsWith("SHOW DATABASES") && !command.startsWith("CREATE")) {
      query.setRetentionPolicy(settings.policy());
    }
    InfluxQLQueryResult result =
        attempt("query", () -> client.getInfluxQLQueryApi().queryCSV(query));
    return result.getResults().isEmpty() ? List.of() : result.getResults().get(0).getSeries();
  }

  /** Writes lines of the line protocol, all in one request. */
  void write(String lines) {
    attempt(
        "write",
        () -> {
          client.getWriteApiBlocking().writeRecord(WritePrecision.NS, lines);
          return lines;
        });
  }

  private <T> T attempt(String what, Supplier<T> request) {
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (InfluxException e) {
        boolean again = e.status() == 0 || e.status() == TOO_MANY || e.status() >= SERVER_ERROR;
        if (!again || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw new PortException(
              settings
                  + ": "
                  + what
                  + " failed"
                  + (e.status() == 0 ? "" : " with status " + e.status())
                  + " after "
                  + attempt
                  + " attempts: "
                  + e.getMessage(),
              e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        pause *= 2;
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
