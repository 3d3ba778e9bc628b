package io.qbrain.container.faults;

import io.qbrain.container.Platform;
import io.qbrain.data.server.PostgresServer;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.data.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A start that cannot succeed: it says once what it found, what it expected and what to do, stays
 * up to be asked, and changes nothing.
 */
final class RefusedStart {
  private static final Duration SAID_WITHIN = Duration.ofSeconds(120);
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(60);
  private static final long RETRIES_SECONDS = 12;
  private static final String LAST = "(select max(installed_rank) from schema_version)";

  /** What is wrong with the tables. */
  enum Tables {
    /** The newest script is not recorded as done, so it fails on what it made itself. */
    BROKEN_MIGRATION(
        "create table schema_saved as select * from schema_version where installed_rank = " + LAST,
        "delete from schema_version where installed_rank = " + LAST,
        "insert into schema_version select * from schema_saved",
        List.of("__", "already exists", "QBRAIN_DB")),

    /** A script that this program does not know is recorded as done. */
    NEWER_SCHEMA(
        "create table schema_saved ()",
        "insert into schema_version select installed_rank + 1, '99', 'of tomorrow', type,"
            + " 'V99__of_tomorrow.sql', 0, installed_by, installed_on, 1, true from schema_version"
            + " where installed_rank = "
            + LAST,
        "delete from schema_version where version = '99'",
        List.of("version 99", "up to ", "start the newer program"));

    private final String saved;
    private final String broken;
    private final String mended;
    private final List<String> words;

    Tables(String saved, String broken, String mended, List<String> words) {
      this.saved = saved;
      this.broken = broken;
      this.mended = mended;
      this.words = words;
    }

    void run(Scene scene, Report report) throws Exception {
      scene.start();
      scene.awaitTrading();
      scene.platform().stop();
      Path folder = scene.home().resolve("postgres");
      Books before = change(folder, List.of(saved, broken));
      scene.launch();
      refused(scene, report, words);
      scene.platform().stop();
      Books meanwhile = change(folder, List.of(mended, "drop table schema_saved"));
      report.same(
          "the refused start wrote nothing into the journal",
          before.turns().size(),
          meanwhile.turns().size());
      scene.start();
      scene.awaitTrading();
      new Comparison(scene, report).with(before);
    }
  }

  private RefusedStart() {}

  /** Runs statements on a server of our own over the data of a platform that is stopped. */
  private static Books change(Path folder, List<String> statements) throws SQLException {
    PostgresServer server = new PostgresServer(ServerSettings.in(folder));
    ServerAddress address = server.start();
    try {
      Books.Place place = new Books.Place(address.url(), address.user(), address.password());
      execute(place, statements);
      return Books.read(place);
    } finally {
      server.stop();
    }
  }

  private static void execute(Books.Place place, List<String> statements) throws SQLException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static void refused(Scene scene, Report report, List<String> words) throws Exception {
    Platform platform = scene.platform();
    long launched = System.nanoTime();
    platform.await(
        "the database is said to be down",
        SAID_WITHIN,
        () -> !scene.down().getOrDefault("database", "").isEmpty());
    report.fact("said after", (System.nanoTime() - launched) / 1_000_000 + " ms");
    String said = scene.down().getOrDefault("database", "");
    report.check(
        "one line that says " + words,
        words.stream().allMatch(said::contains) && !said.contains("\n"),
        said);
    String ready = platform.get("/health/ready").body();
    report.check(
        "REST health says that the database is down",
        ready.contains("DOWN") && ready.contains("database"),
        ready);
    TimeUnit.SECONDS.sleep(RETRIES_SECONDS);
    report.same(
        "said once in the log, however often it was tried again",
        1L,
        platform.log().stream()
            .filter(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\""))
            .filter(line -> line.toLowerCase(Locale.ROOT).contains("database"))
            .count());
    report.same(
        "stack traces in the log",
        0L,
        platform.log().stream().filter(line -> line.contains("error.stack_trace")).count());
  }

  /** Another server refuses the password: at the start, and in the middle of trading. */
  static void wrongPassword(Scene scene, Report report) throws Exception {
    PostgresServer server =
        new PostgresServer(ServerSettings.in(scene.folder().resolve("another")));
    ServerAddress address = server.start();
    try {
      scene.set("QBRAIN_DB_URL", address.url());
      scene.set("QBRAIN_DB_USER", address.user());
      scene.set("QBRAIN_DB_PASSWORD", "a-wrong-one");
      scene.useDatabase(new Books.Place(address.url(), address.user(), address.password()));
      scene.launch();
      refused(scene, report, List.of("password", address.user(), "QBRAIN_DB_PASSWORD"));
      report.same(
          "lines of the log with a password in them",
          0L,
          scene.platform().log().stream()
              .filter(l -> l.contains("a-wrong-one") || l.contains(address.password()))
              .count());
      scene.platform().stop();
      scene.set("QBRAIN_DB_PASSWORD", address.password());
      scene.start();
      scene.awaitTrading();
      Books before = scene.books();
      changedMeanwhile(scene, report, address);
      new Comparison(scene, report).with(before);
    } finally {
      scene.stop();
      server.stop();
    }
  }

  private static void changedMeanwhile(Scene scene, Report report, ServerAddress address)
      throws Exception {
    long logBefore = scene.platform().log().size();
    Books.Place now = new Books.Place(address.url(), address.user(), "changed");
    Watch watch = new Watch(scene);
    execute(
        scene.database(),
        List.of(
            "alter role " + address.user() + " password 'changed'",
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'qbrain' and pid <> pg_backend_pid()"));
    TimeUnit.SECONDS.sleep(RETRIES_SECONDS);
    watch.close();
    for (String part : List.of("database", "account " + Scene.ACCOUNT)) {
      report.check(
          "'" + part + "' says that the password is refused",
          scene.down().getOrDefault(part, "").contains("password"),
          scene.down().getOrDefault(part, "nothing"));
    }
    execute(
        now, List.of("alter role " + address.user() + " password '" + address.password() + "'"));
    scene.awaitUp(GOES_ON_WITHIN);
    LogCheck.of(scene.platform().log(), logBefore, (int) RETRIES_SECONDS).tell(report);
  }
}
