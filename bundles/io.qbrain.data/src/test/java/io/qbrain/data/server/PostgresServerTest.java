package io.qbrain.data.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qbrain.port.PortException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Path directory;
  private PostgresServer server;

  @BeforeAll
  static void takeDirectory(@TempDir Path temporary) {
    directory = temporary;
  }

  @BeforeEach
  void makeServer() {
    server = new PostgresServer(settings(directory));
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  private static ServerSettings settings(Path data) {
    return ServerSettings.in(data).withPrograms(TestServer.PROGRAMS);
  }

  @Test
  void keepsCommittedRowsOverStopAndStart() throws Exception {
    ServerAddress first = server.start();
    execute(first, "drop table if exists t", "create table t (id int)", "insert into t values (7)");
    server.stop();
    assertThat(isAlive(first.pid())).isFalse();
    assertThat(server.address()).isEmpty();

    ServerAddress second = server.start();
    assertThat(query(second, "select id from t")).isEqualTo("7");
    assertThat(second.port())
        .as("so that a message about it stays the same")
        .isEqualTo(first.port());
  }

  @Test
  void writesEveryCommitToTheDiskAndListensOnLoopbackOnly() throws Exception {
    ServerAddress address = server.start();
    assertThat(query(address, "show fsync")).isEqualTo("on");
    assertThat(query(address, "show synchronous_commit")).isEqualTo("on");
    assertThat(query(address, "show full_page_writes")).isEqualTo("on");
    assertThat(query(address, "show data_checksums")).isEqualTo("on");
    assertThat(query(address, "show listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(query(address, "show server_version")).startsWith("18.");
  }

  @Test
  void refusesEveryPasswordButItsOwnWhichOnlyTheOwnerReads() throws Exception {
    ServerAddress address = server.start();
    ServerAddress wrong = new ServerAddress(address.port(), address.user(), "wrong", address.pid());
    assertThatThrownBy(() -> TestServer.connect(wrong))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    Path password = directory.resolve("password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(directory.resolve("data/pg_hba.conf"))).doesNotContain("trust\n");
  }

  @Test
  void stopsWithTheProgramThatIsKilledAndLosesNothing() throws Exception {
    Process program = startProgram();
    long pid = awaitReady(program);
    assertThat(isAlive(pid)).isTrue();

    program.destroyForcibly(); // SIGKILL
    program.waitFor();
    assertThat(Deadline.in(PATIENCE).await(() -> !isAlive(pid))).isTrue();

    assertThat(query(server.start(), "select id from kept")).isEqualTo("42");
  }

  @Test
  void startsWhileTheServerOfAKilledProgramStillStops() throws Exception {
    Process program = startProgram();
    long pid = awaitReady(program);
    program.destroyForcibly();
    program.waitFor();

    assertThat(query(server.start(), "select id from kept")).isEqualTo("42");
    assertThat(Deadline.in(PATIENCE).await(() -> !isAlive(pid))).isTrue(); // its parent buries it
  }

  @Test
  void endsAnOrphanWhoseGuardWasKilledToo() throws Exception {
    Process program = startProgram();
    long pid = awaitReady(program);
    List<ProcessHandle> guards =
        program.descendants().filter(process -> process.pid() != pid).toList();
    guards.stream().filter(PostgresServerTest::isShell).forEach(ProcessHandle::destroyForcibly);
    program.destroyForcibly();
    program.waitFor();
    assertThat(isAlive(pid)).isTrue();

    assertThat(query(server.start(), "select id from kept")).isEqualTo("42");
    assertThat(Deadline.in(PATIENCE).await(() -> !isAlive(pid))).isTrue(); // its parent buries it
  }

  @Test
  void startsAgainOnTheSamePortWhenTheServerIsKilled() throws Exception {
    ServerAddress first = server.start();
    execute(first, "drop table if exists t", "create table t (id int)", "insert into t values (7)");
    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

    assertThat(
            Deadline.in(PATIENCE)
                .await(() -> server.address().filter(now -> now.pid() != first.pid()).isPresent()))
        .isTrue();
    ServerAddress second = server.address().orElseThrow();
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(query(second, "select id from t")).isEqualTo("7");
  }

  @Test
  void removesAProcessFileThatNamesAnotherProgram() throws Exception {
    server.start();
    server.stop();
    Files.writeString(
        directory.resolve("data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + directory + "\n1\n1\n\n127.0.0.1\n0\nready\n");

    assertThat(query(server.start(), "select 1")).isEqualTo("1");
  }

  @Test
  void twoOwnersOfOneDirectoryAreRefused() {
    server.start();
    PostgresServer other = new PostgresServer(settings(directory));
    assertThatThrownBy(other::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("another Q-Brain uses the database in " + directory);
    assertThat(server.address()).isPresent();
  }

  @Test
  void aBusyPortIsNamed() throws Exception {
    try (ServerSocket busy =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      PostgresServer onBusyPort =
          new PostgresServer(settings(directory).withPort(busy.getLocalPort()));
      assertThatThrownBy(onBusyPort::start)
          .isInstanceOf(PortException.class)
          .hasMessageContaining("port " + busy.getLocalPort() + " on 127.0.0.1 is busy")
          .hasMessageContaining("QBRAIN_DB_PORT");
    }
    assertThat(query(server.start(), "select 1")).isEqualTo("1");
  }

  @Test
  void dataOfAnotherVersionAreLeftAlone(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("data"));
    Files.writeString(other.resolve("data/PG_VERSION"), "15\n");
    assertThatThrownBy(new PostgresServer(settings(other))::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("expected data of PostgreSQL 18")
        .hasMessageContaining("found 15");
  }

  @Test
  void anInterruptedFirstStartLeavesNothingBehind(@TempDir Path fresh) throws Exception {
    Files.createDirectories(fresh.resolve("data.new/base"));
    Files.writeString(fresh.resolve("data.new/base/half"), "half");
    PostgresServer first = new PostgresServer(settings(fresh));
    try {
      assertThat(query(first.start(), "select 1")).isEqualTo("1");
      assertThat(fresh.resolve("data.new")).doesNotExist();
    } finally {
      first.stop();
    }
  }

  @Test
  void aMissingPasswordFileIsNamed() throws Exception {
    server.start();
    server.stop();
    Path password = directory.resolve("password");
    Path kept = Files.move(password, directory.resolve("kept"));
    assertThatThrownBy(server::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining(password.toString());
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    Files.move(kept, password);
  }

  @Test
  void runsAsAnotherUserWhereRootHasNoNamespaces(@TempDir Path fresh) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root changes the user");
    Path reachable = Files.createDirectories(fresh.resolve("for-nobody"));
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx--x--x"));
    Files.setPosixFilePermissions(reachable, PosixFilePermissions.fromString("rwx------"));
    ServerSettings settings = ServerSettings.in(reachable).withPrograms(TestServer.PROGRAMS);
    try (DataDirectory opened = DataDirectory.open(reachable)) {
      opened.initialize(PostgresPrograms.unpacked(settings), RunAs.user(65_534));
    }
    PostgresServer asNobody = new PostgresServer(settings);
    try {
      ServerAddress address = asNobody.start();
      assertThat(query(address, "select 1")).isEqualTo("1");
      assertThat(ProcessHandle.of(address.pid()).orElseThrow().info().user())
          .isNotEqualTo(Optional.of("root"));
    } finally {
      asNobody.stop();
    }
  }

  @Test
  void aFolderThatTheOtherUserCannotEnterIsNamed(@TempDir Path closed) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root changes the user");
    Path inside = Files.createDirectories(closed.resolve("inside"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    ServerSettings settings = settings(inside);
    try (DataDirectory opened = DataDirectory.open(inside)) {
      assertThatThrownBy(
              () -> opened.initialize(PostgresPrograms.unpacked(settings), RunAs.user(65_534)))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("user 65534, which cannot enter " + closed);
      assertThat(opened.hasData()).isFalse();
    }
  }

  @Test
  void anUnknownMachineIsToldToBringItsOwnServer() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("Windows 11")
        .hasMessageContaining("QBRAIN_DB_URL");
    assertThat(Platform.of("Linux", "aarch64").archiveName())
        .isEqualTo("postgres-linux-arm_64.txz");
  }

  private Process startProgram() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerProgram.class.getName(),
            directory.toString(),
            TestServer.PROGRAMS.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long awaitReady(Process program) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).startsWith("ready ");
    return Long.parseLong(line.split(" ", -1)[1]);
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().filter(name -> !name.endsWith("/postgres")).isPresent();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void execute(ServerAddress address, String... statements) throws SQLException {
    try (Connection connection = TestServer.connect(address);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String query(ServerAddress address, String sql) throws SQLException {
    try (Connection connection = TestServer.connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
