package io.qbrain.data.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import com.influxdb.query.InfluxQLQueryResult.Series;
import io.qbrain.data.influx.InfluxSettings.Policy;
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
            .org(organisation(settings))
            .bucket(bucket(settings, settings.raw()))
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

  /** Makes the database and its retention policies unless they are there. */
  void prepare() {
    Policy raw = settings.raw();
    if (!names("SHOW DATABASES").contains(settings.database())) {
      query(
          "CREATE DATABASE \""
              + settings.database()
              + "\" WITH"
              + terms(raw)
              + " NAME \""
              + raw.name()
              + "\"",
          raw);
    } else if (isOurs()) {
      query("ALTER " + policy(raw), raw);
    }
    if (isOurs() && !settings.coarseSpecs().isEmpty()) {
      boolean there =
          names("SHOW RETENTION POLICIES ON \"" + settings.database() + "\"")
              .contains(settings.coarse().name());
      query((there ? "ALTER " : "CREATE ") + policy(settings.coarse()), raw);
    }
  }

  /** Of 2.x and 3 somebody else makes the buckets, and says how long they keep what is in them. */
  private boolean isOurs() {
    return settings.organisation().isEmpty();
  }

  private List<String> names(String command) {
    return query(command, settings.raw()).stream()
        .flatMap(s -> s.getValues().stream())
        .map(r -> String.valueOf(r.getValueByKey("name")))
        .toList();
  }

  private String policy(Policy policy) {
    return "RETENTION POLICY \""
        + policy.name()
        + "\" ON \""
        + settings.database()
        + "\""
        + terms(policy);
  }

  private static String terms(Policy policy) {
    int days = policy.days();
    return " DURATION "
        + (days == 0 ? "INF" : days + "d")
        + " REPLICATION 1 SHARD DURATION "
        + (days == 0 ? SHARD_DAYS : Math.min(SHARD_DAYS, days))
        + "d";
  }

  /** Runs a query, and returns the series of its first result; times are nanoseconds. */
  List<Series> query(String command, Policy policy) {
    InfluxQLQuery query =
        new InfluxQLQuery(command, settings.database(), InfluxQLQuery.AcceptHeader.CSV)
            .setPrecision(InfluxQLQuery.InfluxQLPrecision.NANOSECONDS);
    if (!command.startsWith("SHOW DATABASES") && !command.startsWith("CREATE")) {
      query.setRetentionPolicy(policy.name());
    }
    InfluxQLQueryResult result =
        attempt("query", () -> client.getInfluxQLQueryApi().queryCSV(query));
    return result.getResults().isEmpty() ? List.of() : result.getResults().get(0).getSeries();
  }

  /** Writes lines of the line protocol, all in one request. */
  void write(String lines, Policy policy) {
    attempt(
        "write",
        () -> {
          client
              .getWriteApiBlocking()
              .writeRecord(
                  bucket(settings, policy), organisation(settings), WritePrecision.NS, lines);
          return lines;
        });
  }

  private static String bucket(InfluxSettings settings, Policy policy) {
    return settings.database() + "/" + policy.name();
  }

  private static String organisation(InfluxSettings settings) {
    return settings.organisation().isEmpty() ? "-" : settings.organisation();
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
