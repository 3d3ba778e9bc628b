package io.qbrain.data.schema;

import io.qbrain.port.PortException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema to the version of this program. The scripts are resources of this package,
 * named here: a bundle's class loader cannot be searched.
 */
public final class Migrations {
  static final List<String> SCRIPTS =
      List.of(
          "V1__journal_and_ledger.sql",
          "V2__accounts.sql",
          "V3__markets.sql",
          "V4__orders.sql",
          "V5__event_log.sql",
          "V6__tasks.sql",
          "V7__months.sql",
          "V8__live_accounts.sql",
          "V9__pages_and_passing_orders.sql");

  private static final Pattern SCRIPT = Pattern.compile("V\\d+__\\w+\\.sql");
  private static final Pattern LINE = Pattern.compile("Line\\s*:\\s*(\\d+)");

  private final Connections connections;
  private final List<String> scripts;

  public Migrations(Connections connections) {
    this(connections, SCRIPTS);
  }

  Migrations(Connections connections, List<String> scripts) {
    this.connections = connections;
    this.scripts = scripts;
  }

  /**
   * Applies what is missing; each script whole or not at all.
   *
   * @throws PortException if a script fails, was changed, or the schema is newer than the program
   */
  public void apply() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Migrations.class.getClassLoader());
    try {
      Flyway flyway =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(connections.forMigration())
              .defaultSchema(connections.login().schema())
              .createSchemas(true)
              .table("schema_version")
              .resourceProvider(new Scripts(scripts))
              .javaMigrationClassProvider(List::of)
              .failOnMissingLocations(false)
              .ignoreMigrationPatterns("*:future")
              .loggers("slf4j")
              .load();
      refuseNewerSchema(flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new PortException(
          "the tables of "
              + connections.login()
              + " cannot be brought to version "
              + scripts.size()
              + ", which this program expects: "
              + found(e)
              + ". Put right what it found, or use the backup from before, or name another database"
              + " by QBRAIN_DB_URL or schema by QBRAIN_DB_SCHEMA",
          e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What went wrong, in one line: the script, its line and the words of the server. */
  private static String found(FlywayException e) {
    String text = String.valueOf(e.getMessage());
    Matcher script = SCRIPT.matcher(text);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused && script.find()) {
        Matcher line = LINE.matcher(text);
        String reason = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        return "script "
            + script.group()
            + (line.find() ? " failed in line " + line.group(1) : " failed")
            + " ("
            + reason
            + "), and nothing of it was kept";
      }
    }
    return text.lines()
        .map(String::strip)
        .takeWhile(
            line ->
                !line.startsWith(
                    "Either revert the changes")) // what follows speaks of other products
        .filter(line -> !line.isEmpty() && !line.matches("-+"))
        .collect(Collectors.joining(", "));
  }

  private void refuseNewerSchema(Flyway flyway) {
    for (MigrationInfo migration : flyway.info().applied()) {
      @Nullable MigrationVersion version = migration.getVersion();
      if (version != null
          && scripts.stream().noneMatch(script -> script.startsWith("V" + version + "__"))) {
        throw new PortException(
            "the tables of "
                + connections.login()
                + " are of version "
                + version
                + ", this program knows versions up to "
                + scripts.size()
                + ": start the newer program, or use the backup from before it ran");
      }
    }
  }

  private static final class Scripts implements ResourceProvider {
    private final List<String> names;

    Scripts(List<String> names) {
      this.names = names;
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
      return names.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return names.stream()
          .filter(name -> name.startsWith(prefix))
          .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
          .<LoadableResource>map(Script::new)
          .toList();
    }
  }

  private static final class Script extends LoadableResource {
    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getResourceAsStream(name);
      if (in == null) {
        throw new FlywayException("the script " + name + " is not in this program");
      }
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return "io/qbrain/data/schema/" + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
