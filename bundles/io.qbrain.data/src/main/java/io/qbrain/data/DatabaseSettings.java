package io.qbrain.data;

import io.qbrain.data.schema.Login;
import io.qbrain.data.server.ServerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which database is used.
 *
 * @param external another server; empty for the included one
 * @param server the included one
 * @param schema where the tables are
 * @param eventDays how long the event log keeps what was delivered, in days
 * @param keepMonths how many full months of fills and ledger are kept as rows; 0 keeps all
 */
public record DatabaseSettings(
    Optional<Login> external, ServerSettings server, String schema, int eventDays, int keepMonths) {
  private static final int EVENT_DAYS = 30;

  public DatabaseSettings {
    if (eventDays < 1) {
      throw new IllegalArgumentException(
          "expected QBRAIN_DB_EVENT_DAYS of at least 1, found " + eventDays);
    }
    if (keepMonths < 0) {
      throw new IllegalArgumentException(
          "expected QBRAIN_DB_KEEP_MONTHS of at least 0, found " + keepMonths);
    }
  }

  /** A database of the included server. */
  public static DatabaseSettings included(ServerSettings server, String schema) {
    return new DatabaseSettings(Optional.empty(), server, schema, EVENT_DAYS, 0);
  }

  /** A database of another server. */
  public static DatabaseSettings at(Login login) {
    return new DatabaseSettings(
        Optional.of(login), ServerSettings.in(Path.of("unused")), login.schema(), EVENT_DAYS, 0);
  }

  static DatabaseSettings of(DatabaseConfiguration file, Map<String, String> environment) {
    String schema = environment.getOrDefault("QBRAIN_DB_SCHEMA", file.schema());
    String url = environment.getOrDefault("QBRAIN_DB_URL", file.url());
    Optional<Login> external = Optional.empty();
    if (!url.isBlank()) {
      external =
          Optional.of(
              new Login(
                  url,
                  environment.getOrDefault("QBRAIN_DB_USER", file.user()),
                  environment.getOrDefault("QBRAIN_DB_PASSWORD", file.password()),
                  schema));
    }
    ServerSettings server =
        ServerSettings.in(
                Path.of(environment.getOrDefault("QBRAIN_DB_DIRECTORY", file.directory())))
            .withPort(number(environment, "QBRAIN_DB_PORT", file.port(), "a port of 0 to 65535"));
    String binaries = environment.getOrDefault("QBRAIN_DB_BINARIES", file.binaries());
    if (!binaries.isBlank()) {
      server = server.withArchive(Path.of(binaries));
    }
    int days = number(environment, "QBRAIN_DB_EVENT_DAYS", file.eventDays(), "a number of days");
    int months =
        number(environment, "QBRAIN_DB_KEEP_MONTHS", file.keepMonths(), "a number of months");
    return new DatabaseSettings(external, server, schema, days, months);
  }

  private static int number(
      Map<String, String> environment, String name, int otherwise, String expected) {
    @Nullable String text = environment.get(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "expected " + expected + " in " + name + ", found '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
